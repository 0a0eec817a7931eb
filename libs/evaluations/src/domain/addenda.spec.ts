import { compileAgreement } from '@app/agreements/domain';
import type { OutageFact, ServiceFact } from '@app/availability/domain';
import type { RecordedFact, TimedFact } from '@app/facts';
import { parseInstant } from '@app/support-time';
import type { TicketFact } from '@app/tickets/domain';
import { amsterdam, example, incident, life } from '../../../../test/golden/golden.js';
import {
  addenda,
  canonicalText,
  evaluateFacts,
  frozenDocument,
  monthFrame,
  NO_TICKETS,
  shownAgain,
  type Addendum,
  type Evaluation,
  type Recorded,
} from './index.js';

const agreement = compileAgreement(example());
const frameAt = (at: string) => monthFrame(agreement, '2026-03', undefined, amsterdam(at).second);
const FROZEN_AT = '2026-04-02 10:00';
const NOW = '2026-04-20 10:00';
/** The log up to the freeze; what came later has higher positions. */
const POSITION = 100n;

/** Facts at positions of the log from `first` on. */
const logged = <F extends TimedFact<string, unknown>>(
  first: number,
  facts: readonly F[],
): RecordedFact<F>[] =>
  facts.map((fact, index) => ({
    fact,
    sentAt: '',
    position: String(first + index),
    recordedAtMs: Date.UTC(2026, 3, 10),
    recordedBy: 'desk',
  }));

const outageFact = (at: string, type: string, data: object): OutageFact => {
  const { second, fraction } = parseInstant(at)!;
  return { id: `${type} ${at}`, type, occurredAt: second, fraction, sequence: 0, data } as OutageFact;
};

/** Answered in time and resolved four hours after the cause was found. */
const top = life(
  ['2026-03-02 09:00', 'TicketRegistered', incident('top')],
  ['2026-03-02 09:10', 'ResponseGiven'],
  ['2026-03-02 09:00', 'RootCauseEstablished'],
  ['2026-03-02 13:30', 'ResolutionProvided', { kind: 'fix' }],
);
const high = life(
  ['2026-03-10 09:00', 'TicketRegistered', incident('high')],
  ['2026-03-10 09:10', 'ResponseGiven'],
  ['2026-03-10 09:20', 'RootCauseEstablished'],
  ['2026-03-11 09:30', 'ResolutionProvided', { kind: 'fix' }],
);
const outage = [
  outageFact('2026-03-24T16:45:00+01:00', 'OutageStarted', { serviceId: 'iv-integration' }),
  outageFact('2026-03-24T17:45:00+01:00', 'OutageEnded', {}),
];

interface Later {
  readonly top?: readonly TicketFact[];
  readonly high?: readonly TicketFact[];
  readonly outage?: readonly OutageFact[];
}

/** Freezes March as it was, and asks for the addenda once the later facts are there. */
function afterwards(later: Later): { frozen: Evaluation; current: Evaluation; found: Addendum[] } {
  const tickets: Recorded<TicketFact>[] = [
    { id: 'TOP-1', facts: [...logged(1, top), ...logged(101, later.top ?? [])] },
    { id: 'HIGH-1', facts: [...logged(11, high), ...logged(201, later.high ?? [])] },
  ];
  const outages: Recorded<OutageFact>[] = [
    { id: 'OUT-1', facts: [...logged(21, outage), ...logged(301, later.outage ?? [])] },
  ];
  const evaluated = (at: string, until: bigint) =>
    evaluateFacts(frameAt(at), factsOf(tickets, until), factsOf(outages, until));
  const frozen = evaluated(FROZEN_AT, POSITION);
  return {
    frozen,
    current: evaluated(NOW, 1000n),
    found: addenda(frozen, {
      frame: frameAt(NOW),
      position: POSITION,
      others: NO_TICKETS,
      tickets,
      outages,
      service: [],
    }),
  };
}

