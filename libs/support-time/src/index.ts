export * from './domain/instant.js';
export * from './domain/calendar.js';
