import type { ProblemFact } from '../src/domain/problem-fact.js';
import { problemRecord, type ProblemRecord } from '../src/domain/problem-record.js';
import { linkedTickets } from '../src/domain/ticket-links.js';
import { standing } from '@app/facts';
import { agreementWith, DetectionWorld } from './detection-world.js';

const DAY = 86_400;
/** Monday 23 March 2026, 08:30 in Amsterdam. */
const START = 1_774_251_000;

/** Two alike within five days are a recurrence. */
const agreement = agreementWith({ withinDays: 5, occurrences: 2 });

/** A log that is told what happens day by day, with reactors that look after every word. */
export class ToldWorld {
  private readonly world = new DetectionWorld(agreement);
  private words = 0;

  /** Somebody says something of a ticket, dated that day. */
  ticket(id: string, type: string, day: number, data: object = {}): string {
    return this.say('ticket', id, type, day, data);
  }

  /** An incident is registered that day. */
  incident(
    id: string,
    day: number,
    priority = 'high',
    more: object = { configurationItem: 'gateway' },
  ): string {
    const { customerId, serviceId } = agreement;
    const data = {
      type: 'incident',
      channel: 'portal',
      customerId,
      serviceId,
      priority,
      category: 'network',
    };
    return this.ticket(id, 'TicketRegistered', day, { ...data, ...more });
  }

  /** Somebody says something of a problem, dated that day. */
  problem(id: string, type: string, day: number, data: object = {}): string {
    return this.say('problem', id, type, day, data);
  }

  private say(kind: 'ticket' | 'problem', target: string, type: string, day: number, data: object): string {
    const id = `said-${(this.words += 1)}`;
    const fact = { id, type, occurredAt: this.at(day), fraction: '', sequence: 0, data } as never;
    this.world.record({ target: { kind, id: target }, fact, recordedBy: 'operator' });
    this.world.settle();
    return id;
  }

  at(day: number): number {
    return START + day * DAY;
  }

  /** Ids of all problem records, in order of their first fact. */
  ids(): string[] {
    return this.world.ids('problem');
  }

  record(id: string): ProblemRecord {
    const record = problemRecord(this.facts(id), Infinity);
    if (record === undefined) throw new Error(`nobody registered ${id}`);
    return record;
  }

  linked(id: string): readonly string[] {
    return linkedTickets(this.record(id).links);
  }

  /** Standing facts of a type that the reactor said of a problem. */
  own(id: string, type: ProblemFact['type']): readonly ProblemFact[] {
    return standing(this.facts(id)).facts.filter(
      (fact) => fact.type === type && !fact.id.startsWith('said-'),
    );
  }

  /** Standing root causes of a ticket: problem and day. */
  causes(ticketId: string): string[] {
    const recorded = this.world.factsOf<never>({ kind: 'ticket', id: ticketId });
    const facts = recorded.map(
      ({ fact }) => fact as { id: string; type: string; occurredAt: number; data: object },
    );
    return standing(facts).facts.flatMap(({ type, occurredAt, data }) =>
      type === 'RootCauseEstablished'
        ? [`${(data as { problemId: string }).problemId} ${(occurredAt - START) / DAY}`]
        : [],
    );
  }

  /** Ids of everything recorded of a ticket. */
  idsOf(ticketId: string): string[] {
    return this.world
      .factsOf<never>({ kind: 'ticket', id: ticketId })
      .map(({ fact }) => (fact as { id: string }).id);
  }

  private facts(id: string): ProblemFact[] {
    return this.world.factsOf<ProblemFact>({ kind: 'problem', id }).map(({ fact }) => fact);
  }
}
