import { EventStoreError } from './event-store.errors.js';
import { type ExpectedRevision, type NewEvent } from './event-store.js';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const zero = '00000000-0000-0000-0000-000000000000';
const largestRevision = 2n ** 63n - 1n;

const isJson = (value: unknown): boolean => {
  try {
    return JSON.stringify(value) !== undefined;
  } catch {
    return false; // a bigint or a circle
  }
};

const faultOf = (event: NewEvent): string | undefined => {
  if (!uuid.test(event.id) || event.id === zero) return `id "${event.id}" is no UUID`;
  if (event.type === '' || event.type.startsWith('$'))
    return `type "${event.type}" is empty or a system type`;
  if (event.type.includes('\0')) return 'the type contains a NUL character';
  if (!isJson(event.data)) return `the data of event ${event.id} cannot be written as JSON`;
  if (!isJson(event.metadata)) return `the metadata of event ${event.id} cannot be written as JSON`;
  return undefined;
};

/**
 * Refuses what a server would choke on. One bad id makes the client useless for all later appends, and data that is no
 * JSON never settles, so nothing of the kind may reach it.
 *
 * @throws EventStoreError INVALID_EVENT
 */
export const validateAppend = (
  stream: string,
  events: readonly NewEvent[],
  expected: ExpectedRevision,
): void => {
  const refuse = (detail: string): never => {
    throw new EventStoreError('INVALID_EVENT', detail);
  };
  if (stream === '' || stream.startsWith('$') || stream.includes('\0')) refuse(`stream name "${stream}"`);
  if (events.length === 0) refuse('an append without events');
  if (typeof expected === 'bigint' && (expected < 0n || expected > largestRevision)) {
    refuse(`expected revision ${expected}`);
  }
  for (const event of events) {
    const fault = faultOf(event);
    if (fault !== undefined) refuse(fault);
  }
};
