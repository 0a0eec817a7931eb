import { parseInstant } from '@app/support-time';
import { decideTicketFact } from './ticket.decider.js';
import type { TicketFact, TicketFactData, TicketFactType } from './ticket-fact.js';

const REGISTRATION = {
  type: 'incident',
  customerId: 'demo',
  serviceId: 'iv',
  priority: 'high',
  channel: 'phone',
} as const;
const SAMPLE: TicketFactData = {
  TicketRegistered: REGISTRATION,
  ResponseGiven: {},
  RootCauseEstablished: {},
  ResolutionProvided: { kind: 'fix' },
  WaitingStarted: { reason: 'internet' },
  WaitingEnded: {},
  PriorityChanged: { to: 'low' },
  PriorityCorrected: { to: 'low', reason: 'typing error' },
  TypeChanged: { to: 'change-request' },
  Reopened: {},
  Closed: {},
  Withdrawn: { reason: 'not needed' },
  MarkedDuplicate: { of: 'INC-0' },
  AssignedToLine: { line: 'second' },
  EscalatedToVendor: { vendor: 'xurrent' },
  VendorAnswered: { vendor: 'xurrent' },
  ManagementEscalated: { level: 1 },
  RootCauseAnalysisRequested: { evidence: 'letter' },
  RecurrenceRejected: { reason: 'another cause' },
  ExclusionProposed: { exclusionId: 'X1', cause: 'internet', evidence: 'mail' },
  ExclusionAccepted: { exclusionId: 'X1' },
  ExclusionRejected: { exclusionId: 'X1' },
  FactRetracted: { factId: 'nothing', reason: 'wrong' },
};

/** `9:30 Reopened` -> that fact at 09:30 with data of its type; its id is `Reopened@9:30` unless the data say otherwise. */
function fact(text: string, data: Record<string, unknown> = {}): TicketFact {
  const [time = '', type = ''] = text.split(' ');
  const { second } = parseInstant(`2026-03-02T${time.padStart(5, '0')}:00Z`)!;
  const all = { ...SAMPLE[type as TicketFactType], ...data };
  return {
    id: `${type}@${time}`,
    type,
    occurredAt: second,
    fraction: '',
    sequence: 0,
    data: all,
  } as TicketFact;
}
const facts = (given: string): TicketFact[] =>
  given === '' ? [] : given.split(', ').map((text) => fact(text));

/** `accepted`, or the code of the refusal. */
function decide(given: string | TicketFact[], when: string | TicketFact): string {
  const history = typeof given === 'string' ? facts(given) : given;
  const decision = decideTicketFact(history, typeof when === 'string' ? fact(when) : when);
  return decision.kind === 'accepted' ? 'accepted' : decision.code;
}

const R = '9:00 TicketRegistered';

