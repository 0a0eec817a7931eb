import { existsSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { parseArgs } from 'node:util';
import { libraries } from './libraries.mjs';

/** Of a hundred mutants, so many are to be killed. */
export const AIM = 90;

const help = `npm run test:mutation -- [FILE or FOLDER ...] [options]

Breaks the domain of a library in every way that Stryker knows, one at a time, and runs the library's tests: a mutant
that none of them notices shows a test that is missing. Without a file:
${libraries.map(({ domain }) => `  ${domain}`).join('\n')}

Options
  --write        put table and survivors into tools/mutation/README.md; for whole libraries only
  --incremental  reuse what the last run with this option found where a file did not change and no test that reaches it
                 is new by its name: quick, but blind to all else that changed
  --entries      print survivors without a reason as entries for tools/mutation/survivors.json
  --help         this text

Exit code 1 where less than ${AIM} % of the mutants are killed; a time-out does not count as killed.
`;

/** @param {string} text @returns {never} */
const wrong = (text) => {
  process.stderr.write(`${text}\n\n${help}`);
  process.exit(2);
};

const flag = { type: /** @type {const} */ ('boolean'), default: false };
const parse = () => {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { write: flag, incremental: flag, entries: flag, help: { ...flag, short: 'h' } },
    });
  } catch (error) {
    return wrong(error instanceof Error ? error.message : String(error));
  }
};

/** @param {string} path @param {string} folder */
const isIn = (path, folder) => path === folder || path.startsWith(`${folder}/`);

/**
 * What the command is asked for; ends the process with the help, or with what is wrong.
 *
 * @param {string} root of the project
 */
export function readArguments(root) {
  const { values, positionals } = parse();
  if (values.help) {
    process.stdout.write(help);
    process.exit(0);
  }
  // Files are meant from where the person stands; npm runs this in the project's directory.
  const standing = process.env.INIT_CWD ?? process.cwd();
  const paths = positionals.map((path) => {
    const found = resolve(standing, path);
    if (!existsSync(found)) wrong(`there is no ${path}`);
    return relative(root, found).split(sep).join('/');
  });
  for (const path of paths) {
    if (!libraries.some(({ domain }) => isIn(path, domain) || isIn(domain, path)))
      wrong(`${path} is in none of ${libraries.map(({ domain }) => domain).join(', ')}`);
  }
  const runs = libraries.flatMap((library) => {
    const isWhole = paths.length === 0 || paths.some((path) => isIn(library.domain, path));
    const parts = isWhole ? [library.domain] : paths.filter((path) => isIn(path, library.domain));
    return parts.length === 0 ? [] : [{ library, isWhole, parts }];
  });
  if (values.write && runs.some(({ isWhole }) => !isWhole)) wrong('--write wants whole libraries');
  return { runs, ...values };
}
