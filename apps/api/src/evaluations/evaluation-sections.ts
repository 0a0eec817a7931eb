import type { Evaluation } from '@app/evaluations/domain';

/** Sections of the document that `?include=` picks; what is not among them says what the answer is of, and stays. */
export const SECTIONS = [
  'figures',
  'availability',
  'reliability',
  'restoration',
  'breaches',
  'superseded',
  'atRisk',
  'findings',
  'counts',
  'workarounds',
  'requests',
  'outages',
  'publishedFigures',
  'previousPeriod',
  'problems',
  'exclusions',
  'addenda',
] as const satisfies readonly (keyof Evaluation)[];

type Section = (typeof SECTIONS)[number];

/** Lists of which the document holds the first so many, with the number of all of them beside. */
export const LONG_SECTIONS = ['breaches', 'superseded', 'findings'] as const satisfies readonly Section[];
export type LongSection = (typeof LONG_SECTIONS)[number];

/** How many of a long list the document holds. */
export const FIRST = 500;

/** The document as it is sent: long lists cut, their lengths beside them, and only the sections asked for. */
export function shownEvaluation(evaluation: Evaluation, include: string | undefined): object {
  const wanted = include === undefined ? SECTIONS : include.split(',');
  const left = SECTIONS.filter((section) => !wanted.includes(section));
  const counts = LONG_SECTIONS.map((section) => [`${section}Count`, evaluation[section].length]);
  const cut = LONG_SECTIONS.map((section) => [section, evaluation[section].slice(0, FIRST)]);
  const document = { ...evaluation, ...Object.fromEntries([...cut, ...counts]) } as Record<string, unknown>;
  for (const section of left) {
    delete document[section];
    delete document[`${section}Count`];
  }
  return document;
}