describe.each<[rule: string, given: string, when: string, then: string]>([
  ['a ticket is registered', '', R, 'accepted'],
  ['a ticket is registered once', R, '8:00 TicketRegistered', 'TICKET_EXISTS'],
  ['nothing is told of a ticket that is not registered', '', '9:30 ResponseGiven', 'TICKET_NOT_FOUND'],
  [
    'facts an import left without registration make no ticket',
    '9:10 Reopened',
    '9:30 Closed',
    'TICKET_NOT_FOUND',
  ],
  ['what an import brought before its registration can be registered', '9:10 ResponseGiven', R, 'accepted'],
  ['nothing happens to a ticket before its registration', R, '8:59 ResponseGiven', 'BEFORE_REGISTRATION'],
  ['a fact of the very instant of registration comes after it', R, '9:00 ResponseGiven', 'accepted'],

  ['an open ticket is resolved', R, '10:00 ResolutionProvided', 'accepted'],
  ['a resolved one is not', `${R}, 10:00 ResolutionProvided`, '11:00 ResolutionProvided', 'ALREADY_RESOLVED'],
  [
    'before it was resolved, it was open',
    `${R}, 10:00 ResolutionProvided`,
    '9:59 ResolutionProvided',
    'accepted',
  ],
  [
    'a reopened one is resolved again',
    `${R}, 10:00 ResolutionProvided, 11:00 Reopened`,
    '12:00 ResolutionProvided',
    'accepted',
  ],
  [
    'what was recorded late counts where it belongs',
    `${R}, 11:00 Reopened, 10:00 ResolutionProvided`,
    '12:00 ResolutionProvided',
    'accepted',
  ],
  [
    'an import of facts before registration counts from there',
    `${R}, 8:00 ResolutionProvided`,
    '10:00 ResolutionProvided',
    'ALREADY_RESOLVED',
  ],

  ['an open ticket is not reopened', R, '10:00 Reopened', 'ALREADY_OPEN'],
  ['a resolved one is', `${R}, 10:00 ResolutionProvided`, '11:00 Reopened', 'accepted'],
  ['a closed one is', `${R}, 10:00 ResolutionProvided, 11:00 Closed`, '12:00 Reopened', 'accepted'],
  ['one that an import closed unresolved is', `${R}, 11:00 Closed`, '12:00 Reopened', 'accepted'],
  [
    'a reopened one is open',
    `${R}, 10:00 ResolutionProvided, 11:00 Reopened`,
    '12:00 Reopened',
    'ALREADY_OPEN',
  ],

  ['a resolved ticket is closed', `${R}, 10:00 ResolutionProvided`, '11:00 Closed', 'accepted'],
  ['an open one is not', R, '11:00 Closed', 'NOT_RESOLVED'],
  ['a reopened one is not', `${R}, 10:00 ResolutionProvided, 11:00 Reopened`, '12:00 Closed', 'NOT_RESOLVED'],
  ['a closed one is not', `${R}, 10:00 ResolutionProvided, 11:00 Closed`, '12:00 Closed', 'TICKET_ENDED'],

  ['an open ticket waits', R, '10:00 WaitingStarted', 'accepted'],
  ['waits overlap', `${R}, 10:00 WaitingStarted`, '10:10 WaitingStarted', 'accepted'],
  [
    'a resolved one does not wait',
    `${R}, 10:00 ResolutionProvided`,
    '11:00 WaitingStarted',
    'ALREADY_RESOLVED',
  ],
  ['a wait ends', `${R}, 10:00 WaitingStarted`, '11:00 WaitingEnded', 'accepted'],
  ['where there is none, none ends', R, '11:00 WaitingEnded', 'NOT_WAITING'],
  ['a wait ends once', `${R}, 10:00 WaitingStarted, 11:00 WaitingEnded`, '12:00 WaitingEnded', 'NOT_WAITING'],
  ['a wait ends after it began', `${R}, 10:00 WaitingStarted`, '9:59 WaitingEnded', 'NOT_WAITING'],
  [
    'the resolution ends every wait',
    `${R}, 10:00 WaitingStarted, 11:00 ResolutionProvided`,
    '12:00 WaitingEnded',
    'NOT_WAITING',
  ],

  ['a withdrawn ticket has ended', `${R}, 10:00 Withdrawn`, '11:00 ResponseGiven', 'TICKET_ENDED'],
  ['a duplicate has ended', `${R}, 10:00 MarkedDuplicate`, '11:00 Reopened', 'TICKET_ENDED'],
  ['a ticket ends once', `${R}, 10:00 Withdrawn`, '11:00 MarkedDuplicate', 'TICKET_ENDED'],
  ['before it was withdrawn, it had not ended', `${R}, 10:00 Withdrawn`, '9:30 ResponseGiven', 'accepted'],
  ['a resolved ticket can be withdrawn', `${R}, 10:00 ResolutionProvided`, '11:00 Withdrawn', 'accepted'],

  [
    'facts about facts are told of a ticket that has ended',
    `${R}, 10:00 Withdrawn`,
    '11:00 PriorityCorrected',
    'accepted',
  ],
  ['and of an instant before it was registered', R, '8:00 ExclusionProposed', 'accepted'],
  ['but not of a ticket that is not registered', '', '9:30 ExclusionProposed', 'TICKET_NOT_FOUND'],
  [
    'an exclusion that was proposed is decided',
    `${R}, 10:00 ExclusionProposed`,
    '11:00 ExclusionAccepted',
    'accepted',
  ],
  [
    'and may be dated before its proposal',
    `${R}, 10:00 ExclusionProposed`,
    '9:00 ExclusionRejected',
    'accepted',
  ],
  ['one that was not is not accepted', R, '11:00 ExclusionAccepted', 'EXCLUSION_UNKNOWN'],
  ['one that was not is not rejected', R, '11:00 ExclusionRejected', 'EXCLUSION_UNKNOWN'],
  ['what is not recorded cannot be retracted', R, '11:00 FactRetracted', 'FACT_UNKNOWN'],
])('%s', (_, given, when, then) => {
  it(`given [${given}] when ${when} then ${then}`, () => {
    expect(decide(given, when)).toBe(then);
  });
});

