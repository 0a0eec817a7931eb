import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { answerSupportTimeCase } from './support-time-case.js';

interface WorkedCase {
  readonly id: string;
  readonly op: string;
  readonly expected: unknown;
}

const cases = readFileSync('test/fixtures/business-time/cases.ndjson', 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as WorkedCase);

const question = {
  id: 'q',
  op: 'within',
  calendar: { timeZone: 'Europe/Amsterdam', hours: { mon: [['08:30', '17:30']] }, holidays: [] },
  from: '2026-03-02T00:00:00Z',
  to: '2026-03-03T00:00:00Z',
};
const error = (line: unknown) => (answerSupportTimeCase(line) as { error?: string }).error;

describe('answerSupportTimeCase', () => {
  it('gives the expected answer to each worked case', () => {
    expect(cases).toHaveLength(200);
    expect(cases.map(answerSupportTimeCase)).toEqual(
      cases.map(({ id, expected }) => ({ id, result: expected })),
    );
  });

  it('answers after with the last instant in time, before with its mirror image', () => {
    const ask = (op: string, from: string, seconds: number) =>
      answerSupportTimeCase({ ...question, op, from, seconds });
    const [start, end, nextStart] = ['2026-03-02T07:30:00Z', '2026-03-02T16:30:00Z', '2026-03-09T07:30:00Z'];
    expect(ask('after', start, 32_400)).toEqual({ id: 'q', result: nextStart });
    expect(ask('after', end, 0)).toEqual({ id: 'q', result: nextStart });
    expect(ask('after', start, 0)).toEqual({ id: 'q', result: start });
    expect(ask('before', end, 32_400)).toEqual({ id: 'q', result: start });
    expect(ask('before', nextStart, 0)).toEqual({ id: 'q', result: end });
    expect(ask('before', end, 0)).toEqual({ id: 'q', result: end });
  });

  it('cuts instants to whole seconds and reads any offset', () => {
    const line = { ...question, from: '2026-03-02T08:30:00.999+01:00', to: '2026-03-02T12:30:01.5+05:00' };
    expect(answerSupportTimeCase(line)).toEqual({ id: 'q', result: 1 });
  });

  it('knows calendars by their content, not by a label', () => {
    const kolkata = { ...question.calendar, timeZone: 'Asia/Kolkata' };
    const ask = (calendar: unknown) =>
      answerSupportTimeCase({
        ...question,
        cal: 'same',
        calendar,
        op: 'active',
        from: '2026-03-02T04:00:00Z',
      });
    expect([question.calendar, kolkata, question.calendar].map(ask)).toEqual([
      { id: 'q', result: false },
      { id: 'q', result: true },
      { id: 'q', result: false },
    ]);
  });

  it.each([
    ['op', { op: 'during' }],
    ['op', { op: undefined }],
    ['from', { from: '2026-02-30T00:00:00Z' }],
    ['from', { from: undefined }],
    ['from', { from: 1772409600 }],
    ['to', { to: '2026-03-03' }],
    ['seconds', { op: 'after', seconds: -1 }],
    ['seconds', { op: 'after', seconds: 1.5 }],
    ['seconds', { op: 'before', seconds: '60' }],
    ['seconds', { op: 'before' }],
    ['calendar', { calendar: undefined }],
    ['calendar/timeZone', { calendar: { ...question.calendar, timeZone: 'Mars' } }],
    ['calendar/hours', { calendar: { ...question.calendar, hours: {} } }],
    ['not open for so long', { op: 'after', seconds: 1e12 }],
    ['not open for so long', { op: 'before', seconds: 1e12 }],
  ])('says in a sentence what is wrong with "%s" in %j', (what, change) => {
    const answer = answerSupportTimeCase({ ...question, ...change });
    expect(answer).toEqual({ id: 'q', error: expect.stringContaining(what) as string });
    expect(error({ ...question, ...change })).toMatch(/\.$/);
  });

  it('answers whatever JSON a line is', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (line) =>
        expect(Object.keys(answerSupportTimeCase(line))).toEqual(['id', 'error']),
      ),
    );
    const fields = fc.record({ calendar: fc.jsonValue(), from: fc.jsonValue(), to: fc.jsonValue() });
    fc.assert(
      fc.property(fields, (change) => expect(error({ ...question, ...change })).toEqual(expect.any(String))),
    );
  });
});
