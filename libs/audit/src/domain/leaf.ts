import { canonicalJson } from '@app/platform/domain';

/** The form of a leaf; another form gets another name, and what stands keeps its own (docs/transparency.md). */
const LEAF_SCHEMA = 'sla-ledger/leaf/1';

/** An event exactly as the log holds it: not raised to the shape of today, nothing decrypted. */
export interface LogEvent {
  /** UUID. */
  readonly id: string;
  readonly stream: string;
  readonly revision: bigint;
  /** Place in the log. */
  readonly position: bigint;
  /** The log's own clock, milliseconds since the epoch. */
  readonly recordedAtMs: number;
  readonly type: string;
  readonly data: LogJson;
  readonly metadata: LogJson;
}

/** An object, or the text that is its canonical JSON. */
type LogJson = Readonly<Record<string, unknown>> | string;

/** System events of the server (statistics, stream metadata) are no leaves: it writes and drops them as it likes. */
export const isLeaf = ({ type }: Pick<LogEvent, 'type'>): boolean => !type.startsWith('$');

/**
 * What is hashed of one event: canonical JSON of everything that the log says of it. The ledger's id is in it, so that an
 * event of another ledger is no leaf of this one. What is encrypted stands as its ciphertext: a person can be forgotten,
 * and the leaf stays what it was.
 *
 * @example leafText(event, ledgerId) // {"data":{...},"id":"...","ledgerId":"...","metadata":{...},"position":"7",...}
 */
export function leafText(event: LogEvent, ledgerId: string): string {
  const { id, stream, revision, position, recordedAtMs, type, data, metadata } = event;
  const recordedAt = new Date(recordedAtMs).toISOString();
  // Written in its order at once: each event of a log goes through here.
  return (
    `{"data":${textOf(data)},"id":${JSON.stringify(id)},"ledgerId":${JSON.stringify(ledgerId)}` +
    `,"metadata":${textOf(metadata)},"position":"${position}","recordedAt":"${recordedAt}","revision":"${revision}"` +
    `,"schema":"${LEAF_SCHEMA}","stream":${JSON.stringify(stream)},"type":${JSON.stringify(type)}}`
  );
}

const textOf = (json: LogJson): string => (typeof json === 'string' ? json : canonicalJson(json));
