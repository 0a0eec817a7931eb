import { compileAgreement } from '@app/agreements/domain';
import { years } from '../../../../test/golden/year/year.script.js';
import { amsterdam } from '../../../../test/golden/golden.js';
import { monthByHand } from '../../../../test/support/month.oracle.js';
import { evaluateFacts, monthFrame, type Evaluation } from './index.js';

const MONTHS = Array.from({ length: 12 }, (_, index) => `2026-${String(index + 1).padStart(2, '0')}`);
const AT = amsterdam('2027-01-01 10:00').second;

/** The evaluation's figures in the form that the oracle counts them in; rows of versions that share an id together. */
function counted({
  figures,
  availability,
  reliability,
  restoration,
  breaches,
  superseded,
  counts,
}: Evaluation) {
  const rows: Record<string, { met: number; breached: number }> = {};
  for (const { metric, objectiveId, basis, met, breached } of figures) {
    const key = `${metric} ${objectiveId} ${basis}`;
    const known = rows[key] ?? { met: 0, breached: 0 };
    rows[key] = { met: known.met + met, breached: known.breached + breached };
  }
  const names = (of: Evaluation['breaches']) =>
    of.map(({ ticketId, metric, basis }) => `${ticketId} ${metric} ${basis}`).sort();
  return {
    figures: rows,
    availability: Object.fromEntries(
      availability.map(({ window, basis, windowSeconds, downtimeSeconds }) => [
        `${window} ${basis}`,
        { windowSeconds, downtimeSeconds },
      ]),
    ),
    interruptions: Object.fromEntries(reliability.map(({ basis, interruptions }) => [basis, interruptions])),
    restoration: Object.fromEntries(
      restoration.map(({ outageId, basis, seconds, verdict }) => [
        `${outageId} ${basis}`,
        { seconds, verdict },
      ]),
    ),
    breaches: names(breaches),
    superseded: names(superseded),
    counts,
  };
}

describe.each(years)('the year of a customer %s', (_, { agreement, tickets, outages }) => {
  const compiled = compileAgreement(agreement);

  describe.each(['verdict', 'registration'] as const)('by month of %s', (monthOf) => {
    it.each(MONTHS)('%s is as counted second by second', (month) => {
      const evaluation = evaluateFacts(monthFrame(compiled, month, monthOf, AT), tickets, outages);
      expect(counted(evaluation)).toEqual(
        monthByHand({ agreement, tickets, outages, month, monthOf, at: AT }),
      );
      expect(evaluation.figures.some(({ measured }) => measured > 0)).toBe(true);
    });
  });
});

it('the year has something of everything', () => {
  const evaluations = years.flatMap(([, { agreement, tickets, outages }]) =>
    MONTHS.map((month) =>
      evaluateFacts(monthFrame(compileAgreement(agreement), month, undefined, AT), tickets, outages),
    ),
  );
  const all = <Row>(rows: (of: Evaluation) => readonly Row[]): Row[] =>
    evaluations.flatMap((each) => [...rows(each)]);
  expect(new Set(all((of) => of.figures).map(({ verdict }) => verdict)).size).toBe(3);
  expect(new Set(all((of) => of.availability).map(({ verdict }) => verdict))).toEqual(
    new Set(['met', 'breached']),
  );
  expect(new Set(all((of) => of.exclusions).map(({ state }) => state))).toEqual(
    new Set(['accepted', 'rejected', 'proposed']),
  );
  expect(new Set(all((of) => of.restoration).map(({ verdict }) => verdict))).toEqual(
    new Set(['met', 'breached', 'running']),
  );
  expect(all((of) => of.superseded).length).toBeGreaterThan(0);
  expect(all((of) => of.exclusions).some(({ changes }) => changes.length > 0)).toBe(true);
  expect(evaluations.some(({ agreementVersions }) => agreementVersions.length === 2)).toBe(true);
});
