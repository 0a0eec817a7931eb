import type { JsonObject } from './fact.js';

/** Whether what JSON.parse gave is an object: neither null nor a list. */
export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
