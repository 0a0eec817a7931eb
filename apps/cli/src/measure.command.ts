import { runBatch } from './batch.js';
import { agreementFrom, factsFrom, InputError, measureFacts, secondFrom } from './engine.js';
import { readFacts } from './read-facts.js';
import { readJson } from './lines.js';
import { UsageError, writeLine, type ExitCode, type Terminal } from './terminal.js';

export interface MeasureOptions {
  readonly agreement?: string;
  readonly facts?: string;
  readonly at?: string;
  readonly batch?: boolean;
}

/** Prints the service levels of every ticket of a file, one document a line, by ticketId. */
export async function measureCommand(options: MeasureOptions, terminal: Terminal, nowSecond: number): Promise<ExitCode> {
  if (options.batch) return runBatch(terminal, measureLine);
  if (options.agreement === undefined || options.facts === undefined) {
    throw new UsageError('give --agreement FILE and --facts FILE, or --batch with scenarios on standard input');
  }
  const at = options.at === undefined ? nowSecond : secondFrom(options.at, '--at');
  const agreement = agreementFrom(await readJson(options.agreement, terminal));
  const { facts, rejected } = await readFacts(options.facts, terminal);
  const { documents, leftOut } = measureFacts(agreement, facts, at);
  for (const document of documents) await writeLine(terminal.output, JSON.stringify(document));
  if (leftOut > 0) await writeLine(terminal.errors, `${leftOut} tickets of other customers or services left out`);
  return rejected === 0 ? 0 : 1;
}

/** A scenario is about one ticket: its answer is one document. */
function measureLine({ agreement, facts, at }: Readonly<Record<string, unknown>>): object {
  const { documents, leftOut } = measureFacts(agreementFrom(agreement), factsFrom(facts), secondFrom(at, 'at'));
  const [document] = documents;
  if (documents.length === 1 && document) return document;
  if (documents.length > 1) throw new InputError('a line holds the facts of one ticket');
  throw new InputError(leftOut > 0 ? 'the ticket is of another customer or service' : 'there is no fact of a ticket');
}
