import { runBatch } from './batch.js';
import { agreementFrom, evaluateMonth, factsFrom, monthFrom, monthOfFrom, secondFrom } from './engine.js';
import { readJson } from './lines.js';
import { readFacts } from './read-facts.js';
import { UsageError, writeLine, type ExitCode, type Terminal } from './terminal.js';

export interface EvaluateOptions {
  readonly agreement?: string;
  readonly facts?: string;
  readonly month?: string;
  readonly monthOf?: string;
  readonly at?: string;
  readonly batch?: boolean;
}

/** Prints the evaluation of a month from files. */
export async function evaluateCommand(
  options: EvaluateOptions,
  terminal: Terminal,
  nowSecond: number,
): Promise<ExitCode> {
  if (options.batch) return runBatch(terminal, evaluateLine);
  if (options.agreement === undefined || options.facts === undefined || options.month === undefined) {
    throw new UsageError('give --agreement FILE, --facts FILE and --month, or --batch with scenarios on standard input');
  }
  const at = options.at === undefined ? nowSecond : secondFrom(options.at, '--at');
  const [month, monthOf] = [monthFrom(options.month), monthOfFrom(options.monthOf)];
  const agreement = agreementFrom(await readJson(options.agreement, terminal));
  const { facts, rejected } = await readFacts(options.facts, terminal);
  await writeLine(terminal.output, JSON.stringify(evaluateMonth(agreement, facts, month, monthOf, at), null, 2));
  return rejected === 0 ? 0 : 1;
}

function evaluateLine({ agreement, facts, month, monthOf, at }: Readonly<Record<string, unknown>>): object {
  return evaluateMonth(
    agreementFrom(agreement),
    factsFrom(facts),
    monthFrom(month),
    monthOfFrom(monthOf),
    secondFrom(at, 'at'),
  );
}
