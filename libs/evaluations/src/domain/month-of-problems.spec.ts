import { compileAgreement } from '@app/agreements/domain';
import { parseInstant } from '@app/support-time';
import { exampleAgreement } from '../../../../test/support/example-agreement.js';
import { monthFrame } from './month-frame.js';
import { problemRows, type KnownProblem } from './month-of-problems.js';

const agreement = compileAgreement(exampleAgreement());
const second = (text: string): number => parseInstant(`${text}T12:00:00Z`)!.second;
/** March 2026, as it stands on a day. */
const frameOn = (day: string) => monthFrame(agreement, '2026-03', undefined, second(day));

const problem = (
  days: Partial<Record<'registered' | 'closed' | 'due' | 'delivered', string>>,
): KnownProblem => {
  const on = (day: string | undefined) => (day === undefined ? null : second(day));
  return {
    problemId: 'P-1',
    state: 'registered',
    tickets: ['INC-1'],
    registeredAt: second(days.registered ?? '2026-01-10'),
    closedAt: on(days.closed),
    dueAt: on(days.due),
    deliveredAt: on(days.delivered),
  };
};
const stateIn = (known: KnownProblem, day = '2026-04-02', decided: string[] = []): string | undefined =>
  problemRows(frameOn(day), [known], decided)[0]?.rootCauseAnalysis.state;

describe.each<[rule: string, given: KnownProblem, then: string | undefined]>([
  ['one registered in the month', problem({ registered: '2026-03-02' }), 'not-required'],
  ['one closed in it', problem({ closed: '2026-03-31' }), 'not-required'],
  ['one whose analysis is due in it', problem({ due: '2026-03-10', delivered: '2026-02-20' }), 'delivered'],
  [
    'one whose analysis was delivered in it',
    problem({ due: '2026-02-10', delivered: '2026-03-02' }),
    'delivered-late',
  ],
  ['one that was overdue all month', problem({ due: '2026-02-10' }), 'overdue'],
  [
    'even if it was delivered since',
    problem({ due: '2026-02-10', delivered: '2026-04-01' }),
    'delivered-late',
  ],
  ['none that is due later', problem({ due: '2026-04-10' }), undefined],
  ['none that was delivered before', problem({ due: '2026-02-10', delivered: '2026-02-28' }), undefined],
  ['none in which nothing happened', problem({ closed: '2026-02-10' }), undefined],
])('the meeting on March is told of %s', (_, given, then) => {
  it(String(then), () => expect(stateIn(given)).toBe(then));
});

describe('the meeting on March', () => {
  it('is told of problems of tickets with a clock decided in it', () => {
    expect(stateIn(problem({}), '2026-04-02', ['INC-1'])).toBe('not-required');
    expect(stateIn(problem({}), '2026-04-02', ['INC-2'])).toBeUndefined();
  });

  it('is told of what is overdue from the second after it was due', () => {
    expect(stateIn(problem({ due: '2026-02-28' }), '2026-02-28')).toBeUndefined();
    expect(stateIn(problem({ due: '2026-02-28' }), '2026-03-01')).toBe('overdue');
  });

  it('is told by id', () => {
    const known = ['P-3', 'P-1', 'P-2'].map((problemId) => ({
      ...problem({ closed: '2026-03-02' }),
      problemId,
    }));
    expect(problemRows(frameOn('2026-04-02'), known, []).map(({ problemId }) => problemId)).toEqual([
      'P-1',
      'P-2',
      'P-3',
    ]);
  });
});
