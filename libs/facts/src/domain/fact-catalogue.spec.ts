import { createFactCatalogue, type FactCatalogue } from './fact-catalogue.js';
import { checkLine } from './fact-line.js';
import { fields, ID, PROSE_REQUIRED } from './json-schema.js';
import { exclusionFacts, retractionFact } from './shared-facts.js';

const NOW = 1_773_416_400; // 2026-03-13T15:40:00Z
const catalogue: FactCatalogue = createFactCatalogue([
  { type: 'Closed', target: 'ticket', schema: fields({}) },
  { type: 'Withdrawn', target: 'ticket', schema: fields({ reason: PROSE_REQUIRED, by: ID }, ['reason']) },
  { type: 'OutageEnded', target: 'outage', schema: fields({}) },
  ...exclusionFacts('ticket'),
  ...exclusionFacts('outage'),
  retractionFact('outage'),
]);
const closed = { ticketId: 'INC-1', type: 'Closed', occurredAt: '2026-03-13T16:40:00+01:00' };

/** `pointer code` of each fault, sorted; none for a fact. */
function faults(json: unknown, now = NOW): string[] {
  const checked = catalogue.checkFact(json, now);
  return checked.kind === 'fact'
    ? []
    : checked.faults.map(({ pointer, code }) => `${pointer} ${code}`).sort();
}
const line = (text: string): string[] => {
  const checked = checkLine(catalogue, text, NOW);
  return checked.kind === 'fact' ? [] : checked.faults.map(({ code }) => code);
};

