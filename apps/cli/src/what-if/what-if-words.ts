import type { Language } from '@app/service-levels/domain';

/** What a what-if says besides the words of evaluations and clocks. */
export interface WhatIfWords {
  readonly basis: string;
  readonly before: string;
  readonly after: string;
  /** What the mark beside a figure means. */
  readonly differs: string;
  /** How many verdicts change. */
  changed(count: number): string;
  /** In place of reasons: these terms have no such clock. */
  readonly noClock: string;
}

const WORDS: Readonly<Record<Language, WhatIfWords>> = {
  en: {
    basis: 'Basis',
    before: 'Before',
    after: 'After',
    differs: 'differs',
    changed: (count) =>
      count === 0
        ? 'No verdict changes.'
        : count === 1
          ? 'One verdict changes:'
          : `${count} verdicts change:`,
    noClock: 'There is no clock under these terms.',
  },
  nl: {
    basis: 'Basis',
    before: 'Voor',
    after: 'Na',
    differs: 'anders',
    changed: (count) =>
      count === 0
        ? 'Geen oordeel verandert.'
        : count === 1
          ? 'Eén oordeel verandert:'
          : `${count} oordelen veranderen:`,
    noClock: 'Onder deze voorwaarden is er geen klok.',
  },
};

export const whatIfWords = (language: Language): WhatIfWords => WORDS[language];
