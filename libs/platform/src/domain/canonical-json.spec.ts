import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { canonicalJson, inCanonicalOrder } from './canonical-json.js';

describe('canonical JSON', () => {
  it('is that of RFC 8785', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        expect(canonicalJson(value)).toBe(canonicalize(value));
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('sorts names by UTF-16 code units, and writes numbers as ECMAScript does', () => {
    expect(canonicalJson({ '\u{1F600}': 1, '\uFB33': 2, a: [1e21, 1e-7, -0, 100] })).toBe(
      '{"a":[1e+21,1e-7,0,100],"\u{1F600}":1,"\uFB33":2}',
    );
  });

  it('sorts names whether there are few of them or many', () => {
    for (const count of [2, 16, 17, 40]) {
      const names = Array.from({ length: count }, (_, place) => `n${(place * 23) % 41}`);
      const value = Object.fromEntries(names.map((name, place) => [name, place]));
      expect(canonicalJson(value)).toBe(canonicalize(value));
    }
  });

  it('has a form for text that no UTF-8 can hold, and none for what is no JSON', () => {
    expect(canonicalJson({ by: 'a\uD83Db' })).toBe(String.raw`{"by":"a\ud83db"}`);
    for (const value of [Number.NaN, Infinity, undefined, [undefined]]) {
      expect(() => canonicalJson(value)).toThrow(RangeError);
    }
  });
});

describe('canonical order', () => {
  it('is what canonical JSON is written of, and changes nothing else', () => {
    // Whole numbers as names come first in every object.
    const name = fc.string({ unit: 'binary' }).filter((text) => !/^\d+$/.test(text));
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof({ maxDepth: 3 }, fc.jsonValue({ maxDepth: 0 }), tie('list'), tie('object')),
      list: fc.array(tie('value')),
      object: fc.dictionary(name, tie('value'), { noNullPrototype: true }),
    }));
    fc.assert(
      fc.property(value, (any) => {
        expect(JSON.stringify(inCanonicalOrder(any))).toBe(canonicalJson(any));
        expect(inCanonicalOrder(any)).toEqual(any);
      }),
    );
    expect(JSON.stringify(inCanonicalOrder(JSON.parse('{"b":1,"__proto__":{"a":2}}')))).toBe(
      '{"__proto__":{"a":2},"b":1}',
    );
  });
});
