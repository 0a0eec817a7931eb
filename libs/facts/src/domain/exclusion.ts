import { formatSecond, parseInstant, type EpochSecond } from '@app/support-time';
import type { TimedFact } from './fact.js';

export type ExclusionState = 'proposed' | 'accepted' | 'rejected';

/** An exclusion as it stands: the last proposal under its id, and the last decision on it (MEASURING 8). */
export interface Exclusion {
  readonly exclusionId: string;
  readonly cause: string;
  /** Whole seconds; null where the proposal names none. Both null: the whole ticket, or the outage from end to end. */
  readonly from: EpochSecond | null;
  readonly to: EpochSecond | null;
  /** Null: all of them. */
  readonly metrics: readonly string[] | null;
  readonly state: ExclusionState;
  /** Who decided, as sent with the decision. */
  readonly decidedBy: string | null;
  /** The fact that proposed it, and the one that decided it. */
  readonly proposedBy: string;
  readonly decidedByFact: string | null;
}

interface Proposal {
  readonly exclusionId: string;
  readonly cause: string;
  readonly from?: string;
  readonly to?: string;
  readonly metrics?: readonly string[];
}

type AnyFact = Pick<TimedFact, 'id' | 'type' | 'by'> & { readonly data: unknown };

/** Exclusions of one ticket or outage from its standing facts in order; a decision on none that was proposed is idle. */
export function exclusionsOf(ordered: readonly AnyFact[]): Exclusion[] {
  const proposals = new Map<string, AnyFact>();
  const decisions = new Map<string, AnyFact>();
  for (const fact of ordered) {
    if (fact.type === 'ExclusionProposed') proposals.set(idOf(fact), fact);
    if (fact.type === 'ExclusionAccepted' || fact.type === 'ExclusionRejected')
      decisions.set(idOf(fact), fact);
  }
  return [...proposals].map(([exclusionId, proposal]) => {
    const { cause, from, to, metrics } = proposal.data as Proposal;
    const decision = decisions.get(exclusionId);
    return {
      exclusionId,
      cause,
      from: wholeSecond(from),
      to: wholeSecond(to),
      metrics: metrics ?? null,
      state: stateAfter(decision),
      decidedBy: decision?.by ?? null,
      proposedBy: proposal.id,
      decidedByFact: decision?.id ?? null,
    };
  });
}

const idOf = (fact: AnyFact): string => (fact.data as Proposal).exclusionId;

function stateAfter(decision: AnyFact | undefined): ExclusionState {
  if (decision === undefined) return 'proposed';
  return decision.type === 'ExclusionAccepted' ? 'accepted' : 'rejected';
}

function wholeSecond(text: string | undefined): EpochSecond | null {
  // The schema of the fact has seen to it that the text is an instant.
  return text === undefined ? null : (parseInstant(text)?.second ?? null);
}

/** An exclusion as documents show it (MEASURING 9). */
export const exclusionDocument = ({
  exclusionId,
  cause,
  from,
  to,
  metrics,
  state,
  decidedBy,
}: Exclusion) => ({
  exclusionId,
  cause,
  from: from === null ? null : formatSecond(from),
  to: to === null ? null : formatSecond(to),
  metrics,
  state,
  decidedBy,
});
