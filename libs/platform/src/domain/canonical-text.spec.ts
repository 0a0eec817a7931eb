import fc from 'fast-check';
import { canonicalJson } from './canonical-json.js';
import { canonicalObjectText } from './canonical-text.js';
import { isSurelyCanonical } from './surely-canonical.js';

const object = fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue({ stringUnit: 'binary' }), {
  noNullPrototype: true,
});

/** A text with one unit left out, put in or changed. */
const changed = fc
  .tuple(
    object.map(canonicalJson),
    fc.nat(),
    fc.constantFrom('', ...'"\\{}[],:-0159.eE truefalsn \n\u0001\ud83d'),
    fc.nat(1),
  )
  .map(([text, place, unit, gone]) => {
    const at = place % (text.length + 1);
    return text.slice(0, at) + unit + text.slice(at + gone);
  });

/** What it is taken for has to be what it is. */
const holds = (text: string): void => {
  if (isSurelyCanonical(text)) expect(canonicalJson(JSON.parse(text))).toBe(text);
};

describe('a text that is looked through', () => {
  it('is canonical JSON wherever it is said to be', () => {
    fc.assert(fc.property(changed, holds), { numRuns: 2_000 });
    fc.assert(fc.property(fc.json({ stringUnit: 'binary' }), holds));
    fc.assert(fc.property(fc.string(), holds));
  });

  it.each([
    '{}',
    '{"a":{},"b":[]}',
    '{"data":{"kind":"fix"},"id":"0:é","n":-17,"occurredAt":"2016-05-13T09:48:00Z","ok":[true,false,null,0]}',
    '["a",900719925474099]',
    '"a"',
    'true',
  ])('is known where it is what we write: %s', (text) => {
    expect(isSurelyCanonical(text)).toBe(true);
  });

  it.each([
    ['blanks', '{"a": 1}'],
    ['names out of order', '{"b":1,"a":2}'],
    ['a name twice', '{"a":1,"a":2}'],
    ['more after it', '{} '],
    ['a fraction', '[1.0]'],
    ['an exponent', '[1e2]'],
    ['zeros in front', '[01]'],
    ['less than nothing', '[-0]'],
    ['a number beyond the digits of a double', '[9007199254740993]'],
    ['an escape, which may be needless', '["\\u0041"]'],
    ['a control character', '["\u001f"]'],
    ['half a character', '["\ud83d"]'],
    ['nothing', ''],
    ['no end', '{"a":1'],
    ['a comma too many', '[1,]'],
    ['a word that goes on', '[truely]'],
    ['more levels than are looked into', `${'['.repeat(65)}${']'.repeat(65)}`],
  ])('is left alone where it is not, or may not be: %s', (_what, text) => {
    expect(isSurelyCanonical(text)).toBe(false);
  });
});

describe('the canonical text of an object', () => {
  it('is that of what the text holds, however it is written', () => {
    fc.assert(
      fc.property(object, fc.constantFrom(undefined, 1, '\t'), (value, indent) => {
        expect(canonicalObjectText(JSON.stringify(value, null, indent))).toBe(canonicalJson(value));
      }),
    );
    expect(canonicalObjectText('{"b":1,"a":-0,"b":2}')).toBe('{"a":0,"b":2}');
  });

  it.each(['', 'no JSON', '{"a":', '[1]', '"text"', '7', 'null'])('is an empty one for %j', (text) => {
    expect(canonicalObjectText(text)).toBe('{}');
  });
});
