import { compileAgreement } from '@app/agreements/domain';
import type { OutageFact, OutageFactData } from '@app/availability/domain';
import { parseInstant } from '@app/support-time';
import { amsterdam, example } from '../../../../test/golden/golden.js';
import { evaluateFacts, monthFrame } from './index.js';

const fact = (at: string, type: OutageFact['type'], data: object): OutageFact => {
  const { second: occurredAt, fraction } = parseInstant(at)!;
  return { id: `${type} ${at}`, type, occurredAt, fraction, sequence: 0, data } as OutageFact;
};

/** Half an hour on 3 March. */
const outage = (data: Partial<OutageFactData['OutageStarted']> = {}): OutageFact[] => [
  fact('2026-03-03T10:00:00+01:00', 'OutageStarted', { serviceId: 'iv-integration', ...data }),
  fact('2026-03-03T10:30:00+01:00', 'OutageEnded', {}),
];

const monthOf = (outages: Record<string, OutageFact[]>, at = '2026-04-10 12:00') =>
  evaluateFacts(
    monthFrame(compileAgreement(example()), '2026-03', undefined, amsterdam(at).second),
    [],
    Object.entries(outages),
  );
const downtime = (facts: OutageFact[]) => monthOf({ 'OUT-1': facts }).availability[0]?.downtimeSeconds;

describe('the outages of a month (MEASURING 9)', () => {
  it('concern the service of the agreement, and its customer where one is named', () => {
    expect(downtime(outage())).toBe(1_800);
    expect(downtime(outage({ customerId: 'demo' }))).toBe(1_800);
    expect(downtime(outage({ customerId: 'somebody-else' }))).toBe(0);
    expect(downtime(outage({ serviceId: 'other' }))).toBe(0);
  });

  it('are ignored where nobody recorded that they started, and found', () => {
    const [, ended] = outage();
    const { findings, availability, reliability, restoration } = monthOf({ 'OUT-1': [ended!] });
    expect(findings).toEqual([{ outageId: 'OUT-1', code: 'OUTAGE_WITHOUT_START' }]);
    expect(availability.map(({ downtimeSeconds }) => downtimeSeconds)).toEqual([0, 0, 0, 0]);
    expect(reliability.map(({ interruptions }) => interruptions)).toEqual([0, 0]);
    expect(restoration).toEqual([]);
  });

  it('are open until the instant asked for while nobody said that they ended', () => {
    const [started] = outage();
    const { availability, restoration } = monthOf({ 'OUT-1': [started!] }, '2026-03-03 12:00');
    expect(availability[0]?.downtimeSeconds).toBe(7_200);
    expect(restoration[0]).toMatchObject({ seconds: 7_200, verdict: 'running' });
  });
});
