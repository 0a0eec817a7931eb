import { compileAgreement } from '@app/agreements/domain';
import { ticketRows } from '@app/service-levels/domain';
import { formatSecond, parseInstant } from '@app/support-time';
import type { TicketFact } from '@app/tickets/domain';
import { exampleAgreement } from '../../../../test/support/example-agreement.js';
import { ticketFindings } from './ticket-findings.js';

const example = exampleAgreement();
const agreement = compileAgreement(example);
const REGISTERED = { customerId: example.customerId, serviceId: example.serviceId, channel: 'phone' };

let counted = 0;
function fact(time: string, type: string, data: object = {}, id?: string): TicketFact {
  counted += 1;
  const { second } = parseInstant(`2026-03-10T${time}:00Z`)!;
  return {
    id: id ?? `f${counted}`,
    type,
    occurredAt: second,
    fraction: '',
    sequence: counted,
    data,
  } as TicketFact;
}
const registered = (time: string, priority = 'low') =>
  fact(time, 'TicketRegistered', { ...REGISTERED, type: 'incident', priority });
const cause = (time: string) => fact(time, 'RootCauseEstablished');
const resolved = (time: string) => fact(time, 'ResolutionProvided', { kind: 'fix' });

const found = (facts: readonly TicketFact[], named = { outage: false, problem: false }): string[] => {
  const { levels } = ticketRows(facts, agreement);
  return ticketFindings('INC-1', facts, agreement, levels, named).map(
    ({ code, since }) => `${code} ${formatSecond(since).slice(11, 16)}`,
  );
};

describe.each<[rule: string, given: readonly TicketFact[], then: readonly string[]]>([
  ['nothing is found of what is in order', [registered('09:00'), cause('09:30'), resolved('10:00')], []],
  ['no cause yet, since the registration', [registered('09:00')], ['ROOT_CAUSE_NOT_YET_ESTABLISHED 09:00']],
  [
    'none recorded, since the resolution',
    [registered('09:00'), resolved('10:00')],
    ['ROOT_CAUSE_NOT_RECORDED 10:00'],
  ],
  [
    'none yet again, since the reopening',
    [registered('09:00'), resolved('10:00'), fact('11:00', 'Reopened')],
    ['ROOT_CAUSE_NOT_YET_ESTABLISHED 11:00'],
  ],
  [
    'a second resolution, since it',
    [registered('09:00'), cause('09:30'), resolved('10:00'), resolved('11:00')],
    ['RESOLVED_TWICE 11:00'],
  ],
  [
    'a second registration, since it, whichever came first',
    [registered('10:00'), cause('10:30'), registered('09:00')],
    ['REGISTERED_TWICE 10:00'],
  ],
  [
    'what is dated before the registration, since that',
    [registered('09:00'), cause('08:00')],
    ['FACT_BEFORE_REGISTRATION 09:00'],
  ],
  [
    'a Top incident without outage and problem',
    [registered('09:00', 'top'), cause('09:30')],
    ['INCIDENT_WITHOUT_OUTAGE 09:00', 'INCIDENT_WITHOUT_PROBLEM 09:00'],
  ],
  [
    'a request for an analysis without a problem, since it',
    [
      registered('09:00'),
      cause('09:30'),
      fact('12:00', 'RootCauseAnalysisRequested', { evidence: 'letter' }),
    ],
    ['INCIDENT_WITHOUT_PROBLEM 12:00'],
  ],
  [
    'neither once it is withdrawn',
    [registered('09:00', 'top'), fact('10:00', 'Withdrawn', { reason: 'x' })],
    [],
  ],
])('of a ticket: %s', (_, given, then) => {
  it(then.join(', ') || 'nothing', () => expect(found(given)).toEqual(then));
});

it('what names a Top incident settles it', () => {
  const top = [registered('09:00', 'top'), cause('09:30')];
  expect(found(top, { outage: true, problem: true })).toEqual([]);
});
