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
      ...refusals<ProblemFact>('problem', (recorded, fact) => decideProblemFact(recorded, fact, () => true)),
    ]).toEqual([]);
  });

  it('uses no id of the contract’s own examples, so that both fit into one ledger', () => {
    expect([...byTarget.values()].filter(({ id }) => !id.startsWith('EX-'))).toEqual([]);
  });

  it('keeps the report whose hash it names', () => {
    const attached = sent.find(({ fact }) => fact.type === 'RootCauseReportAttached')?.fact.data;
    const sha256 = createHash('sha256')
      .update(read(attached?.name as string))
      .digest('hex');
    expect(attached).toMatchObject({ sha256 });
  });

  // What is expected here was worked out by hand and is told in the README beside the facts.
  describe('comes to', () => {
    const { figures, availability, reliability, breaches, findings, counts, exclusions, previousPeriod } =
      month('2026-03');

    it('the figures of the README', () => {
      const shares = figures.map(({ metric, objectiveId, basis, met, measured, verdict }) =>
        [metric, objectiveId, basis, `${met}/${measured}`, verdict].join(' '),
      );
      expect(shares).toEqual([
        'response top gross 1/2 breached',
        'response top net 1/2 breached',
        'response others gross 21/22 met',
        'response others net 21/22 met',
        'response high gross 5/5 met',
        'response high net 5/5 met',
        'response medium gross 8/9 met',
        'response medium net 8/9 met',
        'response low gross 8/8 met',
        'response low net 8/8 met',
        'resolution top gross 2/2 met',
        'resolution top net 2/2 met',
        'resolution others gross 20/22 met',
        'resolution others net 21/22 met',
        'resolution high gross 3/5 breached',
        'resolution high net 4/5 met',
        'resolution medium gross 10/10 met',
        'resolution medium net 10/10 met',
        'resolution low gross 7/7 met',
        'resolution low net 7/7 met',
      ]);
    });

    it('its availability: 139 minutes down in support hours, 49 without the customer’s own firewall', () => {
      const rows = availability.map(({ window, basis, downtimeSeconds, percent, verdict }) =>
        [window, basis, downtimeSeconds, percent, verdict].join(' '),
      );
      expect(rows).toEqual([
        'support-hours gross 8340 98.8299 breached',
        'support-hours net 2940 99.5875 met',
        'outside-support-hours gross 5400 99.7247 met',
        'outside-support-hours net 5400 99.7247 met',
      ]);
      expect(reliability.map(({ interruptions, verdict }) => `${interruptions} ${verdict}`)).toEqual([
        '3 met',
        '2 met',
      ]);
    });

    it('its breaches, with that of the month before', () => {
      const told = ({ ticketId, metric, basis, decidedAt }: (typeof breaches)[number]) =>
        [ticketId, metric, basis, decidedAt].join(' ');
      expect(breaches.map(told)).toEqual([
        'EX-312 resolution gross 2026-03-16T11:00:00Z',
        'EX-312 resolution net 2026-03-16T11:00:00Z',
        'EX-316 resolution gross 2026-03-19T08:00:00Z',
        'EX-321 response gross 2026-03-19T15:40:00Z',
        'EX-321 response net 2026-03-19T15:40:00Z',
        'EX-322 response gross 2026-03-24T08:15:00Z',
        'EX-322 response net 2026-03-24T08:15:00Z',
      ]);
      expect(previousPeriod.breaches.map(told)).toEqual([
        'EX-201 resolution gross 2026-02-12T14:30:00Z',
        'EX-201 resolution net 2026-02-12T14:30:00Z',
      ]);
    });

    it('its counts, findings and exclusions', () => {
      expect(counts).toEqual({
        registered: { incident: 27, 'information-request': 3, 'change-request': 1 },
        resolved: 27,
        workarounds: 3,
        reopened: 1,
        open: 3,
      });
      expect(findings).toEqual([{ ticketId: 'EX-311', code: 'ROOT_CAUSE_NOT_RECORDED' }]);
      expect(exclusions.map(({ exclusionId, state }) => `${exclusionId} ${state}`)).toEqual([
        'EX-EXC-1 accepted',
        'EX-EXC-2 rejected',
        'EX-EXC-3 accepted',
      ]);
    });
  });
});
