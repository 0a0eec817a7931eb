import { CliError } from '../cli.errors.js';
import { oneStandardInput } from '../input/one-standard-input.js';
import { readJson } from '../input/read-json.js';
import type { ExitCode, Terminal } from '../terminal.js';
import { writeFileOrOutput } from '../write-output.js';
import { agreementFrom, monthFrom, monthOfFrom, secondFrom } from './arguments.js';
import { answeredMonth, evaluateMonth } from './evaluate-month.js';
import { outputFrom, type OutputOptions } from './evaluate-output.js';
import { readFacts } from './read-facts.js';
import type { renderEvaluation } from './render-evaluation.js';
import { runBatch, type Scenario } from './run-batch.js';

/** As the command line gives them. */
export interface EvaluateOptions extends OutputOptions {
  readonly agreement?: string;
  readonly facts?: string;
  readonly month?: string;
  readonly monthOf?: string;
  readonly at?: string;
}

/** Writes the evaluation of a month, from files; or answers a batch. */
export async function runEvaluate(options: EvaluateOptions, terminal: Terminal): Promise<ExitCode> {
  const output = outputFrom(options);
  if (options.batch) return runBatch(terminal, evaluateScenario);
  const { agreement: agreementPath, facts: factsPath } = options;
  if (agreementPath === undefined || factsPath === undefined || options.month === undefined) {
    throw new CliError(
      'Give --agreement FILE, --facts FILE and --month, or --batch with scenarios on standard input.',
    );
  }
  oneStandardInput({ '--agreement': agreementPath, '--facts': factsPath });
  const month = monthFrom(options.month, '--month');
  const monthOf = monthOfFrom(options.monthOf, '--month-of');
  const at = options.at === undefined ? await terminal.now() : secondFrom(options.at, '--at');
  const agreement = agreementFrom(await readJson(agreementPath, terminal));
  const { facts, rejected } = await readFacts(factsPath, terminal);
  const document = evaluateMonth(agreement, facts, month, monthOf, at);
  const content =
    output.format === 'json'
      ? `${JSON.stringify(answeredMonth(document), null, options.json ? undefined : 2)}\n`
      : await rendered(document, agreement.agreement, output.format, output.language);
  await writeFileOrOutput(output.path, content, terminal);
  return rejected === 0 ? 0 : 1;
}

function evaluateScenario({ agreement, facts, at, fields }: Scenario): object {
  const month = monthFrom(fields['month'], 'month');
  const monthOf = monthOfFrom(fields['monthOf'], 'monthOf');
  return answeredMonth(evaluateMonth(agreement, facts, month, monthOf, at));
}

/** What renders is loaded where it is needed: that takes longer than most evaluations. */
async function rendered(...evaluation: Parameters<typeof renderEvaluation>): Promise<Buffer> {
  const { renderEvaluation: render } = await import('./render-evaluation.js');
  return render(...evaluation);
}
