import { compileAgreement } from '@app/agreements/domain';
import { monthBounds, parseInstant } from '@app/support-time';
import { exampleAgreement, withTerms } from '../../../../test/support/example-agreement.js';
import { availabilityRows, reliabilityRows, restorationRows } from './availability.js';
import { outageAt, type Outage } from './outage.js';
import type { OutageFact } from './outage-fact.js';

const second = (text: string): number => parseInstant(text)!.second;
const [FEBRUARY, MARCH, APRIL] = ['2026-02', '2026-03', '2026-04'].map((month) =>
  monthBounds('Europe/Amsterdam', month),
);

const merging = (mergeGapSeconds: number) =>
  compileAgreement(
    withTerms(exampleAgreement(), ({ availability }) => ({
      availability: {
        ...availability,
        interruptions: { ...availability.interruptions, mergeGapSeconds },
      },
    })),
  ).versions[0]!;

function outage(outageId: string, from: string, to: string): Outage {
  const fact = (at: string, type: string, data: object) =>
    ({ id: type, type, occurredAt: second(at), fraction: '', sequence: 0, data }) as OutageFact;
  const facts = [fact(from, 'OutageStarted', { serviceId: 'iv-integration' }), fact(to, 'OutageEnded', {})];
  const answer = outageAt(outageId, facts, second('2026-05-01T00:00:00Z'));
  if (answer.kind !== 'outage') throw new Error(answer.kind);
  return answer.outage;
}

const interruptions = (outages: readonly Outage[], gap = 0) =>
  [FEBRUARY!, MARCH!, APRIL!].map((month) => reliabilityRows(outages, merging(gap), month)[0]?.interruptions);

describe('interruptions (MEASURING 9)', () => {
  const first = outage('A', '2026-03-02T10:00:00Z', '2026-03-02T10:30:00Z');

  it('that touch or overlap are one', () => {
    const touching = outage('B', '2026-03-02T10:30:00Z', '2026-03-02T11:00:00Z');
    const within = outage('C', '2026-03-02T10:10:00Z', '2026-03-02T10:20:00Z');
    const apart = outage('D', '2026-03-02T10:30:01Z', '2026-03-02T11:00:00Z');
    expect(interruptions([touching, within, first])).toEqual([0, 1, 0]);
    expect(interruptions([first, apart])).toEqual([0, 2, 0]);
  });

  it('are merged over a gap that is no downtime', () => {
    const later = outage('B', '2026-03-02T10:30:30Z', '2026-03-02T11:00:00Z');
    expect(interruptions([first, later], 30)).toEqual([0, 1, 0]);
    const [row] = availabilityRows([first, later], merging(30), MARCH!);
    expect(row?.downtimeSeconds).toBe(1_800 + 1_770);
  });

  it('are counted in the month in which they start', () => {
    const night = outage('N', '2026-03-31T23:30:00+02:00', '2026-04-01T00:30:00+02:00');
    expect(interruptions([night])).toEqual([0, 1, 0]);
    const next = outage('M', '2026-04-01T00:30:10+02:00', '2026-04-01T01:00:00+02:00');
    // Within the gap of what began in March, it is part of that.
    expect(interruptions([night, next], 30)).toEqual([0, 1, 0]);
    expect(interruptions([night, next])).toEqual([0, 1, 1]);
  });
});

describe('the restoring of outages (MEASURING 9)', () => {
  it('is listed in the month in which the outage starts, with all of its support seconds', () => {
    const night = outage('N', '2026-03-31T17:00:00+02:00', '2026-04-01T09:00:00+02:00');
    const listed = [FEBRUARY!, MARCH!, APRIL!].map((month) =>
      restorationRows([night], merging(0), month).map(({ outageId, basis, seconds }) => ({
        outageId,
        basis,
        seconds,
      })),
    );
    expect(listed).toEqual([
      [],
      [
        { outageId: 'N', basis: 'gross', seconds: 3_600 },
        { outageId: 'N', basis: 'net', seconds: 3_600 },
      ],
      [],
    ]);
  });
});
