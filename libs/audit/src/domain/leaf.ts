import { canonicalJson } from './canonical-json.js';

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
  readonly data: Readonly<Record<string, unknown>>;
  readonly metadata: Readonly<Record<string, unknown>>;
}

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
  return canonicalJson({
    schema: LEAF_SCHEMA,
    ledgerId,
    position: String(position),
    stream,
    revision: String(revision),
    id,
    type,
    recordedAt: new Date(recordedAtMs).toISOString(),
    data,
    metadata,
  });
}
