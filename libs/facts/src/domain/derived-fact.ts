import { formatInstant, type EpochSecond } from '@app/support-time';
import canonicalize from 'canonicalize';
import { createHash } from 'node:crypto';
import type { JsonObject, SentFact, Target, TimedFact } from './fact.js';
import { standing } from './retraction.js';

/** A recorded fact as a reactor looks at it: what it says, and who recorded it. */
export interface AuthoredFact {
  readonly fact: Pick<TimedFact, 'id' | 'type' | 'occurredAt' | 'fraction'> & { readonly data: unknown };
  readonly recordedBy: string | null;
}

/** A fact that should be recorded, since other facts are as they are (DESIGN 6). */
export interface WantedFact {
  readonly type: string;
  readonly occurredAt: EpochSecond;
  /** Below the second (see `Instant`); absent: none. */
  readonly fraction?: string;
  readonly sequence?: number;
  readonly data: JsonObject;
  /** What makes it the fact it is, where that is not all of `data`: words beside the point may read differently later. */
  readonly about?: JsonObject;
}

/** What one reactor wants of one target. */
export interface Wish {
  /** To be there; what is there already is left alone. */
  readonly wanted: readonly WantedFact[];
  /** Ids of own facts that stay as they are, besides those. */
  readonly kept: ReadonlySet<string>;
  /** Why own facts that are neither are taken back. */
  readonly reason: string;
}

/** The facts of one author that count: neither retracted nor retractions. */
export const standingOf = <F extends AuthoredFact>(author: string, recorded: readonly F[]): F[] => {
  const counting = new Set(standing(recorded.map(({ fact }) => fact)).facts);
  return recorded.filter(({ fact, recordedBy }) => recordedBy === author && counting.has(fact));
};

/**
 * The facts that a target lacks of what an author wants: those to be recorded, and retractions of those of its own that
 * it wants no more. Facts of others are never touched. Ids are derived from what the facts say, so that whoever comes to
 * the same wish records the same; one that was retracted, and can never be recorded again under its id, gets the next.
 *
 * @param recorded all facts of the target, in order of recording
 * @example
 * lackingFacts('reactor:x', target, [], { wanted: [link], kept: new Set(), reason: '' }) // [link, id `x:…:0`]
 */
export function lackingFacts(
  author: string,
  target: Target,
  recorded: readonly AuthoredFact[],
  { wanted, kept, reason }: Wish,
): readonly SentFact[] {
  const ids = new Set(recorded.map(({ fact }) => fact.id));
  const retracted = retractedIds(recorded);
  const stay = new Set(kept);
  const lacking: SentFact[] = [];
  for (const fact of wanted) {
    const id = derivedId(author, fact, retracted);
    stay.add(id);
    if (ids.has(id)) continue;
    ids.add(id);
    lacking.push(sentFact(author, target, id, fact));
  }
  const superfluous = standingOf(author, recorded).filter(({ fact }) => !stay.has(fact.id));
  return [...lacking, ...superfluous.map(({ fact }) => retraction(author, target, fact, reason))];
}

const retractedIds = (recorded: readonly AuthoredFact[]): ReadonlySet<string> =>
  new Set(
    recorded.flatMap(({ fact: { type, data } }) =>
      type === 'FactRetracted' ? [(data as { factId: string }).factId] : [],
    ),
  );

/** `reactor:problem-detection:` and 22 characters of a hash, and which time it is said: what was retracted is said anew. */
function derivedId(author: string, fact: WantedFact, retracted: ReadonlySet<string>): string {
  const { type, occurredAt, fraction = '', sequence = 0, data, about = data } = fact;
  const content = canonicalize({ type, occurredAt, fraction, sequence, about }) ?? '';
  const stem = `${author}:${createHash('sha256').update(content).digest('base64url').slice(0, 22)}`;
  for (let time = 0; ; time += 1) {
    const id = `${stem}:${time}`;
    if (!retracted.has(id)) return id;
  }
}

function sentFact(author: string, target: Target, id: string, fact: WantedFact): SentFact {
  const { type, occurredAt, fraction = '', sequence, data } = fact;
  return {
    target,
    id,
    type,
    occurredAt: formatInstant({ second: occurredAt, fraction }),
    by: author,
    ...(sequence === undefined ? {} : { sequence }),
    data,
  };
}

/** Dated as what it takes back: a retraction counts as soon as it is known, whatever its instant (MEASURING 1). */
const retraction = (
  author: string,
  target: Target,
  { id: factId, occurredAt, fraction }: AuthoredFact['fact'],
  reason: string,
): SentFact =>
  sentFact(author, target, `${factId}:retracted`, {
    type: 'FactRetracted',
    occurredAt,
    fraction,
    data: { factId, reason },
  });
