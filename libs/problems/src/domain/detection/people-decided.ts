import { compareDates, inOrder, standing, type RecordedFact } from '@app/facts';
import type { ProblemFact } from '../problem-fact.js';
import { PROBLEM_DETECTION } from './detection.author.js';

type Link = Extract<ProblemFact, { type: 'TicketLinked' | 'TicketUnlinked' }>;

/** What people said about a problem that the reactor must not undo or say again. */
export interface PeopleDecided {
  /**
   * Whether a ticket is linked, by the last word that a person said about it; undefined: nobody said any. `put-back`: by
   * the reactor's own link, whose unlinking a person took back.
   */
  link(ticketId: string): 'linked' | 'put-back' | 'unlinked' | undefined;
  /** Whether a link of the reactor is dated after the word by which a person unlinked its ticket, and so would outlive it. */
  outlives(link: Link): boolean;
  /** Tickets that people linked or put back, and did not unlink again. */
  readonly linked: readonly string[];
  /** Types of facts about the problem itself that the reactor recorded and a person took back. */
  readonly takenBack: ReadonlySet<string>;
}

/**
 * Reads off a problem's facts what people decided. A link that the reactor recorded and a person retracted is one that a
 * person does not want; an unlinking of its that a person retracted, one that a person wants back.
 *
 * @param recorded facts of one problem, in order of recording
 */
export function peopleDecided(recorded: readonly RecordedFact<ProblemFact>[]): PeopleDecided {
  const own = new Map(
    recorded.flatMap(({ fact, recordedBy }) => (recordedBy === PROBLEM_DETECTION ? [[fact.id, fact]] : [])),
  );
  const words = new Map<string, Link | 'taken back' | 'put back'>();
  const takenBack = new Set<string>();
  for (const { fact, recordedBy } of recorded) {
    if (fact.type !== 'FactRetracted' || recordedBy === PROBLEM_DETECTION) continue;
    const retracted = own.get(fact.data.factId);
    if (retracted === undefined) continue;
    if (retracted.type === 'TicketLinked') words.set(retracted.data.ticketId, 'taken back');
    else if (retracted.type === 'TicketUnlinked') words.set(retracted.data.ticketId, 'put back');
    else takenBack.add(retracted.type);
  }
  for (const fact of inOrder(standing(recorded.map((each) => each.fact)).facts)) {
    if (isLink(fact) && !own.has(fact.id)) words.set(fact.data.ticketId, fact);
  }
  const link = (ticketId: string) => {
    const word = words.get(ticketId);
    if (word === undefined) return undefined;
    if (word === 'put back') return 'put-back';
    return word !== 'taken back' && word.type === 'TicketLinked' ? 'linked' : 'unlinked';
  };
  return {
    link,
    outlives: (fact) => {
      const word = words.get(fact.data.ticketId);
      return word === undefined || typeof word === 'string' || compareDates(word, fact) <= 0;
    },
    linked: [...words.keys()].filter((ticketId) => link(ticketId) !== 'unlinked'),
    takenBack,
  };
}

const isLink = (fact: ProblemFact): fact is Link =>
  fact.type === 'TicketLinked' || fact.type === 'TicketUnlinked';
