import type { Evaluation } from './evaluation.js';
import type { MonthOfTickets } from './month-of-tickets.js';

/** Sections of an evaluation; what is not among them says what the document is of. */
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

export type Section = (typeof SECTIONS)[number];

/** A part of what a month knows of its tickets. */
export type Part = keyof MonthOfTickets;

const PARTS: Readonly<Partial<Record<Section, readonly Part[]>>> = {
  breaches: ['breaches'],
  superseded: ['superseded'],
  atRisk: ['atRisk'],
  findings: ['findings', 'serviceDown'],
  counts: ['counts'],
  workarounds: ['counts'],
  requests: ['leadTimes'],
  previousPeriod: ['previousBreaches'],
  problems: ['decided'],
  exclusions: ['exclusions'],
};

/**
 * What must be known of the tickets to make these sections. Tallies always: they tell which versions judged in the month.
 *
 * @example
 * partsOf(['findings']); // tallies, findings, serviceDown
 */
export function partsOf(sections: readonly Section[]): ReadonlySet<Part> {
  return new Set<Part>(['tallies', ...sections.flatMap((section) => PARTS[section] ?? [])]);
}
