import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(resolve(root, path), 'utf8');
const page = read('docs/measuring.md');

const GOLDEN = 'test/golden/measuring';
const SCENARIOS = 'test/fixtures/contract/scenarios';
const goldenNames = readdirSync(resolve(root, GOLDEN))
  .filter((name) => name.endsWith('.golden.ts'))
  .map((name) => basename(name, '.golden.ts'));
const scenarioIds = ['measure', 'evaluations'].flatMap((name) =>
  read(`${SCENARIOS}/${name}.ndjson`)
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { id: string }).id),
);

/** `golden `a`, `b`` → a, b: the names that follow a word. */
const namesAfter = (word: string, text: string): string[] =>
  [...text.matchAll(new RegExp(`${word} ((?:\`[\\w-]+\`(?:, )?)+)`, 'g'))].flatMap(([, names = '']) =>
    [...names.matchAll(/`([\w-]+)`/g)].map(([, name = '']) => name),
  );

interface Link {
  readonly text: string;
  /** From the root of the project. */
  readonly path: string;
  /** The quoted names of tests that follow it. */
  readonly titles: readonly string[];
}

const linksIn = (text: string): Link[] =>
  [...text.matchAll(/\[([^\]]+)\]\(\.\.\/([^)]+)\)((?:,? "[^"]+")*)/g)].map(
    ([, name = '', path = '', titles = '']) => ({
      ...{ text: name, path },
      titles: [...titles.matchAll(/"([^"]+)"/g)].map(([, title = '']) => title),
    }),
  );

/** A file of tests has the title as one, in whichever quotes. */
const hasTest = (source: string, title: string): boolean =>
  [`'${title}'`, `"${title}"`, `\`${title}\``].some((quoted) => source.includes(quoted));

/** Everything that the page names and the project does not have. */
function faultsOf(text: string): string[] {
  const links = linksIn(text);
  return [
    ...namesAfter('golden', text).filter((name) => !goldenNames.includes(name)),
    ...namesAfter('scenario', text).filter((id) => !scenarioIds.includes(id)),
    ...links.flatMap(({ text: name, path, titles }) => {
      if (!existsSync(resolve(root, path))) return [path];
      const source = read(path);
      const symbol = /^`(.+)`$/.exec(name)?.[1];
      const isMissing = symbol !== undefined && !new RegExp(`\\b${symbol}\\b`).test(source);
      return [
        ...(isMissing ? [`${path}: ${symbol}`] : []),
        ...titles.filter((title) => !hasTest(source, title)).map((title) => `${path}: ${title}`),
      ];
    }),
  ];
}

/** Rules of the paragraphs: a line of text, and what is indented below it. */
const rulesIn = (text: string): string[] =>
  text
    .split(/^## /m)
    .filter((part) => /^[1-9]\. /.test(part))
    .flatMap((part) => part.split(/^- /m).slice(1));

describe('the map of measuring', () => {
  it('names what is there', () => {
    expect(linksIn(page).length).toBeGreaterThan(150);
    expect(faultsOf(page)).toEqual([]);
  });

  it('is not content with what is not there', () => {
    const spec = 'libs/service-levels/src/domain/findings.spec.ts';
    const broken = [
      'golden `late-by-a-second`, `late-by-a-minute`; scenario `response-met`, `response-lost`',
      `[findings.spec](../${spec}) "have each code once, however often it was odd", "have each code twice"`,
      '[`measure`](../libs/service-levels/src/domain/measure.ts), [`guess`](../libs/service-levels/src/domain/measure.ts)',
      '[gone](../libs/service-levels/src/domain/gone.ts)',
    ].join('\n');
    expect(faultsOf(broken)).toEqual([
      'late-by-a-minute',
      'response-lost',
      `${spec}: have each code twice`,
      'libs/service-levels/src/domain/measure.ts: guess',
      'libs/service-levels/src/domain/gone.ts',
    ]);
  });

  it('has each of the nine paragraphs, and for every rule of them code and tests', () => {
    const paragraphs = [...page.matchAll(/^## ([1-9])\. /gm)].map(([, number]) => Number(number));
    expect(paragraphs).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    const rules = rulesIn(page);
    expect(rules.length).toBeGreaterThan(50);
    const bare = rules.filter(
      (rule) => !/^ {2}- Code: \[`/m.test(rule) || !/^ {2}- Tests: (golden|scenario|\[)/m.test(rule),
    );
    expect(bare).toEqual([]);
  });

  it('has a place for every golden case', () => {
    const placed = new Set(namesAfter('golden', page));
    expect(goldenNames.filter((name) => !placed.has(name))).toEqual([]);
  });
});
