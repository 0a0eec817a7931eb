import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { compileAgreement, type Agreement } from '@app/agreements/domain';
import { decideOutageFact, OUTAGE_FACTS, type OutageFact } from '@app/availability/domain';
import { evaluateFacts, monthFrame } from '@app/evaluations/domain';
import { checkLine, createFactCatalogue, timedFactFrom, type Decision, type TimedFact } from '@app/facts';
import { decideProblemFact, PROBLEM_FACTS, type ProblemFact } from '@app/problems/domain';
import { parseInstant } from '@app/support-time';
import { decideTicketFact, TICKET_FACTS, type TicketFact } from '@app/tickets/domain';

const folder = `${import.meta.dirname}/../../../examples/month/`;
const read = (name: string): string => readFileSync(folder + name, 'utf8');
const lines = read('facts.ndjson').trimEnd().split('\n');
const agreement = compileAgreement(JSON.parse(read('agreement.json')) as Agreement);

const catalogue = createFactCatalogue([...TICKET_FACTS, ...OUTAGE_FACTS, ...PROBLEM_FACTS]);
const now = parseInstant('2026-05-01T00:00:00Z')!.second;
const checked = lines.map((line) => checkLine(catalogue, line, now));
const sent = checked.flatMap((answer) => (answer.kind === 'fact' ? [answer] : []));

/** Facts by what they are about, in the order of the file; a fact without an id is named by its line. */
const byTarget = new Map<
  string,
  { readonly kind: string; readonly id: string; readonly facts: TimedFact[] }
>();
sent.forEach(({ fact, instant }, index) => {
  const { kind, id } = fact.target;
  const own = byTarget.get(`${kind} ${id}`) ?? { kind, id, facts: [] };
  own.facts.push(timedFactFrom({ fact, instant, id: fact.id ?? `line-${index + 1}` }));
  byTarget.set(`${kind} ${id}`, own);
});
// The catalogue has checked that each fact is one of its target's.
const of = <F>(wanted: string) =>
  [...byTarget.values()]
    .filter(({ kind }) => kind === wanted)
    .map(({ id, facts }) => [id, facts as unknown as F[]] as const);

const month = (name: string) =>
  evaluateFacts(
    monthFrame(agreement, name, undefined, now),
    of<TicketFact>('ticket'),
    of<OutageFact>('outage'),
  );

describe('the example month', () => {
  it('holds facts that an import takes, in order of time', () => {
    expect(checked.filter(({ kind }) => kind === 'refused')).toEqual([]);
    const instants = sent.map(({ instant }) => instant.second);
    expect(instants).toEqual([...instants].sort((a, b) => a - b));
  });

  it('tells a story that makes sense: each fact would be accepted over REST, one after another', () => {
    const refusals = <F>(kind: string, decide: (recorded: readonly F[], fact: F) => Decision) =>
      of<F>(kind).flatMap(([id, facts]) =>
        facts.flatMap((fact, index) => {
          const decision = decide(facts.slice(0, index), fact);
          return decision.kind === 'refused' ? [{ id, index, ...decision }] : [];
        }),
      );
    expect([
      ...refusals<TicketFact>('ticket', decideTicketFact),
      ...refusals<OutageFact>('outage', decideOutageFact),
      ...refusals<ProblemFact>('problem', decideProblemFact),
    ]).toEqual([]);
  });

  it('uses no id of the contract’s own examples, so that both fit into one ledger', () => {
    expect([...byTarget.values()].filter(({ id }) => !id.startsWith('EX-'))).toEqual([]);
  });

  it('keeps the report whose hash it names', () => {
    const attached = sent.find(({ fact }) => fact.type === 'RootCauseReportAttached')?.fact.data;
    const sha256 = createHash('sha256')
      .update(read(String(attached?.name)))
      .digest('hex');
    expect(attached).toMatchObject({ sha256 });
  });

  // The README beside it tells these figures.
  it('comes to the figures its README tells', () => {
    const { figures, availability, reliability, restoration, breaches, counts, findings, exclusions } =
      month('2026-03');
    console.log(
      JSON.stringify(
        {
          figures,
          availability,
          reliability,
          restoration,
          breaches,
          counts,
          findings,
          exclusions,
          prev: month('2026-03').previousPeriod,
        },
        null,
        1,
      ),
    );
  });
});
