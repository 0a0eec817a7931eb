import { createFactCatalogue } from '@app/facts';
import { parseInstant } from '@app/support-time';
import { decideProblemFact } from './problem.decider.js';
import { PROBLEM_FACTS } from './problem-fact.schemas.js';
import type { ProblemFact, ProblemFactData, ProblemFactType } from './problem-fact.js';

const REPORT = { name: 'rca.pdf', mediaType: 'application/pdf', sha256: 'a'.repeat(64) };
const SAMPLE: ProblemFactData = {
  ProblemRegistered: {
    customerId: 'demo',
    serviceId: 'iv',
    title: 'Late orders',
    priority: 'top',
    refersTo: 'P-0',
  },
  TicketLinked: { ticketId: 'INC-1' },
  TicketUnlinked: { ticketId: 'INC-1', reason: 'not related' },
  CausesRelated: { related: true },
  RootCauseAnalysisStarted: {},
  RootCauseFound: { cause: 'certificate' },
  KnownErrorDeclared: { workaround: 'restart' },
  RootCauseReportAttached: REPORT,
  ProblemSolved: {},
  ProblemClosed: {},
  FactRetracted: { factId: 'ProblemClosed.11:00', reason: 'wrong' },
};
/** What is said otherwise than in the sample. */
const OTHERWISE: Readonly<Record<string, ProblemFact['data']>> = {
  'TicketLinked#2': { ticketId: 'INC-2' },
  'CausesRelated#not': { related: false },
  'RootCauseReportAttached#lost': { ...REPORT, sha256: 'b'.repeat(64) },
};

function fact(text: string): ProblemFact {
  const [time = '', name = ''] = text.split(' ');
  const [type = ''] = name.split('#');
  const { second } = parseInstant(`2026-03-02T${time.padStart(5, '0')}:00Z`)!;
  const data = OTHERWISE[name] ?? SAMPLE[type as ProblemFactType];
  return { id: `${type}.${time}`, type, occurredAt: second, fraction: '', sequence: 0, data } as ProblemFact;
}
const R = '9:00 ProblemRegistered';
const L = `${R}, 9:30 TicketLinked`;

describe.each<[rule: string, given: string, when: string, then: string]>([
  ['a problem is registered', '', R, 'accepted'],
  ['a problem is registered once', R, '8:00 ProblemRegistered', 'PROBLEM_EXISTS'],
  ['nothing is told of a problem that is not', '', '9:30 TicketLinked', 'PROBLEM_NOT_FOUND'],
  ['nor of the time before', R, '8:59 TicketLinked', 'BEFORE_REGISTRATION'],

  ['a ticket is linked', R, '9:30 TicketLinked', 'accepted'],
  ['a ticket is linked once', L, '10:00 TicketLinked', 'TICKET_LINKED'],
  ['a linked ticket is unlinked', L, '10:00 TicketUnlinked', 'accepted'],
  ['another is not', R, '10:00 TicketUnlinked', 'TICKET_NOT_LINKED'],
  ['nor before it was linked', L, '9:29 TicketUnlinked', 'TICKET_NOT_LINKED'],
  ['an unlinked one is linked again', `${L}, 9:40 TicketUnlinked`, '10:00 TicketLinked', 'accepted'],
  ['a solved problem may still be joined', `${R}, 10:00 ProblemSolved`, '11:00 TicketLinked', 'accepted'],

  ['causes are found related', L, '10:00 CausesRelated', 'accepted'],
  ['or not', L, '10:00 CausesRelated#not', 'accepted'],
  ['that is not said twice', `${L}, 10:00 CausesRelated`, '11:00 CausesRelated', 'CAUSES_DECIDED'],
  ['but otherwise', `${L}, 10:00 CausesRelated`, '11:00 CausesRelated#not', 'accepted'],

  ['an analysis starts', R, '10:00 RootCauseAnalysisStarted', 'accepted'],
  [
    'an analysis starts once',
    `${R}, 10:00 RootCauseAnalysisStarted`,
    '11:00 RootCauseAnalysisStarted',
    'ANALYSIS_STARTED',
  ],
  [
    'none starts when the cause is known',
    `${R}, 10:00 RootCauseFound`,
    '11:00 RootCauseAnalysisStarted',
    'ROOT_CAUSE_FOUND',
  ],

  ['the root cause is found', `${L}, 10:00 RootCauseAnalysisStarted`, '11:00 RootCauseFound', 'accepted'],
  ['without an analysis too', L, '11:00 RootCauseFound', 'accepted'],
  ['it is found once', `${R}, 10:00 RootCauseFound`, '11:00 RootCauseFound', 'ROOT_CAUSE_FOUND'],
  [
    'not of tickets that have several',
    `${L}, 9:31 TicketLinked#2, 10:00 CausesRelated#not`,
    '11:00 RootCauseFound',
    'CAUSES_UNRELATED',
  ],
  [
    'but of the one that is left',
    `${L}, 9:31 TicketLinked#2, 10:00 CausesRelated#not, 10:30 TicketUnlinked`,
    '11:00 RootCauseFound',
    'accepted',
  ],

  ['an error is known with its workaround', R, '10:00 KnownErrorDeclared', 'accepted'],
  ['and with a better one', `${R}, 10:00 KnownErrorDeclared`, '11:00 KnownErrorDeclared', 'accepted'],

  ['a report is attached', R, '10:00 RootCauseReportAttached', 'accepted'],
  [
    'the same one once',
    `${R}, 10:00 RootCauseReportAttached`,
    '11:00 RootCauseReportAttached',
    'REPORT_ATTACHED',
  ],
  ['one that is not here is not', R, '10:00 RootCauseReportAttached#lost', 'REPORT_MISSING'],
  [
    'a late one is, to a closed problem',
    `${R}, 10:00 ProblemClosed`,
    '11:00 RootCauseReportAttached',
    'accepted',
  ],

  ['a problem is solved', R, '10:00 ProblemSolved', 'accepted'],
  ...[
    'ProblemSolved',
    'CausesRelated',
    'RootCauseAnalysisStarted',
    'RootCauseFound',
    'KnownErrorDeclared',
  ].map((type): [string, string, string, string] => [
    'then nothing is left to find',
    `${R}, 10:00 ProblemSolved`,
    `11:00 ${type}`,
    'PROBLEM_SOLVED',
  ]),
  [
    'what was found before it was solved can be told',
    `${R}, 10:00 ProblemSolved`,
    '9:30 RootCauseFound',
    'accepted',
  ],

  ['a problem is closed', R, '10:00 ProblemClosed', 'accepted'],
  ['solved or not', `${R}, 9:30 ProblemSolved`, '10:00 ProblemClosed', 'accepted'],
  ...[
    ...['TicketLinked', 'TicketUnlinked', 'CausesRelated', 'RootCauseAnalysisStarted', 'RootCauseFound'],
    ...['KnownErrorDeclared', 'ProblemSolved', 'ProblemClosed'],
  ].map((type): [string, string, string, string] => [
    'a closed problem stays as it is',
    `${L}, 11:00 ProblemClosed`,
    `12:00 ${type}`,
    'PROBLEM_CLOSED',
  ]),
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
    const recorded = given === '' ? [] : given.split(', ').map(fact);
    const decision = decideProblemFact(recorded, fact(when), (sha256) => sha256 === REPORT.sha256);
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
    expect(kindOf('RootCauseReportAttached', { ...REPORT, sha256: 'A'.repeat(64) })).toBe('refused');
  });
});
