import { readFileSync } from 'node:fs';
import { startOfLocalDay } from '@app/support-time';
import fc from 'fast-check';
import { METRICS, PRIORITIES, type Agreement, type AgreementVersion } from './agreement.js';
import { compileAgreement, compiledVersionInForce, versionOfMonth } from './compiled-agreement.js';

const fixture = `${import.meta.dirname}/../../../../test/fixtures/contract/agreement.example.json`;
const example = JSON.parse(readFileSync(fixture, 'utf8')) as Agreement;
const first = example.versions[0]!;

const version = (number: number, effectiveFrom: string, timeZone: string): AgreementVersion => ({
  ...first,
  version: number,
  effectiveFrom,
  calendar: { ...first.calendar, timeZone },
});
const of = (...versions: AgreementVersion[]) => compileAgreement({ ...example, versions });

const day = fc.integer({ min: 0, max: 1500 }).map((days) => new Date(Date.UTC(2024, 0, 1 + days)));
const days = fc
  .uniqueArray(
    day.map((date) => date.toISOString().slice(0, 10)),
    { minLength: 1, maxLength: 5 },
  )
  .map((all) => all.sort());

describe('the version in force', () => {
  it('begins at 00:00 of its first day in its own zone, and ends where the next begins', () => {
    fc.assert(
      fc.property(
        days,
        fc.constantFrom('Europe/Amsterdam', 'Asia/Kolkata', 'America/Sao_Paulo'),
        (starts, zone) => {
          const agreement = of(...starts.map((start, index) => version(index + 1, start, zone)));
          const inForce = (at: number) => compiledVersionInForce(agreement, at)?.terms.version ?? 0;
          starts.forEach((start, index) => {
            const at = startOfLocalDay(zone, start);
            expect([inForce(at - 1), inForce(at)]).toEqual([index, index + 1]);
          });
        },
      ),
    );
  });

  it('is asked each in its own zone', () => {
    const agreement = of(
      version(1, '2026-01-01', 'Europe/Amsterdam'),
      version(2, '2026-07-01', 'Asia/Kolkata'),
    );
    const inForce = (at: string) => compiledVersionInForce(agreement, Date.parse(at) / 1000)?.terms.version;
    expect(inForce('2025-12-31T22:59:59Z')).toBeUndefined();
    expect(inForce('2025-12-31T23:00:00Z')).toBe(1);
    expect(inForce('2026-06-30T18:29:59Z')).toBe(1);
    expect(inForce('2026-06-30T18:30:00Z')).toBe(2);
  });
});

describe('the version of a month', () => {
  const agreement = of(
    version(1, '2026-02-15', 'Europe/Amsterdam'),
    version(2, '2026-07-01', 'Asia/Kolkata'),
    version(3, '2026-08-02', 'Asia/Kolkata'),
  );

  it.each([
    ['2025-11', 1],
    ['2026-02', 1],
    ['2026-06', 1],
    ['2026-07', 2],
    ['2026-08', 2],
    ['2026-09', 3],
  ])('%s has version %i: that of its first day, the first before all', (month, expected) => {
    expect(versionOfMonth(agreement, month).terms.version).toBe(expected);
  });
});

describe('a compiled version', () => {
  const compiled = of(first);
  const [only] = compiled.versions;

  it('finds the target of each metric and priority as the table has it', () => {
    for (const metric of METRICS) {
      for (const priority of PRIORITIES) {
        const row = first.targets.find((target) => target.metric === metric && target.priority === priority);
        expect(only?.target(metric, priority)).toBe(row);
      }
    }
    const without = of({ ...first, targets: first.targets.slice(1) }).versions[0];
    expect(without?.target('response', 'top')).toBeUndefined();
  });

  it('finds the priority of each impact', () => {
    for (const priority of PRIORITIES) {
      expect(only?.priorityOf(first.priorities[priority].impact)).toBe(priority);
    }
  });

  it('is compiled once for each document', () => {
    expect(compileAgreement(compiled.agreement)).toBe(compiled);
  });
});
