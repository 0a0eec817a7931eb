import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import extractConfig from 'dependency-cruiser/config-utl/extract-depcruise-config';
import extractTsConfig from 'dependency-cruiser/config-utl/extract-ts-config';

const root = resolve(import.meta.dirname, '../..');
const fixtures = resolve(import.meta.dirname, 'fixtures');

/** What the rules of the project say about the tree in a directory: `rule: from → to`, each once. */
const violations = async (baseDir: string): Promise<readonly string[]> => {
  const { options = {}, ...ruleSet } = await extractConfig(resolve(root, '.dependency-cruiser.cjs'));
  const folders = readdirSync(baseDir).filter((name) => ['apps', 'libs', 'test', 'bench'].includes(name));
  const { output } = await cruise(
    folders,
    { ...options, ruleSet, validate: true, baseDir },
    options.enhancedResolveOptions,
    { tsConfig: extractTsConfig(resolve(root, 'tsconfig.json')) },
  );
  const { summary } = output as ICruiseResult;
  return summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`);
};

const rulesNamed = async (): Promise<readonly string[]> => {
  const { forbidden = [] } = await extractConfig(resolve(root, '.dependency-cruiser.cjs'));
  return forbidden.map(({ name }) => name ?? 'a rule without a name');
};

describe('the rules of who may know whom', () => {
  it.each(readdirSync(fixtures))('%s fails on its fixture, and it alone', async (rule) => {
    const found = await violations(resolve(fixtures, rule));
    expect(new Set(found.map((line) => line.split(':')[0]))).toEqual(new Set([rule]));
  });

  it('has a fixture for each rule', async () => {
    expect(readdirSync(fixtures).sort()).toEqual([...(await rulesNamed())].sort());
  });

  it('holds in the project', async () => {
    expect(await violations(root)).toEqual([]);
  });
});
