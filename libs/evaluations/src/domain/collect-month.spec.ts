import { compileAgreement, type Agreement, type MonthOf } from '@app/agreements/domain';
import type { TicketFact, TicketFactData } from '@app/tickets/domain';
import { amsterdam, example, incident, life } from '../../../../test/golden/golden.js';
import { evaluateFacts, monthFrame } from './index.js';

const request: TicketFactData['TicketRegistered'] = {
  type: 'information-request',
  customerId: 'demo',
  serviceId: 'iv-integration',
  channel: 'portal',
};

interface Asked {
  readonly month?: string;
  readonly at?: string;
  readonly monthOf?: MonthOf;
  readonly agreement?: Agreement;
}

/** The month of some tickets, T0, T1 and so on; March seen in May unless something else is asked. */
function evaluated(
  tickets: readonly (readonly TicketFact[])[],
  { month = '2026-03', at = '2026-05-04 12:00', monthOf, agreement = example() }: Asked = {},
) {
  const frame = monthFrame(compileAgreement(agreement), month, monthOf, amsterdam(at).second);
  return evaluateFacts(
    frame,
    tickets.map((facts, index) => [`T${index}`, facts]),
    [],
  );
}
const countsOf = (...asked: Parameters<typeof evaluated>) => evaluated(...asked).counts;

describe('the tickets registered in a month (MEASURING 9)', () => {
  it('are counted by the type that they have at the instant asked for', () => {
    const tickets = [
      life(['2026-03-03 10:00', 'TicketRegistered', request]),
      life(
        ['2026-03-03 10:00', 'TicketRegistered', request],
        ['2026-04-02 10:00', 'TypeChanged', { to: 'incident', priority: 'low' }],
      ),
      life(
        ['2026-03-03 10:00', 'TicketRegistered', incident('low')],
        ['2026-03-04 10:00', 'TypeChanged', { to: 'change-request' }],
      ),
      life(['2026-02-28 10:00', 'TicketRegistered', incident('top')]),
      life(['2026-04-01 00:00', 'TicketRegistered', incident('top')]),
    ];
    expect(countsOf(tickets, { at: '2026-03-31 12:00' }).registered).toEqual({
      incident: 0,
      'information-request': 2,
      'change-request': 1,
    });
    expect(countsOf(tickets).registered).toEqual({
      incident: 1,
      'information-request': 1,
      'change-request': 1,
    });
  });
});

describe('the tickets resolved and reopened in a month (MEASURING 9)', () => {
  const tickets = [
    // A fix at last.
    life(
      ['2026-03-02 09:00', 'TicketRegistered', incident('low')],
      ['2026-03-03 09:00', 'ResolutionProvided', { kind: 'workaround' }],
      ['2026-03-04 09:00', 'Reopened'],
      ['2026-03-05 09:00', 'ResolutionProvided', { kind: 'fix' }],
    ),
    // A workaround in March, the fix in April.
    life(
      ['2026-02-02 09:00', 'TicketRegistered', incident('low')],
      ['2026-03-03 09:00', 'ResolutionProvided', { kind: 'workaround' }],
      ['2026-04-03 09:00', 'Reopened'],
      ['2026-04-07 09:00', 'ResolutionProvided', { kind: 'fix' }],
    ),
    // Reopened while it was open: not at all.
    life(['2026-03-02 09:00', 'TicketRegistered', incident('low')], ['2026-03-04 09:00', 'Reopened']),
    // Resolved once; said twice.
    life(
      ['2026-03-02 09:00', 'TicketRegistered', request],
      ['2026-03-31 23:59:59', 'ResolutionProvided', { kind: 'fix' }],
      ['2026-04-01 00:00', 'ResolutionProvided', { kind: 'workaround' }],
    ),
  ];

  it('are of any type, each once, by what happened in it; the last resolution in it says what it was', () => {
    expect(countsOf(tickets)).toMatchObject({ resolved: 3, workarounds: 1, reopened: 1 });
    expect(countsOf(tickets, { month: '2026-04' })).toMatchObject({
      resolved: 1,
      workarounds: 0,
      reopened: 1,
    });
    expect(countsOf(tickets, { month: '2026-02' })).toMatchObject({
      resolved: 0,
      workarounds: 0,
      reopened: 0,
    });
  });
});

describe('the tickets open at the end of a month (MEASURING 9)', () => {
  const registered = ['2026-03-02 09:00', 'TicketRegistered', incident('low')] as const;
  const open = (facts: readonly TicketFact[], asked?: Asked) => countsOf([facts], asked).open;

  it.each<[string, readonly TicketFact[], number]>([
    ['one of months ago', life(['2026-01-05 09:00', 'TicketRegistered', request]), 1],
    [
      'one resolved after it',
      life(registered, ['2026-04-01 09:00', 'ResolutionProvided', { kind: 'fix' }]),
      1,
    ],
    ['one resolved at it', life(registered, ['2026-04-01 00:00', 'ResolutionProvided', { kind: 'fix' }]), 0],
    ['one closed in it', life(registered, ['2026-03-31 12:00', 'Closed']), 0],
    ['one withdrawn in it', life(registered, ['2026-03-31 12:00', 'Withdrawn', { reason: 'gone' }]), 0],
    ['a duplicate', life(registered, ['2026-03-31 12:00', 'MarkedDuplicate', { of: 'T9' }]), 0],
    [
      'one reopened in it',
      life(registered, ['2026-03-03 12:00', 'Closed'], ['2026-03-31 12:00', 'Reopened']),
      1,
    ],
    [
      'one reopened after it',
      life(registered, ['2026-03-03 12:00', 'Closed'], ['2026-04-01 12:00', 'Reopened']),
      0,
    ],
    ['one registered at it', life(['2026-04-01 00:00', 'TicketRegistered', incident('low')]), 0],
  ])('%s', (_, facts, count) => {
    expect(open(facts)).toBe(count);
  });

  it('are those open at the instant asked for, where that is in the month', () => {
    const facts = life(registered, ['2026-03-10 09:00', 'ResolutionProvided', { kind: 'fix' }]);
    expect(open(facts, { at: '2026-03-10 08:59:59' })).toBe(1);
    expect(open(facts, { at: '2026-03-10 09:00' })).toBe(0);
    expect(open(facts, { at: '2026-03-02 09:00' })).toBe(0);
    expect(open(facts, { at: '2026-03-02 09:00:01' })).toBe(1);
  });
});

