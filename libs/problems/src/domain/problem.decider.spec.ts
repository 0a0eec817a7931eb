import { createFactCatalogue } from '@app/facts';
import { parseInstant } from '@app/support-time';
import { decideProblemFact } from './problem.decider.js';
import { PROBLEM_FACTS } from './problem-fact.schemas.js';
import type { ProblemFact, ProblemFactData, ProblemFactType } from './problem-fact.js';

const SAMPLE: ProblemFactData = {
  ProblemRegistered: { customerId: 'demo', serviceId: 'iv', title: 'Late orders', priority: 'top' },
  TicketLinked: { ticketId: 'INC-1' },
  TicketUnlinked: { ticketId: 'INC-1', reason: 'not related' },
  CausesRelated: { related: true },
  RootCauseAnalysisStarted: {},
  RootCauseFound: { cause: 'certificate' },
  KnownErrorDeclared: { workaround: 'restart' },
  RootCauseReportAttached: { name: 'rca.pdf', mediaType: 'application/pdf', sha256: 'a'.repeat(64) },
  ProblemSolved: {},
  ProblemClosed: {},
  FactRetracted: { factId: 'ProblemClosed.11:00', reason: 'wrong' },
};

function fact(text: string): ProblemFact {
  const [time = '', type = ''] = text.split(' ');
  const { second } = parseInstant(`2026-03-02T${time.padStart(5, '0')}:00Z`)!;
  const data = SAMPLE[type as ProblemFactType];
  return { id: `${type}.${time}`, type, occurredAt: second, fraction: '', sequence: 0, data } as ProblemFact;
}
const R = '9:00 ProblemRegistered';

describe.each<[rule: string, given: string, when: string, then: string]>([
  ['a problem is registered', '', R, 'accepted'],
  ['a problem is registered once', R, '8:00 ProblemRegistered', 'PROBLEM_EXISTS'],
  ['nothing is told of a problem that is not', '', '9:30 TicketLinked', 'PROBLEM_NOT_FOUND'],
  ['nor of the time before', R, '8:59 TicketLinked', 'BEFORE_REGISTRATION'],
  ['a ticket is linked', R, '9:30 TicketLinked', 'accepted'],
  ['a ticket is linked once', `${R}, 9:30 TicketLinked`, '10:00 TicketLinked', 'TICKET_LINKED'],
  ['a linked ticket is unlinked', `${R}, 9:30 TicketLinked`, '10:00 TicketUnlinked', 'accepted'],
  ['another is not', R, '10:00 TicketUnlinked', 'TICKET_NOT_LINKED'],
  [
    'an unlinked one is linked again',
    `${R}, 9:30 TicketLinked, 9:40 TicketUnlinked`,
    '10:00 TicketLinked',
    'accepted',
  ],
  ['a problem is solved', R, '10:00 ProblemSolved', 'accepted'],
  ['a problem is solved once', `${R}, 10:00 ProblemSolved`, '11:00 ProblemSolved', 'PROBLEM_SOLVED'],
  ['a closed problem stays as it is', `${R}, 11:00 ProblemClosed`, '12:00 RootCauseFound', 'PROBLEM_CLOSED'],
  [
    'but what was wrong about it is retracted',
    `${R}, 11:00 ProblemClosed`,
    '12:00 FactRetracted',
    'accepted',
  ],
  [
    'and then it is not closed',
    `${R}, 11:00 ProblemClosed, 12:00 FactRetracted`,
    '13:00 RootCauseFound',
    'accepted',
  ],
  ['what is not recorded cannot be retracted', R, '12:00 FactRetracted', 'FACT_UNKNOWN'],
])('%s', (_, given, when, then) => {
  it(`given [${given}] when ${when} then ${then}`, () => {
    const decision = decideProblemFact(given === '' ? [] : given.split(', ').map(fact), fact(when));
    expect(decision.kind === 'accepted' ? 'accepted' : decision.code).toBe(then);
  });
});

describe('problem facts', () => {
  const catalogue = createFactCatalogue(PROBLEM_FACTS);
  const kindOf = (type: string, data: unknown): string =>
    catalogue.checkFact({ problemId: 'P-1', type, occurredAt: '2026-03-02T10:00:00Z', data }, 1_773_500_000)
      .kind;

  it.each(Object.entries(SAMPLE))('%s is as the types of the domain say', (type, data) => {
    expect(kindOf(type, data)).toBe('fact');
  });

  it('hold a report by its hash', () => {
    const { RootCauseReportAttached: report } = SAMPLE;
    expect(kindOf('RootCauseReportAttached', { ...report, sha256: 'A'.repeat(64) })).toBe('refused');
  });
});
