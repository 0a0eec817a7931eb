import { readFileSync } from 'node:fs';
import { compileAgreement, type Agreement } from '@app/agreements/domain';
import fc from 'fast-check';
import { measuringInstant, ticketFacts } from '../../../../../test/support/arbitrary-facts.js';
import type { TicketFact } from '@app/tickets/domain';
import { measure } from '../measure.js';
import { explain } from './explain.js';

const fixture = `${import.meta.dirname}/../../../../../test/fixtures/contract/agreement.example.json`;
const agreement = compileAgreement(JSON.parse(readFileSync(fixture, 'utf8')) as Agreement);
const version = agreement.versions[0]!;

const second = (text: string): number => Date.parse(text) / 1000;
const fact = (id: string, at: string, type: string, data: object, by?: string) =>
  ({ id, type, occurredAt: second(at), fraction: '', sequence: 0, data, ...(by && { by }) }) as TicketFact;

const registered = fact('1', '2026-03-13T16:40:00+01:00', 'TicketRegistered', {
  type: 'incident',
  customerId: 'demo',
  serviceId: 'iv-integration',
  priority: 'high',
  channel: 'trust',
});
const facts = [
  registered,
  fact('2', '2026-03-13T16:55:00+01:00', 'ResponseGiven', {}, 'agent-3'),
  fact('3', '2026-03-13T17:00:00+01:00', 'RootCauseEstablished', {}, 'agent-5'),
  fact('4', '2026-03-13T17:10:00+01:00', 'WaitingStarted', { reason: 'information-missing' }),
  fact('5', '2026-03-16T09:05:00+01:00', 'WaitingEnded', {}),
];

const told = (list: readonly TicketFact[], at: string, metric: string, language: 'nl' | 'en') => {
  const clock = measure(list, agreement, second(at)).clocks.find((each) => each.metric === metric)!;
  return explain(clock, version, list, language);
};

describe('explain', () => {
  it('tells a met response in English', () => {
    expect(told(facts, '2026-03-17T09:00:00+01:00', 'response', 'en')).toEqual([
      'The response (gross) clock of priority High may use 9 h of support time (clause 3.2).',
      'From Fri, 13 Mar 2026, 16:40:00 to Fri, 13 Mar 2026, 16:55:00 it ran, since the registration: 15 min counted.',
      'In all 15 min of the 9 h allowed were used.',
      'What is allowed is used up on Mon, 16 Mar 2026, 16:40:00.',
      'It was met on Fri, 13 Mar 2026, 16:55:00.',
      'It counts in March 2026.',
    ]);
  });

  it('says in Dutch why a wait did not count, and by which clause', () => {
    expect(told(facts, '2026-03-17T09:00:00+01:00', 'resolution', 'nl')).toContain(
      'Van vr 13 mrt 2026, 17:10:00 tot ma 16 mrt 2026, 09:05:00 stond hij stil door "Informatie ontbreekt" (artikel 3.3-3): 55 min supporttijd telde niet.',
    );
  });

  it('says what a breach is over by', () => {
    expect(told([registered], '2026-03-17T09:00:00+01:00', 'response', 'en')).toContain(
      'It was breached when time ran out on Mon, 16 Mar 2026, 16:40:00; by now it is 1 h 20 min over.',
    );
  });

  it('finds words for every clock there can be, in both languages', () => {
    fc.assert(
      fc.property(ticketFacts, measuringInstant, (list, at) => {
        for (const clock of measure(list, agreement, at).clocks) {
          for (const language of ['nl', 'en'] as const) {
            const sentences = explain(clock, version, list, language);
            expect(sentences.length).toBeGreaterThan(0);
            expect(sentences.join(' ')).not.toMatch(/undefined|null|NaN|\[object/);
          }
        }
      }),
      { numRuns: 200 },
    );
  });
});
