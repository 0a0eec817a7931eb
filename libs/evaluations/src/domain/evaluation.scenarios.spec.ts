import { readFileSync } from 'node:fs';
import { compileAgreement, type Agreement, type MonthOf } from '@app/agreements/domain';
import type { OutageFact } from '@app/availability/domain';
import { parseInstant } from '@app/support-time';
import type { TicketFact } from '@app/tickets/domain';
import { evaluateFacts, monthFrame } from './index.js';

const fixtures = `${import.meta.dirname}/../../../../test/fixtures/contract/scenarios/`;
const read = (name: string): string => readFileSync(fixtures + name, 'utf8');

type Row = Record<string, unknown>;
interface Scenario {
  readonly id: string;
  readonly agreementRef: string;
  readonly month: string;
  readonly monthOf?: MonthOf;
  readonly at: string;
  readonly facts: readonly (Row & { ticketId?: string; outageId?: string })[];
  readonly expected: Row;
}

const scenarios = read('evaluations.ndjson')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Scenario);

function factsBy<F>(facts: Scenario['facts'], key: 'ticketId' | 'outageId'): Map<string, F[]> {
  const byId = new Map<string, F[]>();
  for (const sent of facts) {
    const id = sent[key];
    if (id === undefined) continue;
    const instant = parseInstant(sent.occurredAt as string)!;
    const fact = {
      ...sent,
      occurredAt: instant.second,
      fraction: instant.fraction,
      sequence: sent.sequence ?? 0,
    };
    byId.set(id, [...(byId.get(id) ?? []), fact as unknown as F]);
  }
  return byId;
}

/** What tells rows of one section apart (scenarios/README): rows are compared by it, in any order. */
const KEYS: Readonly<Record<string, readonly string[]>> = {
  figures: ['metric', 'objectiveId', 'basis'],
  availability: ['window', 'basis'],
  reliability: ['basis'],
  breaches: ['ticketId', 'metric', 'basis'],
  superseded: ['ticketId', 'metric', 'basis'],
};

const keyed = (section: string, rows: readonly Row[]): Map<string, Row> =>
  new Map(rows.map((row) => [KEYS[section]!.map((key) => String(row[key])).join(' '), row]));

describe('the worked months of the contract', () => {
  it.each(scenarios.map((scenario) => [scenario.id, scenario] as const))('%s', (_id, scenario) => {
    const agreement = compileAgreement(JSON.parse(read(scenario.agreementRef)) as Agreement);
    const at = parseInstant(scenario.at)!.second;
    const answer = evaluateFacts(
      monthFrame(agreement, scenario.month, scenario.monthOf, at),
      factsBy<TicketFact>(scenario.facts, 'ticketId'),
      factsBy<OutageFact>(scenario.facts, 'outageId'),
    ) as unknown as Row;
    for (const [field, expected] of Object.entries(scenario.expected)) {
      if (field in KEYS) {
        const [own, theirs] = [keyed(field, answer[field] as Row[]), keyed(field, expected as Row[])];
        expect([...own.keys()].sort()).toEqual([...theirs.keys()].sort());
        for (const [key, row] of theirs) expect(own.get(key)).toMatchObject(row);
      } else if (field === 'counts') {
        expect(answer.counts).toMatchObject(expected as Row);
      } else {
        expect({ [field]: answer[field] }).toEqual({ [field]: expected });
      }
    }
  });
});
