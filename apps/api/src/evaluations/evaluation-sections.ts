import { SECTIONS, type Evaluation, type Section } from '@app/evaluations/domain';

/** The sections that `?include=` picks, as the query has them; all of them where it picks none. */
export const sectionsIn = (include: string | undefined): readonly Section[] => {
  const picked = include?.split(',');
  return picked === undefined ? SECTIONS : SECTIONS.filter((section) => picked.includes(section));
};

/** Lists of which the document holds the first so many, with the number of all of them beside. */
export const LONG_SECTIONS = ['breaches', 'superseded', 'findings'] as const satisfies readonly Section[];
export type LongSection = (typeof LONG_SECTIONS)[number];

/** How many of a long list the document holds. */
export const FIRST = 500;

/** The document as it is sent: long lists cut, their lengths beside them, and only the sections asked for. */
export function shownEvaluation(evaluation: Evaluation, include: string | undefined): object {
  const wanted = sectionsIn(include);
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