describe('the findings and exclusions of a month (MEASURING 9)', () => {
  const oddly = ['2026-01-05 09:30', 'Reopened'] as const;
  const answered = (at: string) =>
    life(['2026-01-05 09:00', 'TicketRegistered', incident('low')], oddly, [at, 'ResponseGiven']);

  it('are found of tickets with a clock decided in it, and of those open at its end', () => {
    const tickets = [
      // Decided in January, and open ever since.
      answered('2026-01-05 10:00'),
      // Decided in January and resolved then.
      [
        ...answered('2026-01-05 10:00'),
        ...life(
          ['2026-01-05 09:40', 'RootCauseEstablished', {}, { id: 'c' }],
          ['2026-01-06 09:00', 'ResolutionProvided', { kind: 'fix' }, { id: 'r' }],
        ),
      ],
      // Decided in March and resolved in it.
      life(
        ['2026-03-02 09:00', 'TicketRegistered', incident('low')],
        ['2026-03-02 09:10', 'RootCauseEstablished'],
        ['2026-03-02 10:00', 'Reopened'],
        ['2026-03-03 09:00', 'ResolutionProvided', { kind: 'fix' }],
      ),
    ];
    const codes = (month: string) =>
      evaluated(tickets, { month })
        .findings.filter(({ code }) => code === 'REOPENED_WHILE_OPEN')
        .map((finding) => 'ticketId' in finding && finding.ticketId);
    expect(codes('2026-03')).toEqual(['T0', 'T2']);
    expect(codes('2026-01')).toEqual(['T0', 'T1']);
    expect(codes('2025-12')).toEqual([]);
  });

  it('are excluded for tickets with a clock decided in it', () => {
    const excluded = [
      ...answered('2026-01-05 10:00'),
      ...life([
        '2026-03-05 09:00',
        'ExclusionProposed',
        { exclusionId: 'X1', cause: 'internet', evidence: 'mail', metrics: ['resolution'] },
        { id: 'x' },
      ]),
    ];
    const ids = (month: string) => evaluated([excluded], { month }).exclusions.map((row) => row.exclusionId);
    expect([ids('2026-01'), ids('2026-03')]).toEqual([['X1'], []]);
  });
});

describe('a retraction (MEASURING 1)', () => {
  it('reaches facts of its own ticket only, though another one has a fact of that id', () => {
    const resolved = life(
      ['2026-03-02 09:00', 'TicketRegistered', incident('low')],
      ['2026-03-03 09:00', 'ResolutionProvided', { kind: 'fix' }, { id: 'done' }],
    );
    const retracted = life([
      '2026-03-04 09:00',
      'FactRetracted',
      { factId: 'done', reason: 'not yet' },
      { id: 'no' },
    ]);
    expect(countsOf([resolved, resolved])).toMatchObject({ resolved: 2, open: 0 });
    expect(countsOf([[...resolved, ...retracted], resolved])).toMatchObject({ resolved: 1, open: 1 });
  });
});

describe('the breaches of a month (MEASURING 9)', () => {
  it('are over what was allowed, which a change of priority may have made another than the target', () => {
    const facts = life(
      ['2026-03-02 09:00', 'TicketRegistered', incident('high')],
      ['2026-03-02 13:00', 'PriorityChanged', { to: 'top' }],
      ['2026-03-02 14:30', 'ResponseGiven'],
    );
    const { breaches } = evaluated([facts], { agreement: example({ priorityChange: 'from-change' }) });
    // Four hours had gone; one more was allowed from then on, and an hour and a half were used.
    expect(breaches.find(({ metric }) => metric === 'response')).toMatchObject({
      priority: 'top',
      targetSeconds: 3_600,
      allowedSeconds: 18_000,
      elapsedSeconds: 19_800,
      overrunSeconds: 1_800,
    });
  });

  it('are of the month in which the ticket became an incident, on the second cut', () => {
    const facts = life(
      ['2026-02-26 09:00', 'TicketRegistered', request],
      ['2026-03-31 16:45', 'TypeChanged', { to: 'incident', priority: 'top' }],
    );
    const months = (monthOf: MonthOf) =>
      ['2026-02', '2026-03', '2026-04'].map(
        (month) =>
          evaluated([facts], { month, monthOf }).breaches.filter(({ basis }) => basis === 'gross').length,
      );
    expect([months('verdict'), months('registration')]).toEqual([
      [0, 0, 1],
      [0, 1, 0],
    ]);
  });
});
