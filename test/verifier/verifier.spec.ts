import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { VERIFIER } from '../support/verifier.js';

const modules = readdirSync(VERIFIER).filter((name) => name.endsWith('.mjs'));
const textOf = (name: string): string => readFileSync(join(VERIFIER, name), 'utf8');

describe('the verifier', () => {
  it('is small enough to be read: under 1,500 lines in all', () => {
    const lines = modules.map((name) => textOf(name).trimEnd().split('\n').length);
    expect(lines.length).toBeGreaterThan(5);
    expect(lines.reduce((sum, length) => sum + length, 0)).toBeLessThan(1_500);
  });

  it.each(modules)('%s knows nothing but Node and its own modules', (name) => {
    const text = textOf(name);
    const imported = [...text.matchAll(/\bfrom '([^']*)'/g)].map(([, from]) => from!);
    const known = imported.filter((from) => /^node:\w+$/.test(from) || /^\.\/\w+\.mjs$/.test(from));
    expect(imported).toEqual(known);
    expect(text).not.toMatch(/\bimport\s*\(|\brequire\b|\bfetch\b|^import '/m);
    expect(imported.filter((from) => /^node:(?!crypto$|fs$|util$)/.test(from))).toEqual([]);
  });
});