describe('named waits', () => {
  const waiting = [fact(R), fact('10:00 WaitingStarted', { waitId: 'a' }), fact('10:05 WaitingStarted')];

  it.each([
    ['the one that is named', { waitId: 'a' }, 'accepted'],
    ['none under another name', { waitId: 'b' }, 'NOT_WAITING'],
    ['all of them', {}, 'accepted'],
  ])('end: %s', (_, data, then) => {
    expect(decide(waiting, fact('11:00 WaitingEnded', data))).toBe(then);
  });

  it('stay open when another ends', () => {
    const other = [...waiting, fact('11:00 WaitingEnded', { waitId: 'a' })];
    expect(decide(other, fact('12:00 WaitingEnded', { waitId: 'a' }))).toBe('NOT_WAITING');
    expect(decide(other, '12:00 WaitingEnded')).toBe('accepted');
  });
});

describe('retracted facts count as if they had never been', () => {
  const retracting = (factId: string): TicketFact => fact('12:00 FactRetracted', { factId });

  it.each<[string, string, string]>([
    [`${R}, 10:00 ResolutionProvided`, 'ResolutionProvided@10:00', '13:00 ResolutionProvided'],
    [`${R}, 10:00 Withdrawn`, 'Withdrawn@10:00', '13:00 ResponseGiven'],
    [R, 'TicketRegistered@9:00', '9:05 TicketRegistered'],
  ])('given [%s] and %s retracted, %s is accepted', (given, factId, when) => {
    expect(decide(given, when)).not.toBe('accepted');
    expect(decide([...facts(given), retracting(factId)], when)).toBe('accepted');
  });

  it.each<[string, string, string, string]>([
    [R, 'TicketRegistered@9:00', '13:00 ResponseGiven', 'TICKET_NOT_FOUND'],
    [
      `${R}, 10:00 ExclusionProposed`,
      'ExclusionProposed@10:00',
      '13:00 ExclusionAccepted',
      'EXCLUSION_UNKNOWN',
    ],
  ])('given [%s] and %s retracted, %s is refused', (given, factId, when, then) => {
    expect(decide([...facts(given), retracting(factId)], when)).toBe(then);
  });

  it('whatever has been recorded can be retracted, a registration that an import left out or not', () => {
    expect(decide(facts(R), retracting('TicketRegistered@9:00'))).toBe('accepted');
    expect(decide(facts('9:10 Reopened'), retracting('Reopened@9:10'))).toBe('accepted');
    expect(decide([], retracting('Reopened@9:10'))).toBe('TICKET_NOT_FOUND');
  });
});

describe('facts of one instant', () => {
  const resolved = { ...fact('10:00 ResolutionProvided'), sequence: 2 };

  it('are told apart by their sequence', () => {
    expect(decide([fact(R), resolved], { ...fact('10:00 Reopened'), sequence: 3 })).toBe('accepted');
    expect(decide([fact(R), resolved], { ...fact('10:00 Reopened'), sequence: 1 })).toBe('ALREADY_OPEN');
  });

  it('come after what is recorded already where their sequence is the same', () => {
    expect(decide([fact(R), resolved], { ...fact('10:00 Reopened'), sequence: 2 })).toBe('accepted');
  });

  it('are told apart by what lies below the second', () => {
    expect(decide([fact(R), { ...resolved, fraction: '5' }], fact('10:00 Reopened'))).toBe('ALREADY_OPEN');
  });
});