const factsOf = <F extends { readonly type: string }>(all: readonly Recorded<F>[], until: bigint) =>
  all.map(({ id, facts }): [string, F[]] => [
    id,
    facts.filter(({ position }) => BigInt(position) <= until).map(({ fact }) => fact),
  ]);

const resolution = (objectiveId: string, basis: string) => ({
  section: 'figures',
  metric: 'resolution',
  objectiveId,
  basis,
});
const counted = (met: number, breached: number) => expect.objectContaining({ met, breached }) as unknown;

describe('the addenda of a frozen month', () => {
  it('are none while nothing was recorded, however late it is asked', () => {
    expect(afterwards({}).found).toEqual([]);
  });

  it('name an exclusion that was accepted: the net breach is met, the gross one stays', () => {
    const { found } = afterwards({
      top: life(
        [
          '2026-04-08 09:00',
          'ExclusionProposed',
          {
            exclusionId: 'X1',
            cause: 'internet',
            evidence: 'mail',
            from: '2026-03-02T10:00:00+01:00',
            to: '2026-03-02T12:00:00+01:00',
          },
        ],
        ['2026-04-08 10:00', 'ExclusionAccepted', { exclusionId: 'X1' }, { id: 'accepted' }],
      ),
    });
    expect(found).toEqual([
      {
        ticketId: 'TOP-1',
        factId: 'accepted',
        type: 'ExclusionAccepted',
        recordedAt: '2026-04-10T00:00:00.000Z',
        position: '102',
        changes: [{ figure: resolution('top', 'net'), from: counted(0, 1), to: counted(1, 0) }],
      },
    ]);
  });

  it('name a reopening: what was met is undecided again', () => {
    const { found } = afterwards({ high: life(['2026-04-07 09:00', 'Reopened', {}, { id: 'again' }]) });
    expect(found.map(({ factId }) => factId)).toEqual(['again']);
    expect(found[0]?.changes).toContainEqual({
      figure: resolution('others', 'gross'),
      from: counted(1, 0),
      to: counted(0, 0),
    });
  });

  it('name a corrected priority: its clocks are counted elsewhere', () => {
    const { found } = afterwards({
      high: life([
        '2026-04-07 09:00',
        'PriorityCorrected',
        { to: 'top', reason: 'wrong' },
        { id: 'corrected' },
      ]),
    });
    expect(found.map(({ factId }) => factId)).toEqual(['corrected']);
    // Nine hours and ten minutes on the way: in time for high, not for Top.
    expect(found[0]?.changes).toContainEqual({
      figure: resolution('top', 'gross'),
      from: counted(0, 1),
      to: counted(0, 2),
    });
  });

  it('name a corrected outage with its seconds', () => {
    const { found } = afterwards({
      outage: [
        outageFact('2026-04-07T09:00:00+02:00', 'OutageCorrected', {
          from: '2026-03-24T16:00:00+01:00',
          to: '2026-03-24T17:45:00+01:00',
        }),
      ],
    });
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ outageId: 'OUT-1', type: 'OutageCorrected' });
    expect(found[0]?.changes).toContainEqual({
      figure: { section: 'availability', window: 'support-hours', basis: 'gross' },
      from: { downtimeSeconds: 2_700, percent: 99.6212, verdict: 'met' },
      to: { downtimeSeconds: 5_400, percent: 99.2424, verdict: 'breached' },
    });
  });

  it('lead from the frozen figures to the current ones, step by step', () => {
    const { frozen, current, found } = afterwards({
      top: life(['2026-04-06 09:00', 'PriorityCorrected', { to: 'high', reason: 'wrong' }]),
      high: life(['2026-04-07 09:00', 'Reopened']),
      outage: [
        outageFact('2026-04-08T09:00:00+02:00', 'FactRetracted', { factId: outage[0]!.id, reason: 'x' }),
      ],
    });
    expect(found).toHaveLength(3);
    const rowOf = ({ figures }: Evaluation, objectiveId: string) =>
      figures.find(
        (row) => row.metric === 'resolution' && row.objectiveId === objectiveId && row.basis === 'gross',
      );
    for (const objectiveId of ['top', 'others', 'high']) {
      const steps = found.flatMap(({ changes }) =>
        changes.filter(
          ({ figure }) => JSON.stringify(figure) === JSON.stringify(resolution(objectiveId, 'gross')),
        ),
      );
      expect(rowOf(frozen, objectiveId)).toMatchObject(steps[0]?.from ?? {});
      expect(rowOf(current, objectiveId)).toMatchObject(steps.at(-1)?.to ?? {});
      for (let step = 1; step < steps.length; step++) expect(steps[step]?.from).toEqual(steps[step - 1]?.to);
      expect(steps.length).toBeGreaterThan(0);
    }
  });

  it('say that another engine computed it otherwise', () => {
    const { frozen } = afterwards({});
    const tampered = { ...frozen, counts: { ...frozen.counts, resolved: 7 } };
    const recorded = [
      { id: 'TOP-1', facts: logged(1, top) },
      { id: 'HIGH-1', facts: logged(11, high) },
    ];
    const found = addenda(tampered, {
      frame: frameAt(NOW),
      position: POSITION,
      others: NO_TICKETS,
      tickets: recorded,
      outages: [{ id: 'OUT-1', facts: logged(21, outage) }],
      service: [],
    });
    expect(found).toMatchObject([
      { factId: null, type: 'EngineChanged', changes: [{ figure: { section: 'counts' } }] },
    ]);
  });
});

