import type { EventStore, NewEvent } from '@app/event-store';
import { v5 as uuidV5 } from 'uuid';
import type { Deadline } from './deadline.js';
import type { DeadlineReaction, KnownFirings } from './deadline-reaction.js';
import { firingId } from './firing-id.js';
import { readFirings } from './known-firings.js';
import { settle, type Settlement } from './settle.js';

/** UUIDv5 namespace of the ids of events about firings. */
const NAMESPACE = '2f5b3f58-6a2d-4c6e-8f0c-4b7b0e0d6a11';

export interface OwnerToSettle<Context> {
  readonly owner: string;
  /** As the rows have them... */
  readonly deadlines: readonly Deadline[];
  /** ...that hold the log up to here. */
  readonly position: bigint | undefined;
  /** By these rows nothing was ever said of the owner. */
  readonly isNew: boolean;
  readonly now: number;
  readonly context: Context;
}

/** What came of it. `late`: somebody else was faster, or knows more; there is nothing to do now. */
export type SettleOutcome =
  { readonly kind: 'settled'; readonly fired: number; readonly lifted: number } | { readonly kind: 'late' };

const NOTHING_SAID: KnownFirings = { firings: new Map(), revision: 'no-stream', position: undefined };

/**
 * Says in the log what it lacks of one owner's deadlines. The owner's stream is read, decided upon, and appended to where
 * it still is as it was read: whoever does the same at the same time, or did it and died before the rows knew, finds
 * nothing left to say, and an append repeated after a lost answer has the same ids. A stream of which the rows know
 * nothing is taken to be empty first, which the append finds out as well.
 *
 * @throws what the log throws
 */
export const settleOwner = async <Context>(
  store: EventStore,
  reaction: DeadlineReaction<Context>,
  job: OwnerToSettle<Context>,
): Promise<SettleOutcome> => {
  if (job.isNew) {
    const outcome = await sayLacking(store, reaction, job, NOTHING_SAID);
    if (outcome.kind !== 'late') return outcome;
  }
  const known = await readFirings(store, reaction, job.owner);
  // Said by somebody whose rows were newer: what these rows want may be out of date.
  if (known.position !== undefined && (job.position === undefined || known.position > job.position))
    return { kind: 'late' };
  return sayLacking(store, reaction, job, known);
};

async function sayLacking<Context>(
  store: EventStore,
  reaction: DeadlineReaction<Context>,
  job: OwnerToSettle<Context>,
  known: KnownFirings,
): Promise<SettleOutcome> {
  const { owner, deadlines, now } = job;
  const settlements = settle(
    deadlines,
    [...known.firings.values()].map(({ firing }) => firing),
    now,
  );
  if (settlements.length === 0) return { kind: 'settled', fired: 0, lifted: 0 };
  const events = settlements.map((settlement) => eventOf(reaction, job, known, settlement));
  const outcome = await store.append(reaction.streamOf(owner), events, known.revision);
  if (outcome.kind === 'wrong-revision') return { kind: 'late' };
  const fired = settlements.filter(({ kind }) => kind === 'fire').length;
  return { kind: 'settled', fired, lifted: settlements.length - fired };
}

function eventOf<Context>(
  reaction: DeadlineReaction<Context>,
  { owner, now, context }: OwnerToSettle<Context>,
  { firings }: KnownFirings,
  settlement: Settlement,
): NewEvent {
  if (settlement.kind === 'fire') {
    const { deadline, round } = settlement;
    const id = firingId(owner, deadline.key, round);
    return { id: uuidV5(`${id}\nfired`, NAMESPACE), ...reaction.fired(deadline, id, now, context) };
  }
  const { firing, deadline } = settlement;
  const event = firings.get(firing.key)?.event;
  if (event === undefined) throw new Error('what is lifted has fired: it was read from the same stream');
  return { id: uuidV5(`${firing.id}\nlifted`, NAMESPACE), ...reaction.lifted(event, deadline, now) };
}
