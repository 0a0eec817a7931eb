import { readdirSync } from 'node:fs';
import { compileAgreement } from '@app/agreements/domain';
import { amsterdam, type ExpectedClock } from '../../../../test/golden/golden.js';
import { GOLDEN } from '../../../../test/golden/measuring/all.js';
import { walkMeasure } from '../../../../test/support/measure-walk.oracle.js';
import { measure, type Clock } from './index.js';

const FOLDER = `${import.meta.dirname}/../../../../test/golden/measuring`;
const INSTANTS = new Set(['startedAt', 'stoppedAt', 'dueAt', 'breachesAt', 'decidedAt', 'cancelledAt']);

const inSeconds = (expected: ExpectedClock): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(expected).map(([field, value]) => [
      field,
      INSTANTS.has(field) && typeof value === 'string' ? amsterdam(value).second : value,
    ]),
  );

/** Of a clock, the fields that a case names. */
function shown(clock: Clock, expected: ExpectedClock): Record<string, unknown> {
  const pausedSeconds = clock.segments.reduce(
    (sum, { kind, seconds }) => (kind === 'paused' ? sum + seconds : sum),
    0,
  );
  const all: Record<string, unknown> = { ...clock, pausedSeconds };
  return Object.fromEntries(Object.keys(expected).map((field) => [field, all[field]]));
}

const inWords = ({ metric, basis }: Pick<Clock, 'metric' | 'basis'>) => `${metric} ${basis}`;

describe('golden cases of measuring', () => {
  it('are all run, each under the name of its file', () => {
    const files = readdirSync(FOLDER).filter((file) => file !== 'all.ts');
    expect(GOLDEN.map(({ name }) => `${name}.golden.ts`).sort()).toEqual(files.sort());
  });

  it.each(GOLDEN.map((golden) => [golden.name, golden] as const))('%s', (_name, golden) => {
    const { expected, facts, agreement } = golden;
    const at = amsterdam(golden.at).second;
    const levels = measure(facts, compileAgreement(agreement), at);
    const clocks = {
      'response gross': expected.response,
      'resolution gross': expected.resolution,
      'response net': expected.net?.response,
      'resolution net': expected.net?.resolution,
    };
    const own = new Map(levels.clocks.map((clock) => [inWords(clock), clock]));
    for (const [name, clock] of Object.entries(clocks)) {
      const measured = own.get(name);
      if (clock === undefined) expect([name, measured]).toEqual([name, undefined]);
      else expect([name, measured && shown(measured, clock)]).toEqual([name, inSeconds(clock)]);
    }
    expect([...levels.findings].sort()).toEqual([...expected.findings].sort());
    const { registrationToRootCauseSeconds, registrationToResolutionSeconds } = levels.information;
    if (expected.toRootCauseSeconds !== undefined)
      expect(registrationToRootCauseSeconds).toBe(expected.toRootCauseSeconds);
    if (expected.toResolutionSeconds !== undefined)
      expect(registrationToResolutionSeconds).toBe(expected.toResolutionSeconds);
    if (expected.agreementVersion !== undefined)
      expect(levels.agreementVersion).toBe(expected.agreementVersion);
  });

  it.each(GOLDEN.map((golden) => [golden.name, golden] as const))('%s: the walk agrees', (_name, golden) => {
    const at = amsterdam(golden.at).second;
    // The walk knows nothing of customers.
    if (golden.expected.findings.includes('CUSTOMER_CHANGED')) return;
    const { clocks } = measure(golden.facts, compileAgreement(golden.agreement), at);
    const walked = walkMeasure(golden.facts, golden.agreement, at, 900).clocks;
    expect(clocks.map((clock) => ({ ...clock, segments: [] }))).toEqual(
      walked.map((clock) => ({ ...clock, segments: [] })),
    );
  });
});