describe('a frozen document', () => {
  const wordsOf = (name: string | null) => ({
    decidedBy: () => name,
    captured: () => ({ by: name, source: name && 'https://status.example' }),
  });
  const figure: ServiceFact = {
    id: 'captured',
    type: 'PublishedFigureCaptured',
    occurredAt: amsterdam('2026-04-01 09:00').second,
    fraction: '',
    sequence: 0,
    by: 'Mrs Jansen',
    data: {
      component: 'API',
      month: '2026-03',
      percentage: '99.90',
      source: 'https://status.example',
    },
  };
  const excluded = () =>
    evaluateFacts(
      frameAt(FROZEN_AT),
      [
        [
          'TOP-1',
          [
            ...top,
            ...life(
              [
                '2026-03-08 09:00',
                'ExclusionProposed',
                { exclusionId: 'X1', cause: 'internet', evidence: 'mail' },
              ],
              ['2026-03-08 10:00', 'ExclusionRejected', { exclusionId: 'X1' }, { id: 'rejected' }],
            ).map((fact) => ({ ...fact, by: 'Mrs Jansen' })),
          ],
        ],
      ],
      [],
      [],
      [figure],
    );

  it('names no person: who decided is the fact that says so, and is joined when it is shown', () => {
    const evaluation = excluded();
    expect(evaluation.exclusions[0]?.decidedBy).toBe('Mrs Jansen');
    const frozen = frozenDocument(evaluation, '100');
    expect(evaluation.publishedFigures.figures).toMatchObject([{ by: 'Mrs Jansen', percentage: '99.90' }]);
    expect(canonicalText(frozen)).not.toMatch(/Jansen|status\.example/);
    expect(frozen.exclusions[0]?.decidedByFact).toBe('rejected');
    expect(shownAgain(frozen, wordsOf('Mrs Jansen'))).toEqual({ ...evaluation, addenda: [] });
    expect(shownAgain(frozen, wordsOf(null)).exclusions[0]?.decidedBy).toBeNull();
  });

  it('has one canonical form, whatever the order its fields were written in', () => {
    const frozen = frozenDocument(excluded(), '100');
    const reversed = Object.fromEntries(Object.entries(frozen).reverse()) as typeof frozen;
    expect(canonicalText(reversed)).toBe(canonicalText(frozen));
    expect(JSON.parse(canonicalText(frozen))).toEqual(frozen);
  });
});
