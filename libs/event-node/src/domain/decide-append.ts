import { type AppendCommand } from './append-command.js';

/** Where an event with some id stands. */
export interface StoredId {
  readonly id: string;
  readonly revision: number;
  readonly position: number;
}

/** What a decision needs to know of a stream. */
export interface StreamView {
  /** Last revision, -1 where nothing was ever written. */
  readonly last: number;
  at(revision: number): StoredId | undefined;
  /** The latest event of the stream with this id. */
  find(id: string): StoredId | undefined;
}

export type AppendDecision =
  | { readonly kind: 'accept' }
  /** Written before: answered like the first time. */
  | { readonly kind: 'repeated'; readonly last: StoredId }
  | { readonly kind: 'wrong-expected-version' };

const accept: AppendDecision = { kind: 'accept' };
const wrong: AppendDecision = { kind: 'wrong-expected-version' };

const byKnownIds = (ids: readonly string[], view: StreamView): AppendDecision => {
  const [first] = ids;
  if (first === undefined || view.find(first) === undefined) return accept; // later ids are not looked at
  let last: StoredId | undefined;
  for (const id of ids) {
    last = view.find(id);
    if (last === undefined) return wrong;
  }
  return last === undefined ? accept : { kind: 'repeated', last };
};

const byRevision = (expected: number, ids: readonly string[], view: StreamView): AppendDecision => {
  let last: StoredId | undefined;
  for (const [index, id] of ids.entries()) {
    last = view.at(expected + 1 + index);
    if (last?.id !== id) return wrong;
  }
  return last === undefined ? wrong : { kind: 'repeated', last };
};

/**
 * Whether an append is taken, was taken before, or is refused: the rule of a real EventStoreDB node for streams that
 * are never deleted and have no metadata of their own.
 *
 * - `any`, `stream-exists`: known by its ids. All known: repeated; the first unknown: accept; else refuse.
 * - exact and `no-stream`: known by ids *at the revisions that would follow*. With the current revision it is accepted
 *   without a look at ids, so the same event appended at the now-current revision is written again.
 *
 * @example decideAppend({ stream: 's', expected: { kind: 'exact', revision: 2n }, events }, viewOfThree) // accept
 */
export const decideAppend = (command: AppendCommand, view: StreamView): AppendDecision => {
  const { expected } = command;
  const ids = command.events.map((event) => event.id);
  if (expected.kind === 'stream-exists' && view.last < 0) return wrong;
  if (expected.kind === 'any' || expected.kind === 'stream-exists') return byKnownIds(ids, view);
  const revision = expected.kind === 'no-stream' ? -1n : expected.revision;
  if (revision > BigInt(view.last)) return wrong;
  return revision === BigInt(view.last) ? accept : byRevision(Number(revision), ids, view);
};
