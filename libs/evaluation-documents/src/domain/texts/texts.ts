import type { Language } from '@app/service-levels/domain';
import { english } from './texts.en.js';
import { dutch } from './texts.nl.js';
import type { DocumentWords, Words } from './words.js';

/** Every word and sentence of the document, once in each language. Figures, names and times come in ready to be read. */
export interface Texts {
  readonly heading: string;
  /** The mark between whole and part of a number. */
  readonly decimalMark: string;
  readonly words: DocumentWords;
  readonly properties: {
    readonly customer: string;
    readonly service: string;
    readonly agreement: string;
    readonly period: string;
    readonly at: string;
    readonly position: string;
    readonly status: string;
    readonly monthOf: string;
  };
  agreement(agreementId: string, versions: string): string;
  period(month: string, timeZone: string): string;
  readonly noPosition: string;
  readonly monthGoesOn: string;
  incomplete(partitions: string): string;
  readonly summary: {
    readonly title: string;
    readonly subject: string;
    readonly target: string;
    readonly clause: string;
    readonly gross: string;
    readonly net: string;
    tally(basis: string, met: number, breached: number, notMeasured: number): string;
    readonly bases: string;
  };
  /** `24 of 109` */
  ofMeasured(met: string, measured: string): string;
  readonly nothingMeasured: string;
  /** Priorities whose clocks are judged together. */
  together(priorities: string): string;
  ofVersion(subject: string, version: string): string;
  readonly available: Words;
  readonly interruptions: string;
  /** `50 min of 59 min down` */
  down(duration: string): string;
  readonly charts: {
    readonly title: string;
    readonly caption: string;
    readonly service: string;
    onTime(metric: string): string;
  };
  /** Why a clock was breached: what was allowed and what was used. */
  breach(allowed: string, used: string): string;
  rowsLeft(left: string): string;
  readonly nothingToReport: string;
  readonly treeHead: {
    readonly title: string;
    readonly remark: string;
    readonly treeSize: string;
    readonly position: string;
    readonly rootHash: string;
    readonly signedAt: string;
    readonly ledger: string;
    readonly key: string;
    readonly signature: string;
  };
  readonly remarks: readonly string[];
  readonly page: string;
  readonly of: string;
  readonly yes: string;
  readonly no: string;
}

const TEXTS: Readonly<Record<Language, Texts>> = { en: english, nl: dutch };

/** The words of the document in a language. */
export const documentTexts = (language: Language): Texts => TEXTS[language];
