import { type ProposedEvent } from '../domain/log-event.js';
import { type AppendRefusal } from './append-refusal.js';
import { type sharedPb } from './definitions.js';

type Uuid = InstanceType<typeof sharedPb.UUID>;

/** What `Append` and `BatchAppend` both send for an event. */
export interface ProposedMessage {
  getId(): Uuid | undefined;
  getMetadataMap(): { get(key: string): string | undefined };
  getData_asU8(): Uint8Array;
  getCustomMetadata_asU8(): Uint8Array;
}

const dashed = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const zero = '00000000-0000-0000-0000-000000000000';

const structured = (most: string, least: string): string => {
  const hex = [most, least]
    .map((half) => BigInt.asUintN(64, BigInt(half)).toString(16).padStart(16, '0'))
    .join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
};

/** The UUID in its dashed lower-case form, or whatever text came. */
export const uuidText = (id: Uuid | undefined): string => {
  const parts = id?.getStructured();
  return parts === undefined
    ? (id?.getString().toLowerCase() ?? '')
    : structured(parts.getMostSignificantBits(), parts.getLeastSignificantBits());
};

/** Bytes that count against the limit of an append: the rule of EventStoreDB 24.10. */
export const eventSize = (event: ProposedEvent): number =>
  event.data.byteLength + event.metadata.byteLength + 2 * event.type.length;

const bad = (message: string): AppendRefusal => ({ kind: 'bad-request', message });

/** The event, or why a node does not take it. */
export const proposedEvent = (message: ProposedMessage): ProposedEvent | AppendRefusal => {
  const properties = message.getMetadataMap();
  const type = properties.get('type');
  const contentType = properties.get('content-type');
  if (type === undefined || contentType === undefined) return { kind: 'missing-property' };
  if (type === '') return bad('the event type is empty');
  if (type.includes('\0')) return bad('the event type contains a NUL character');
  const id = uuidText(message.getId());
  if (!dashed.test(id)) return bad(`the event id "${id}" is not a UUID`);
  if (id === zero) return bad('the event id is the zero UUID');
  return {
    id,
    type,
    isJson: contentType === 'application/json',
    data: message.getData_asU8(),
    metadata: message.getCustomMetadata_asU8(),
  };
};
