import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Agreement } from '@app/agreements/domain';
import type { EvaluationDocument } from '../src/domain/evaluation-document.js';

const root = resolve(import.meta.dirname, '../../..');
const readJson = (path: string): unknown => JSON.parse(readFileSync(resolve(root, path), 'utf8'));

export const exampleAgreement = (): Agreement => readJson('examples/month/agreement.json') as Agreement;

/** March of the example month with something in every section: restated after a freeze, and incomplete. */
export const exampleEvaluation = (): EvaluationDocument =>
  readJson('test/fixtures/evaluation-documents/march.json') as EvaluationDocument;

/** A month in which nothing was recorded. */
export function emptyEvaluation(): EvaluationDocument {
  const evaluation = exampleEvaluation();
  const none = { met: 0, breached: 0, measured: 0, percent: null, verdict: 'no-measurement' as const };
  return {
    ...evaluation,
    status: 'open',
    figures: evaluation.figures.map((figure) => ({ ...figure, ...none })),
    ...{ breaches: [], superseded: [], findings: [], outages: [], restoration: [], problems: [] },
    ...{ exclusions: [], addenda: [], atRisk: [] },
    publishedFigures: { figures: [], crossCheck: null },
    previousPeriod: { month: '2026-02', breaches: [] },
  };
}

/** As `exampleEvaluation`, with so many breaches more. */
export function withBreaches(count: number): EvaluationDocument {
  const evaluation = exampleEvaluation();
  const [breach] = evaluation.breaches;
  if (breach === undefined) throw new Error('the example has no breach');
  const more = Array.from({ length: count }, (_, index) => ({
    ...breach,
    ticketId: `LATE-${String(index).padStart(5, '0')}`,
    overrunSeconds: 60 + index,
  }));
  return { ...evaluation, breaches: [...evaluation.breaches, ...more] };
}
