import { FactSet, InputError } from './engine.js';
import { linesOf, openFile } from './lines.js';
import { writeLine, type Terminal } from './terminal.js';

/** The facts of an NDJSON file; lines that an import would refuse are told on standard error, and counted. */
export async function readFacts(
  name: string,
  terminal: Terminal,
): Promise<{ readonly facts: FactSet; readonly rejected: number }> {
  const facts = new FactSet();
  let rejected = 0;
  for await (const { number, text } of linesOf(openFile(name, terminal))) {
    try {
      facts.add(JSON.parse(text));
    } catch (error) {
      if (!(error instanceof InputError || error instanceof SyntaxError)) throw error;
      rejected += 1;
      await writeLine(terminal.errors, `line ${number}: ${error.message}`);
    }
  }
  return { facts, rejected };
}
