import { OUTAGE_FACTS, SERVICE_FACTS, type OutageFact, type ServiceFact } from '@app/availability/domain';
import {
  createFactCatalogue,
  identify,
  timedFactFrom,
  type CheckedFact,
  type IdentifiedFact,
  type TargetKind,
  type TimedFact,
} from '@app/facts';
import { PROBLEM_FACTS, type ProblemFact } from '@app/problems/domain';
import { TICKET_FACTS, type TicketFact } from '@app/tickets/domain';
import { faultsText } from '../cli.errors.js';

/** Every fact that the ledger takes. */
export const factCatalogue = createFactCatalogue([
  ...TICKET_FACTS,
  ...OUTAGE_FACTS,
  ...PROBLEM_FACTS,
  ...SERVICE_FACTS,
]);

/** A file is no log, so its facts may lie in the future: whether they count is a matter of `at`. */
export const NO_CLOCK = Infinity;

/** Only equality matters to ids that are not recorded: no key of a ledger is needed to derive them. */
const NO_KEY = new Uint8Array(32);

/** What became of a fact; `detail` says why it was not taken. */
export type Taken =
  | { readonly kind: 'taken' | 'duplicate' }
  | { readonly kind: 'invalid' | 'id-reused'; readonly detail: string };

type Known = Omit<IdentifiedFact, 'content'>;

/** Facts by what they are about, in order of recording, each once: as an import would have recorded them. */
export class FactSet {
  private readonly byTarget: Readonly<Record<TargetKind, Map<string, Map<string, Known>>>> = {
    ticket: new Map(),
    outage: new Map(),
    problem: new Map(),
    service: new Map(),
  };

  /** Takes a fact, unless it is invalid, here already, or another one than that of its id: then the first stays. */
  take(checked: CheckedFact): Taken {
    if (checked.kind === 'refused') return { kind: 'invalid', detail: faultsText(checked.faults) };
    const { fact, instant } = checked;
    const { kind, id: targetId } = fact.target;
    const id = fact.id ?? identify(fact, instant, NO_KEY).id;
    const facts = this.byTarget[kind].get(targetId) ?? new Map<string, Known>();
    this.byTarget[kind].set(targetId, facts);
    const known = facts.get(id);
    if (known === undefined) {
      facts.set(id, { fact, instant, id });
      return { kind: 'taken' };
    }
    if (contentOf(known) === contentOf({ fact, instant, id })) return { kind: 'duplicate' };
    return {
      kind: 'id-reused',
      detail: `another fact of the ${kind} ${targetId} has the id ${id}: that one stays`,
    };
  }

  /** Of each ticket by id. The catalogue let no other types in. */
  get tickets(): [ticketId: string, facts: TicketFact[]][] {
    return listsOf(this.byTarget.ticket) as unknown as [string, TicketFact[]][];
  }

  /** Of the service itself: what its vendor published. */
  ofService(serviceId: string): ServiceFact[] {
    const facts = this.byTarget.service.get(serviceId) ?? new Map<string, Known>();
    return [...facts.values()].map(timedFactFrom) as unknown as ServiceFact[];
  }

  get problems(): [problemId: string, facts: ProblemFact[]][] {
    return listsOf(this.byTarget.problem) as unknown as [string, ProblemFact[]][];
  }

  get outages(): [outageId: string, facts: OutageFact[]][] {
    return listsOf(this.byTarget.outage) as unknown as [string, OutageFact[]][];
  }
}

const contentOf = ({ fact, instant }: Known): string => identify(fact, instant, NO_KEY).content;

/** By id in order of code units, as every list of the ledger. */
const listsOf = (facts: ReadonlyMap<string, ReadonlyMap<string, Known>>): [string, TimedFact[]][] =>
  [...facts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, own]): [string, TimedFact[]] => [id, [...own.values()].map(timedFactFrom)]);
