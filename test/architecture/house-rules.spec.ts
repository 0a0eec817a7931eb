import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

interface TextFile {
  /** From the root of the project, with slashes. */
  readonly path: string;
  readonly text: string;
}

const notOurs = ['node_modules', 'dist', 'data', 'coverage', '.git', 'test/fixtures'];
const textual = /\.(ts|tsx|js|mjs|cjs|json|jsonc|md|sql|yml|html|css)$|^\.ci\/run$/;

/** Every text file that is the project's own work. */
const projectFiles = (directory = root): readonly TextFile[] =>
  readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const full = join(directory, entry.name);
    const path = relative(root, full).replaceAll('\\', '/');
    if (notOurs.includes(path) || entry.name === 'node_modules') return [];
    if (entry.isDirectory()) return projectFiles(full);
    return textual.test(path) ? [{ path, text: readFileSync(full, 'utf8') }] : [];
  });

/** A rule that can be read off the text: files it is about, and what must not stand in them. */
interface TextRule {
  readonly name: string;
  readonly about: RegExp;
  readonly forbidden: RegExp;
  /** Text that breaks the rule: shows that it can fail. In pieces, so that this file does not break it itself. */
  readonly broken: string;
}

const rules: readonly TextRule[] = [
  {
    name: 'nothing outside the project is read, and no folder of one machine is named',
    about: /./,
    forbidden: new RegExp(String.raw`\.\./shared\b|['"\`\s(=](/work|/home|/root|/Users)/\w`),
    broken: `readFile('${'/work'}/main/x.json')`,
  },
  {
    name: 'no test is singled out, left out or promised',
    about: /spec\.ts$/,
    forbidden:
      /\b(it|test|describe)(\.each)?\.(only|todo)\b|\b(it|test|describe)\.skip\(|\b(xit|fit|xdescribe|fdescribe)\(/,
    broken: `it${'.only'}('works', () => 1)`,
  },
  {
    name: 'read models depend on the log alone: no clock and no chance in their SQL',
    about:
      /^libs\/(agreements|tickets|service-levels|availability|problems|findings|evaluations|audit|projections)\/src\/.*(?<!spec)\.ts$/,
    forbidden:
      /(?<![.\w])now\(\)(?! *=>)|current_(timestamp|date|time)\b|clock_timestamp|gen_random_uuid|(?<![.\w])random\(\)/i,
    broken: `sql\`select * from clock_verdict where due_at < ${'now'}()\``,
  },
  {
    name: 'what is left to do stands in issues, not in the source',
    about: /\.(ts|mjs|cjs|js)$/,
    forbidden: new RegExp(['TO', 'DO\\b|FIX', 'ME\\b'].join('')),
    broken: `// ${'TO'}DO later`,
  },
];

describe('house rules', () => {
  const files = projectFiles();

  it('are checked on the project itself', () => {
    const paths = files.map(({ path }) => path);
    expect(paths).toEqual(expect.arrayContaining(['package.json', '.ci/run', 'libs/platform/src/index.ts']));
  });

  describe.each(rules)('$name', ({ about, forbidden, broken }) => {
    it('can fail', () => expect(broken).toMatch(forbidden));

    it('holds', () => {
      const broken = files
        .filter(({ path }) => about.test(path))
        .flatMap(({ path, text }) =>
          text.split('\n').map((line, index) => ({ at: `${path}:${index + 1}`, line })),
        )
        .filter(({ line }) => forbidden.test(line))
        .map(({ at, line }) => `${at} ${line.trim()}`);
      expect(broken).toEqual([]);
    });
  });

  const packageFile = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

  it('pins every package to one version', () => {
    const versions = Object.entries<string>({ ...packageFile.dependencies, ...packageFile.devDependencies });
    expect(versions.length).toBeGreaterThan(0);
    expect(versions.filter(([, version]) => !/^(npm:[^@]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual(
      [],
    );
  });

  it('names no registry in the lock file', () => {
    expect(readFileSync(join(root, 'package-lock.json'), 'utf8')).not.toMatch(/"resolved":/);
  });
});
