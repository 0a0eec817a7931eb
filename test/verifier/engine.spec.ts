import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { compileAgreement, type Agreement, type MonthOf } from '@app/agreements/domain';
import type { OutageFact } from '@app/availability/domain';
import { evaluateFacts, frozenDocument, monthFrame } from '@app/evaluations/domain';
import type { ProblemFact } from '@app/problems/domain';
import { formatInstant, formatSecond, monthBounds, parseInstant } from '@app/support-time';
import type { TicketFact } from '@app/tickets/domain';
import { amsterdam } from '../golden/golden.js';
import { years } from '../golden/year/year.script.js';
import { measuringInstant, ticketFacts } from '../support/arbitrary-facts.js';
import { problemFacts } from '../support/arbitrary-problem-facts.js';
import { anyTerms } from '../support/arbitrary-terms.js';
import { monthByHand } from '../support/month.oracle.js';
import { verifier, type ToldFact } from '../support/verifier.js';

type Row = Readonly<Record<string, unknown>>;
type AnyFact = TicketFact | OutageFact | ProblemFact;

const scenarioFolder = resolve(import.meta.dirname, '../fixtures/contract/scenarios');
const read = (name: string): string => readFileSync(resolve(scenarioFolder, name), 'utf8');
const scenariosIn = (name: string) =>
  read(name)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
    .map((scenario) => [scenario.id as string, scenario] as const);

/** A fact as the log would tell it. */
const told = ({ id, type, occurredAt, fraction, sequence, data }: AnyFact): ToldFact => ({
  type,
  data: { id, occurredAt: formatInstant({ second: occurredAt, fraction }), sequence, data },
});
const toldById = (facts: ReadonlyMap<string, readonly AnyFact[]>) =>
  new Map([...facts].map(([id, own]) => [id, own.map(told)] as const));

interface World {
  readonly agreement: Agreement;
  readonly tickets: ReadonlyMap<string, readonly TicketFact[]>;
  readonly outages: ReadonlyMap<string, readonly OutageFact[]>;
  readonly problems?: ReadonlyMap<string, readonly ProblemFact[]>;
}

/** What the verifier computes of a month. */
const computed = (
  { agreement, tickets, outages, problems = new Map() }: World,
  month: string,
  at: number,
  monthOf?: MonthOf,
) =>
  verifier.evaluate(
    agreement,
    { ticket: toldById(tickets), outage: toldById(outages), problem: toldById(problems), service: new Map() },
    { month, at: formatSecond(at), monthOf },
  );

/** What the ledger would freeze. */
const frozen = (
  { agreement, tickets, outages, problems = new Map() }: World,
  month: string,
  at: number,
  monthOf?: MonthOf,
) => {
  const frame = monthFrame(compileAgreement(agreement), month, monthOf, at);
  const {
    schema: _,
    position: _none,
    ...document
  } = frozenDocument(evaluateFacts(frame, tickets, outages, problems), '1');
  return JSON.parse(JSON.stringify(document)) as Row;
};

describe('the verifier measures each worked ticket of the contract', () => {
  it.each(scenariosIn('measure.ndjson'))('%s', (_, scenario) => {
    const versions = verifier.versionsOf(JSON.parse(read(scenario.agreementRef)));
    const at = parseInstant(scenario.at)!.second;
    const facts = scenario.facts.map(({ type, ...data }: { type: string }) =>
      verifier.factOf({ type, data }),
    );
    const ticket = verifier.ticketAt(facts, at);
    const { clocks, findings } = ticket
      ? verifier.measure(ticket, versions, at)
      : { clocks: [], findings: [] };
    const { expected } = scenario;
    for (const { metric, basis, ...clock } of expected.clocks ?? []) {
      const own = clocks.find((each) => each['metric'] === metric && each['basis'] === basis);
      if (own === undefined) {
        expect(clock.state).toBe('not-measured');
        continue;
      }
      const isRunning = own['state'] === 'running';
      const fields = [
        'state',
        'priority',
        'targetSeconds',
        'allowedSeconds',
        'elapsedSeconds',
        'month',
        'clause',
      ];
      const instants = ['startedAt', 'stoppedAt', 'decidedAt', ...(isRunning ? ['dueAt', 'breachesAt'] : [])];
      const shown = Object.fromEntries([
        ...fields.map((name) => [name, own[name]]),
        ...instants.map((name) => [name, own[name] === null ? null : formatSecond(own[name] as number)]),
      ]);
      const asked = [...fields, ...instants].filter((name) => name in clock);
      expect(Object.fromEntries(asked.map((name) => [name, shown[name]]))).toEqual(
        Object.fromEntries(asked.map((name) => [name, clock[name]])),
      );
    }
    const codes = (expected.findings ?? []).map(({ code }: { code: string }) => code);
    // As for the ledger itself (measure.scenarios.spec): that code, and no other, may be there besides.
    if (expected.findings)
      expect(findings.filter((code) => code !== 'ROOT_CAUSE_NOT_YET_ESTABLISHED').sort()).toEqual(
        codes.sort(),
      );
  });
});

