import { CliError, InputError } from '../cli.errors.js';
import { oneStandardInput } from '../input/one-standard-input.js';
import { readJson } from '../input/read-json.js';
import { note, type ExitCode, type Terminal } from '../terminal.js';
import { TextOutput } from '../text-output.js';
import { agreementFrom, languageFrom, secondFrom } from './arguments.js';
import { measureFacts } from './measure-facts.js';
import { readFacts } from './read-facts.js';
import { runBatch, type Scenario } from './run-batch.js';

/** As the command line gives them. */
export interface MeasureOptions {
  readonly agreement?: string;
  readonly facts?: string;
  readonly at?: string;
  readonly batch?: boolean;
  readonly explain?: string;
}

/** Prints the service levels of every ticket of a file, one document a line, by ticketId; or answers a batch. */
export async function runMeasure(options: MeasureOptions, terminal: Terminal): Promise<ExitCode> {
  if (options.batch) return runBatch(terminal, measureScenario);
  const { agreement: agreementPath, facts: factsPath } = options;
  if (agreementPath === undefined || factsPath === undefined) {
    throw new CliError(
      'Give --agreement FILE and --facts FILE, or --batch with scenarios on standard input.',
    );
  }
  oneStandardInput({ '--agreement': agreementPath, '--facts': factsPath });
  const language = languageFrom(options.explain, '--explain');
  const at = options.at === undefined ? await terminal.now() : secondFrom(options.at, '--at');
  const agreement = agreementFrom(await readJson(agreementPath, terminal));
  const { facts, rejected } = await readFacts(factsPath, terminal);
  const output = new TextOutput(terminal.output);
  let leftOut = 0;
  for (const [ticketId, own] of facts.tickets) {
    const { whose, document } = measureFacts(agreement, ticketId, own, at, language);
    if (whose === 'theirs') leftOut += 1;
    else output.add(JSON.stringify(document));
    if (output.isFull) await output.flush();
  }
  await output.flush();
  if (leftOut > 0) note(terminal, `left out: ${leftOut} tickets of other customers or services`);
  return rejected === 0 ? 0 : 1;
}

/** A scenario is about one ticket, so that its answer is one document. */
function measureScenario({ agreement, facts, at }: Scenario): object {
  const [ticket, another] = facts.tickets;
  if (ticket === undefined) throw new InputError('facts must hold a fact of a ticket');
  if (another !== undefined) throw new InputError('facts must be those of one ticket');
  return measureFacts(agreement, ...ticket, at).document;
}
