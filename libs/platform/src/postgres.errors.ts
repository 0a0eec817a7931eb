import { problems } from './problem.catalogue.js';
import { type Problem } from './problem.js';

const code = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';

const lostInTheClient = new Set([
  'CONNECTION_CLOSED',
  'CONNECTION_DESTROYED',
  'CONNECTION_ENDED',
  'CONNECT_TIMEOUT',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

/** The connection has gone or cannot be made; whether the statement under way took effect is not known. */
export const isConnectionLost = (error: unknown): boolean =>
  lostInTheClient.has(code(error)) || /^(08|57P0[1-5])/.test(code(error));

/**
 * The same statement may succeed later without anybody changing anything: connection lost, resources (class 53: disk,
 * memory, connections), serialization and deadlock (40), lock or statement timeout, input/output errors (58).
 */
export const isTransient = (error: unknown): boolean =>
  isConnectionLost(error) || /^(40|53|55P03|57014|58|25006|25P03)/.test(code(error));

/** For the HTTP edge: a failure of the database that will pass is 503, anything else is left alone. */
export const asDatabaseUnavailable = (error: unknown): Problem | undefined =>
  isTransient(error)
    ? problems.DATABASE_UNAVAILABLE('the database does not answer at the moment; try again shortly', {
        retryAfterSeconds: 2,
        cause: error,
      })
    : undefined;
