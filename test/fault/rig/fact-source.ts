import fc from 'fast-check';
import { ticketFacts } from '../../support/arbitrary-facts.js';

/** A fact as it is sent, with an id of its own. */
export interface SentFact {
  readonly id: string;
  readonly ticketId: string;
  readonly body: Readonly<Record<string, unknown>>;
}

const zero = Date.parse('2026-03-23T08:00:00Z');
const at = (minutes: number): string => new Date(zero + minutes * 60_000).toISOString();

/** Facts of one ticket that make sense one after another, as a service desk posts them. */
export const sensibleFacts = (ticketId: string): readonly SentFact[] => {
  const registration = {
    type: 'incident',
    customerId: 'demo',
    serviceId: 'iv-integration',
    priority: 'high',
  };
  const course: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
    ['TicketRegistered', { ...registration, channel: 'portal' }],
    ['ResponseGiven', {}],
    ['WaitingStarted', { reason: 'information-missing' }],
    ['WaitingEnded', {}],
    ['RootCauseEstablished', { cause: 'Expired certificate' }],
    ['ResolutionProvided', { kind: 'fix' }],
  ];
  return course.map(([type, data], index) => {
    const id = `${ticketId}-${index}`;
    return { id, ticketId, body: { ticketId, id, type, occurredAt: at(index * 20), data } };
  });
};

/** No import takes an interval that ends before it begins; the patterns have some. */
const isTaken = ({ data }: { readonly data: object }): boolean => {
  const { from, to } = data as { readonly from?: string; readonly to?: string };
  return from === undefined || to === undefined || from < to;
};

/**
 * Facts of many tickets as a system hands them over: any kind, any order, sensible or not.
 *
 * @param seed the same seed gives the same tickets
 */
export const createImports = (seed: number): ((ticketId: string) => readonly SentFact[]) => {
  const patterns = fc.sample(ticketFacts, { seed, numRuns: 60 }).map((facts) => facts.filter(isTaken));
  let turn = 0;
  return (ticketId) => {
    const facts = patterns[turn++ % patterns.length] ?? [];
    return facts.map(({ type, occurredAt, sequence, data }, index) => {
      const id = `${ticketId}-${index}`;
      // A retraction names a fact of its pattern: here that fact is called after its ticket.
      const own = JSON.parse(JSON.stringify(data).replaceAll(/"f(\d+)"/g, `"${ticketId}-$1"`)) as object;
      const when = new Date(occurredAt * 1_000).toISOString();
      return { id, ticketId, body: { ticketId, id, type, occurredAt: when, sequence, data: own } };
    });
  };
};

/** One fact a line. */
export const ndjson = (facts: readonly SentFact[]): string =>
  facts.map(({ body }) => `${JSON.stringify(body)}\n`).join('');
