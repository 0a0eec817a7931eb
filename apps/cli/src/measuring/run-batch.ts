import type { CompiledAgreement } from '@app/agreements/domain';
import type { EpochSecond } from '@app/support-time';
import { InputError } from '../cli.errors.js';
import { answerLines, type ReadLine } from '../input/answer-lines.js';
import { note, type ExitCode, type Terminal } from '../terminal.js';
import { agreementFrom, secondFrom } from './arguments.js';
import { FactSet, factCatalogue, NO_CLOCK } from './fact-set.js';

/** A line of a batch: everything that one answer depends on. */
export interface Scenario {
  readonly agreement: CompiledAgreement;
  readonly facts: FactSet;
  readonly at: EpochSecond;
  /** Whatever else the line says. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/**
 * Answers NDJSON lines `{"id", "agreement", "facts", "at"}` from standard input, a line each, with `"scenario"` = the
 * id; a faulty line gives `{"scenario", "error"}`.
 */
export const runBatch = (terminal: Terminal, answer: (scenario: Scenario) => object): Promise<ExitCode> =>
  answerLines('-', terminal, (line) => answerScenario(line, terminal, answer));

function answerScenario(
  line: ReadLine,
  terminal: Terminal,
  answer: (scenario: Scenario) => object,
): { readonly scenario: unknown } {
  let scenario: unknown = null;
  try {
    if (line.kind === 'unreadable') throw new InputError(line.error);
    const fields = objectFrom(line.json);
    scenario = fields['id'] ?? null;
    const agreement = agreementFrom(fields['agreement']);
    const facts = factsFrom(fields['facts'], (text) =>
      note(terminal, `scenario ${String(scenario)}: ${text}`),
    );
    return { scenario, ...answer({ agreement, facts, at: secondFrom(fields['at'], 'at'), fields }) };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { scenario, ...{ error: error.message } };
  }
}

function objectFrom(json: unknown): Readonly<Record<string, unknown>> {
  if (typeof json === 'object' && json !== null && !Array.isArray(json)) {
    return json as Readonly<Record<string, unknown>>;
  }
  throw new InputError('A line is a JSON object with id, agreement, facts and at');
}

/** Invalid facts make the line faulty; of several facts under one id the first stays, as in an import. */
function factsFrom(json: unknown, tell: (text: string) => void): FactSet {
  if (!Array.isArray(json)) throw new InputError('facts must be a list');
  const facts = new FactSet();
  const faults: string[] = [];
  json.forEach((fact: unknown, index) => {
    const taken = facts.take(factCatalogue.checkFact(fact, NO_CLOCK));
    if (taken.kind === 'invalid') faults.push(`/facts/${index}: ${taken.detail}`);
    if (taken.kind === 'id-reused') tell(`/facts/${index}: ${taken.detail}`);
  });
  if (faults.length > 0) throw new InputError(faults.join('; '));
  return facts;
}
