import { CliError } from '../cli.errors.js';
import { readJson } from '../input/read-json.js';
import type { ExitCode, Terminal } from '../terminal.js';
import { writeLines } from '../text-output.js';
import { agreementFrom, monthFrom, monthOfFrom, secondFrom } from './arguments.js';
import { evaluateMonth } from './evaluate-month.js';
import { readFacts } from './read-facts.js';
import { runBatch, type Scenario } from './run-batch.js';

/** As the command line gives them. */
export interface EvaluateOptions {
  readonly agreement?: string;
  readonly facts?: string;
  readonly month?: string;
  readonly monthOf?: string;
  readonly at?: string;
  readonly batch?: boolean;
  readonly json?: boolean;
}

/** Prints the evaluation of a month, from files; or answers a batch. */
export async function runEvaluate(options: EvaluateOptions, terminal: Terminal): Promise<ExitCode> {
  if (options.batch) return runBatch(terminal, evaluateScenario);
  const { agreement: agreementPath, facts: factsPath } = options;
  if (agreementPath === undefined || factsPath === undefined || options.month === undefined) {
    throw new CliError(
      'Give --agreement FILE, --facts FILE and --month, or --batch with scenarios on standard input.',
    );
  }
  if (agreementPath === '-' && factsPath === '-') {
    throw new CliError('Standard input holds one of them: give a file for --agreement or for --facts.');
  }
  const month = monthFrom(options.month, '--month');
  const monthOf = monthOfFrom(options.monthOf, '--month-of');
  const at = options.at === undefined ? await terminal.now() : secondFrom(options.at, '--at');
  const agreement = agreementFrom(await readJson(agreementPath, terminal));
  const { facts, rejected } = await readFacts(factsPath, terminal);
  const document = evaluateMonth(agreement, facts, month, monthOf, at);
  await writeLines(terminal.output, [JSON.stringify(document, null, options.json ? undefined : 2)]);
  return rejected === 0 ? 0 : 1;
}

function evaluateScenario({ agreement, facts, at, fields }: Scenario): object {
  const month = monthFrom(fields['month'], 'month');
  return evaluateMonth(agreement, facts, month, monthOfFrom(fields['monthOf'], 'monthOf'), at);
}
