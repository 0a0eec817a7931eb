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

  const instant = (field: string, given: string) =>
    `"${field}" is an instant as RFC 3339 writes it (2026-03-13T16:40:00Z), not ${given}.`;
  const seconds = (given: string) => `"seconds" is a whole number, 0 or more, not ${given}.`;
  const op = (given: string) => `"op" is one of within, after, before and active, not ${given}.`;

  it.each([
    [{ op: 'during' }, op('"during"')],
    [{ op: undefined }, op('missing')],
    [{ from: '2026-02-30T00:00:00Z' }, instant('from', '"2026-02-30T00:00:00Z"')],
    [{ from: undefined }, instant('from', 'missing')],
    [{ from: 1772409600 }, instant('from', '1772409600')],
    [{ from: [question.from] }, instant('from', '["2026-03-02T00:00:00Z"]')],
    [{ to: '2026-03-03' }, instant('to', '"2026-03-03"')],
    [{ op: 'after', seconds: -1 }, seconds('-1')],
    [{ op: 'after', seconds: 1.5 }, seconds('1.5')],
    [{ op: 'before', seconds: '60' }, seconds('"60"')],
    [{ op: 'before' }, seconds('missing')],
    [{ calendar: undefined }, 'calendar: A calendar is an object.'],
    [
      { calendar: { ...question.calendar, timeZone: 5, hours: {} } },
      'calendar/timeZone: 5 is not a time zone: write a name of the IANA database, such as "Europe/Amsterdam". ' +
        'calendar/hours: A calendar opens at least once a week: give some day a window, such as ["08:30", "17:30"].',
    ],
    [
      { op: 'after', seconds: 1e12 },
      'The calendar is not open for so long between "from" and the end of 2100.',
    ],
    [{ op: 'before', seconds: 1e12 }, 'The calendar is not open for so long between 1970 and "from".'],
    // The last Monday that the calendar knows, used up, and a moment before its first one.
    [
      { op: 'after', from: '2100-12-27T00:00:00Z', seconds: 32_400 },
      'The calendar is not open for so long between "from" and the end of 2100.',
    ],
    [
      { op: 'before', from: '1970-01-05T07:30:00Z', seconds: 0 },
      'The calendar is not open for so long between 1970 and "from".',
    ],
  ])('says in a sentence what is wrong in a question changed by %p', (change, sentence) => {
    expect(answerSupportTimeCase({ ...question, ...change })).toEqual({ id: 'q', error: sentence });
  });

  it('says which line it answers where that has a name, and what a line is where it is none', () => {
    const nameless = { ...question, id: ['q'] };
    expect([{ ...question, id: 7 }, nameless, 'q'].map(answerSupportTimeCase)).toEqual([
      { id: 7, result: 32_400 },
      { id: null, result: 32_400 },
      { id: null, error: 'A line is an object with id, op, calendar and from.' },
    ]);
  });

  it('takes an amount as large as a number counts exactly, and none beyond', () => {
    const ask = (amount: number) => error({ ...question, op: 'after', seconds: amount });
    expect(ask(Number.MAX_SAFE_INTEGER)).toMatch(/not open for so long/);
    expect(ask(Number.MAX_SAFE_INTEGER + 1)).toBe(seconds('9007199254740992'));
  });

  it('leaves what is no fault of the line to its caller', () => {
    const broken = {
      ...question,
      get op(): string {
        throw new Error('disk gone');
      },
    };
    expect(() => answerSupportTimeCase(broken)).toThrow('disk gone');
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
