import { type ProposedEvent } from '../domain/log-event.js';
import { type ProposedMessage } from '../wire/append-request.js';
import { type AppendRefusal } from './append-refusal.js';

const dashed = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const zero = '00000000-0000-0000-0000-000000000000';

/** Bytes that count against the limit of an append: the rule of EventStoreDB 24.10. */
export const eventSize = (event: ProposedEvent): number =>
  event.data.byteLength + event.metadata.byteLength + 2 * event.type.length;

const bad = (message: string): AppendRefusal => ({ kind: 'bad-request', message });

/** The event, or why a node does not take it. */
export const proposedEvent = (message: ProposedMessage): ProposedEvent | AppendRefusal => {
  const { id, type, contentType, data, metadata } = message;
  if (type === undefined || contentType === undefined) return { kind: 'missing-property' };
  if (type === '') return bad('the event type is empty');
  if (type.includes('\0')) return bad('the event type contains a NUL character');
  if (!dashed.test(id)) return bad(`the event id "${id}" is not a UUID`);
  if (id === zero) return bad('the event id is the zero UUID');
  return { id, type, isJson: contentType === 'application/json', data, metadata };
};