describe('checking a fact', () => {
  it('gives the fact as it was sent, and its instant', () => {
    const json = {
      ...closed,
      id: 'f1',
      by: 'agent-3',
      sequence: -2,
      occurredAt: '2026-03-13T16:40:00.250+01:00',
    };
    expect(catalogue.checkFact(json, NOW)).toEqual({
      kind: 'fact',
      fact: {
        target: { kind: 'ticket', id: 'INC-1' },
        id: 'f1',
        type: 'Closed',
        occurredAt: '2026-03-13T16:40:00.250+01:00',
        by: 'agent-3',
        sequence: -2,
        data: {},
      },
      instant: { second: NOW, fraction: '25' },
    });
  });

  it('names every fault of a fact at once', () => {
    const json = {
      ticketId: 'INC 1',
      type: 'ExclusionProposed',
      by: '',
      sequence: 0.5,
      'odd/~name': 1,
      data: {
        cause: ' ',
        from: '2026-03-02T10:00:00Z',
        to: '2026-03-02T10:00:00Z',
        metrics: ['speed'],
        more: null,
      },
    };
    expect(faults(json)).toEqual([
      '/by INVALID_VALUE',
      '/data/cause INVALID_VALUE',
      '/data/evidence MISSING_FIELD',
      '/data/exclusionId MISSING_FIELD',
      '/data/metrics/0 INVALID_VALUE',
      '/data/more UNKNOWN_FIELD',
      '/data/to INVALID_VALUE',
      '/occurredAt MISSING_FIELD',
      '/odd~1~0name UNKNOWN_FIELD',
      '/sequence INVALID_VALUE',
      '/ticketId INVALID_VALUE',
    ]);
  });

  it('asks for the fields of data where there is no data', () => {
    expect(faults({ ...closed, type: 'Withdrawn' })).toEqual(['/data/reason MISSING_FIELD']);
  });

  it.each([
    ['no target', { ...closed, ticketId: undefined }, ['/ticketId MISSING_FIELD']],
    ['two targets', { ...closed, problemId: 'P-1' }, ['/problemId INVALID_VALUE']],
    ['a type of another target', { ...closed, type: 'OutageEnded' }, ['/type UNKNOWN_TYPE']],
    [
      'a type named like a property of every object',
      { ...closed, type: 'constructor' },
      ['/type UNKNOWN_TYPE'],
    ],
    ['a type that is no text', { ...closed, type: 7 }, ['/type INVALID_VALUE']],
    ['no type', { ...closed, type: undefined }, ['/type MISSING_FIELD']],
    ['data that is a list', { ...closed, data: [] }, ['/data INVALID_VALUE']],
    ['null for absent', { ...closed, by: null }, ['/by INVALID_VALUE']],
    [
      'an instant without an offset',
      { ...closed, occurredAt: '2026-03-13T16:40:00' },
      ['/occurredAt INVALID_INSTANT'],
    ],
    ['an instant that is a number', { ...closed, occurredAt: NOW }, ['/occurredAt INVALID_INSTANT']],
    [
      'a day that does not exist',
      { ...closed, occurredAt: '2026-02-29T00:00:00Z' },
      ['/occurredAt INVALID_INSTANT'],
    ],
    ['a leap second', { ...closed, occurredAt: '2016-12-31T23:59:60Z' }, ['/occurredAt INVALID_INSTANT']],
    [
      'a year before 1 in UTC',
      { ...closed, occurredAt: '0001-01-01T00:00:00+01:00' },
      ['/occurredAt INVALID_INSTANT'],
    ],
    [
      'a year after 9999 in UTC',
      { ...closed, occurredAt: '9999-12-31T23:59:59-01:00' },
      ['/occurredAt INVALID_INSTANT'],
    ],
    [
      'endless precision',
      { ...closed, occurredAt: `2026-03-13T16:40:00.${'1'.repeat(60)}Z` },
      ['/occurredAt INVALID_INSTANT'],
    ],
    ['an unsafe sequence', { ...closed, sequence: 2 ** 53 }, ['/sequence INVALID_VALUE']],
    ['a number', 1, [' INVALID_VALUE']],
    ['null', null, [' INVALID_VALUE']],
    ['a list', [closed], [' INVALID_VALUE']],
  ])('refuses %s', (_, json, expected) => {
    expect(faults(json)).toEqual(expected);
  });

  it.each([
    ['a NUL character, which Postgres cannot store', 'a\u0000b'],
    ['a lone surrogate, which UTF-8 cannot hold', 'a\uD83Db'],
    ['nothing', ''],
    ['only white space', ' \t\n'],
    ['more than 10,000 characters', 'x'.repeat(10_001)],
  ])('refuses a reason that holds %s', (_, reason) => {
    expect(faults({ ...closed, type: 'Withdrawn', data: { reason } })).toEqual([
      '/data/reason INVALID_VALUE',
    ]);
  });

  it('takes any other text, and is quick with long ones', () => {
    expect(
      faults({ ...closed, type: 'Withdrawn', data: { reason: ' \u{1F600} naïve "{}" \\ \u2028' } }),
    ).toEqual([]);
    const started = performance.now();
    faults({ ...closed, type: 'Withdrawn', data: { reason: ' '.repeat(1_000_000) } });
    faults({ ...closed, type: 'Withdrawn', data: { reason: 'a'.repeat(1_000_000) + '\uD800' } });
    expect(performance.now() - started).toBeLessThan(1_000);
  });

  it('allows a clock that runs five minutes ahead, and no more', () => {
    expect(faults(closed, NOW - 300)).toEqual([]);
    expect(faults(closed, NOW - 301)).toEqual(['/occurredAt OCCURRED_IN_FUTURE']);
  });

  it('refuses a definition that is there twice', () => {
    expect(() => createFactCatalogue([retractionFact('ticket'), retractionFact('ticket')])).toThrow(
      'defined twice',
    );
  });
});

describe('checking a line', () => {
  const text = JSON.stringify(closed);

  it.each([
    ['text that is no JSON', '{"a":'],
    ['a name that is there twice', text.replace('{', '{"type":"Closed",')],
    ['a name that is there twice, written differently', text.replace('{', '{"typ\\u0065":"Closed",')],
    [
      'a name that is there twice in data',
      text
        .replace('}', ',"data":{"a":1,"a":1}}')
        .replace(/"a":1/g, '"reason":"x"')
        .replace('Closed', 'Withdrawn'),
    ],
  ])('calls %s malformed', (_, malformed) => {
    expect(line(malformed)).toEqual(['MALFORMED_JSON']);
  });

  it('does not take colons, quotes and backslashes in text for names', () => {
    const reason = 'a: "b": \\" : \\\\';
    expect(line(JSON.stringify({ ...closed, type: 'Withdrawn', data: { reason } }))).toEqual([]);
  });

  it('sees __proto__ for the field that it is', () => {
    expect(line(text.replace('{', '{"__proto__":{"by":"x"},'))).toEqual(['UNKNOWN_FIELD']);
  });

  it('survives nesting and numbers of any size', () => {
    const deep = `${'['.repeat(400_000)}${']'.repeat(400_000)}`;
    expect(line(text.replace('}', `,"data":${deep}}`))).toEqual(['INVALID_VALUE']);
    expect(line(text.replace('}', ',"sequence":1e999}'))).toEqual(['INVALID_VALUE']);
  });
});
