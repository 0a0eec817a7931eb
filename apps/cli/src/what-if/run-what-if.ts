import { WhatIf, whatIfDocument, whatIfTerms } from '@app/evaluations/domain';
import { CliError, faultsText, InputError } from '../cli.errors.js';
import { oneStandardInput } from '../input/one-standard-input.js';
import { readJson } from '../input/read-json.js';
import { agreementFrom, languageFrom, secondFrom } from '../measuring/arguments.js';
import type { FactSet } from '../measuring/fact-set.js';
import { readFacts } from '../measuring/read-facts.js';
import type { ExitCode, Terminal } from '../terminal.js';
import { writeLines } from '../text-output.js';
import { monthsFrom, patchFrom, versionsFrom } from './arguments.js';
import { whatIfText } from './what-if-text.js';

/** As the command line gives them. */
export interface WhatIfOptions {
  readonly agreement?: string;
  readonly facts?: string;
  readonly terms?: string;
  readonly versions?: string;
  readonly from?: string;
  readonly to?: string;
  readonly at?: string;
  readonly explain?: string;
  readonly json?: boolean;
}

/** How many tickets are measured at once: what bounds the memory of all but the facts. */
const CHUNK = 1_000;

/** Prints months under an agreement's own terms and under others, from files: as JSON, or told in sentences. */
export async function runWhatIf(options: WhatIfOptions, terminal: Terminal): Promise<ExitCode> {
  const { agreement: agreementPath, facts: factsPath, terms: patch, from } = options;
  if (agreementPath === undefined || factsPath === undefined || patch === undefined || from === undefined)
    throw new CliError('Give --agreement FILE, --facts FILE, --terms PATCH and --from MONTH.');
  oneStandardInput({ '--agreement': agreementPath, '--facts': factsPath, '--terms': patch });
  const months = monthsFrom(from, options.to);
  const versions = versionsFrom(options.versions);
  const language = languageFrom(options.explain, '--explain');
  const at = options.at === undefined ? await terminal.now() : secondFrom(options.at, '--at');
  const agreement = agreementFrom(await readJson(agreementPath, terminal));
  const terms = whatIfTerms(agreement, months, await patchFrom(patch, terminal), versions);
  if (terms.kind === 'invalid')
    throw new InputError(`These terms cannot be used: ${faultsText(terms.faults)}`);
  const { facts, rejected } = await readFacts(factsPath, terminal);
  const question = new WhatIf(terms, months, at, language ?? 'en');
  const answer = answerFrom(facts, question, agreement.agreement.serviceId);
  const lines =
    language === undefined || options.json
      ? [JSON.stringify({ ...answer, position: null }, null, options.json ? undefined : 2)]
      : whatIfText(answer, terms, language);
  await writeLines(terminal.output, lines);
  return rejected === 0 ? 0 : 1;
}

/** The document that `POST /v1/what-if` answers, but for `position`: no log is behind it. */
function answerFrom(facts: FactSet, question: WhatIf, serviceId: string) {
  const { tickets, outages, problems } = facts;
  for (let start = 0; start < tickets.length; start += CHUNK)
    question.take(tickets.slice(start, start + CHUNK));
  question.takeProblems(
    problems.map(([problemId, own]) => ({ problemId, facts: own })),
    new Map(tickets),
  );
  const histories = outages.map(([outageId, own]) => ({ outageId, facts: own }));
  return whatIfDocument(question.answer(histories, facts.ofService(serviceId)));
}