/** What tells rows of one section apart (scenarios/README). */
const KEYS: Readonly<Record<string, readonly string[]>> = {
  figures: ['metric', 'objectiveId', 'basis'],
  availability: ['window', 'basis'],
  reliability: ['basis'],
  breaches: ['ticketId', 'metric', 'basis'],
  superseded: ['ticketId', 'metric', 'basis'],
};
const keyed = (section: string, rows: readonly Row[]) =>
  new Map(rows.map((row) => [KEYS[section]!.map((key) => String(row[key])).join(' '), row]));

describe('the verifier evaluates each worked month of the contract', () => {
  it.each(scenariosIn('evaluations.ndjson'))(
    '%s',
    (_, { agreementRef, facts, month, at, monthOf, expected }) => {
      const events = { ticket: new Map(), outage: new Map(), problem: new Map(), service: new Map() };
      for (const { type, ...data } of facts) {
        const [kind, id] = data.ticketId
          ? (['ticket', data.ticketId] as const)
          : (['outage', data.outageId] as const);
        events[kind].set(id, [...(events[kind].get(id) ?? []), { type, data }]);
      }
      const answer = verifier.evaluate(JSON.parse(read(agreementRef)), events, { month, at, monthOf });
      for (const [field, value] of Object.entries<Row>(expected)) {
        if (!(field in KEYS)) {
          expect({ [field]: answer[field] }).toMatchObject({ [field]: value });
          continue;
        }
        const [own, theirs] = [keyed(field, answer[field] as Row[]), keyed(field, value as unknown as Row[])];
        expect([...own.keys()].sort()).toEqual([...theirs.keys()].sort());
        for (const [key, row] of theirs) expect(own.get(key)).toMatchObject(row);
      }
    },
  );
});

const MONTHS = Array.from({ length: 12 }, (_, index) => `2026-${String(index + 1).padStart(2, '0')}`);
const AT = amsterdam('2027-01-01 10:00').second;

describe.each(years)('the year of a customer %s', (_, { agreement, tickets, outages }) => {
  const byId = new Map([...outages].sort(([a], [b]) => (a < b ? -1 : 1)));
  const year = {
    agreement,
    tickets: new Map([...tickets].sort(([a], [b]) => (a < b ? -1 : 1))),
    outages: byId,
  };

  describe.each(['verdict', 'registration'] as const)('by month of %s', (monthOf) => {
    it.each(MONTHS)('%s is as the ledger would freeze it', (month) => {
      const own = computed(year, month, AT, monthOf);
      expect(own).toEqual(frozen(year, month, AT, monthOf));
      expect((own['figures'] as Row[]).some(({ measured }) => measured !== 0)).toBe(true);
    });
  });

  // The oracle counts second by second; the ledger is held to it in every month (scripted-year.golden.spec).
  it.each(['2026-03', '2026-10'])('%s is as counted by hand', (month) => {
    const own = computed(year, month, AT, 'verdict');
    const byHand = monthByHand({ ...year, month, monthOf: 'verdict', at: AT });
    expect(own['counts']).toEqual(byHand.counts);
    const rows = new Map<string, { met: number; breached: number }>();
    for (const row of own['figures'] as {
      metric: string;
      objectiveId: string;
      basis: string;
      met: number;
      breached: number;
    }[]) {
      const key = `${row.metric} ${row.objectiveId} ${row.basis}`;
      const known = rows.get(key) ?? { met: 0, breached: 0 };
      rows.set(key, { met: known.met + row.met, breached: known.breached + row.breached });
    }
    expect(Object.fromEntries(rows)).toEqual(byHand.figures);
  });
});

const lives = fc
  .array(ticketFacts, { minLength: 1, maxLength: 4 })
  .map((all) => new Map(all.map((facts, index) => [`T-${index}`, facts])));
const problemsOf = fc
  .array(problemFacts, { maxLength: 2 })
  .map((all) => new Map(all.map((facts, index) => [`P-${index}`, facts])));

it('whatever happened to tickets and problems, under every reading of the terms, it is as the ledger would freeze it', () => {
  fc.assert(
    fc.property(
      lives,
      problemsOf,
      anyTerms,
      measuringInstant,
      fc.constantFrom('2026-03', '2026-04'),
      (tickets, problems, agreement, instant, month) => {
        const zone = agreement.versions[0]!.calendar.timeZone;
        const at = Math.max(instant, monthBounds(zone, month).to);
        const world = { agreement, tickets, problems, outages: new Map<string, OutageFact[]>() };
        expect(computed(world, month, at)).toEqual(frozen(world, month, at));
      },
    ),
    { numRuns: Number(process.env.VERIFIER_RUNS ?? 100) },
  );
});
