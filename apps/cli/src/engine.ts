import { compileAgreement, validateAgreement, type CompiledAgreement, type MonthOf } from '@app/agreements/domain';
import { OUTAGE_FACTS, type OutageFact } from '@app/availability/domain';
import { evaluateFacts, monthFrame } from '@app/evaluations/domain';
import { createFactCatalogue, identify, timedFactFrom, type TargetKind, type TimedFact } from '@app/facts';
import { PROBLEM_FACTS } from '@app/problems/domain';
import { measureTicket, serviceLevelsDocument, type ServiceLevelsDocument } from '@app/service-levels/domain';
import { isMonth, parseInstant, type EpochSecond } from '@app/support-time';
import { TICKET_FACTS, ticketAt, type TicketFact } from '@app/tickets/domain';

/** An input that cannot be measured; the message names every fault. */
export class InputError extends Error {
  override readonly name = 'InputError';
}

const catalogue = createFactCatalogue([...TICKET_FACTS, ...OUTAGE_FACTS, ...PROBLEM_FACTS]);

/** Only equality matters to facts that are not recorded: no key of a ledger is needed to tell them apart. */
const NO_KEY = new Uint8Array(32);

type Fault = { readonly pointer: string; readonly detail: string };
const told = (faults: readonly Fault[]): string =>
  faults.map(({ pointer, detail }) => (pointer === '' ? detail : `${pointer} ${detail}`)).join('; ');

/** An agreement document, ready to judge. */
export function agreementFrom(json: unknown): CompiledAgreement {
  const checked = validateAgreement(json);
  if (checked.kind === 'invalid') throw new InputError(`the agreement is not valid: ${told(checked.faults)}`);
  return compileAgreement(checked.value);
}

export function secondFrom(text: unknown, name: string): EpochSecond {
  const instant = typeof text === 'string' ? parseInstant(text) : undefined;
  if (instant === undefined) throw new InputError(`${name} must be an RFC 3339 instant, such as 2026-04-01T00:00:00Z`);
  return instant.second;
}

export function monthFrom(text: unknown): string {
  if (typeof text !== 'string' || !isMonth(text)) throw new InputError('month must be written as 2026-03');
  return text;
}

export function monthOfFrom(text: unknown): MonthOf | undefined {
  if (text === undefined || text === 'verdict' || text === 'registration') return text;
  throw new InputError('monthOf must be verdict or registration');
}

/** Facts of a file by what they are about, in order of recording, the way an import would have recorded them. */
export class FactSet {
  private readonly byTarget: Readonly<Record<TargetKind, Map<string, Map<string, TimedFact>>>> = {
    ticket: new Map(),
    outage: new Map(),
    problem: new Map(),
  };
  private readonly contents = new Map<string, string>();

  /** Takes one fact; a duplicate is taken once. Throws `InputError` for what an import would refuse. */
  add(json: unknown): void {
    // Facts of a file may be dated ahead: whether they count is a matter of `at`.
    const checked = catalogue.checkFact(json, Infinity);
    if (checked.kind === 'refused') throw new InputError(told(checked.faults));
    const { fact, instant } = checked;
    const identified = identify(fact, instant, NO_KEY);
    const { kind, id } = fact.target;
    const key = `${kind} ${id} ${identified.id}`;
    const known = this.contents.get(key);
    if (known !== undefined && known !== identified.content) {
      throw new InputError(`the id ${identified.id} is that of another fact of ${kind} ${id}: the first stays`);
    }
    this.contents.set(key, identified.content);
    const facts = this.byTarget[kind].get(id) ?? new Map<string, TimedFact>();
    if (known === undefined) facts.set(identified.id, timedFactFrom(identified));
    this.byTarget[kind].set(id, facts);
  }

  /** By ticketId. The catalogue let no other facts in. */
  get tickets(): [string, TicketFact[]][] {
    return listsOf(this.byTarget.ticket) as unknown as [string, TicketFact[]][];
  }

  get outages(): [string, OutageFact[]][] {
    return listsOf(this.byTarget.outage) as unknown as [string, OutageFact[]][];
  }
}

const listsOf = (facts: ReadonlyMap<string, ReadonlyMap<string, TimedFact>>): [string, TimedFact[]][] =>
  [...facts]
    .map(([id, own]): [string, TimedFact[]] => [id, [...own.values()]])
    .sort(([a], [b]) => (a < b ? -1 : 1));

export function factsFrom(json: unknown): FactSet {
  if (!Array.isArray(json)) throw new InputError('facts must be a list');
  const facts = new FactSet();
  json.forEach((fact, index) => {
    try {
      facts.add(fact);
    } catch (error) {
      throw error instanceof InputError ? new InputError(`fact ${index}: ${error.message}`) : error;
    }
  });
  return facts;
}

/** The service levels of every ticket of the agreement, by ticketId, and how many of others were left out. */
export function measureFacts(
  agreement: CompiledAgreement,
  facts: FactSet,
  at: EpochSecond,
): { readonly documents: readonly ServiceLevelsDocument[]; readonly leftOut: number } {
  const { customerId, serviceId } = agreement.agreement;
  let leftOut = 0;
  const documents = facts.tickets.flatMap(([ticketId, own]) => {
    const ticket = ticketAt(own, at);
    const of = ticket.registration?.data;
    if (of !== undefined && (of.customerId !== customerId || of.serviceId !== serviceId)) {
      leftOut += 1;
      return [];
    }
    return [serviceLevelsDocument(ticketId, measureTicket(ticket, agreement, at))];
  });
  return { documents, leftOut };
}

/** The evaluation of a month from facts alone; it is of no position of a log. */
export function evaluateMonth(
  agreement: CompiledAgreement,
  facts: FactSet,
  month: string,
  monthOf: MonthOf | undefined,
  at: EpochSecond,
) {
  const frame = monthFrame(agreement, month, monthOf, at);
  return { ...evaluateFacts(frame, facts.tickets, facts.outages), position: null, status: 'open' };
}
