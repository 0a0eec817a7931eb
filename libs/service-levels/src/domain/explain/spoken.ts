import type { EpochSecond } from '@app/support-time';
import { english } from './texts.en.js';
import { dutch } from './texts.nl.js';
import type { Language, Texts } from './texts.js';

const TEXTS: Readonly<Record<Language, Texts>> = { en: english, nl: dutch };

/** The words of clocks in a language: metrics, bases, durations and sentences. */
export const clockTexts = (language: Language): Texts => TEXTS[language];

/**
 * Whole seconds of support time as people say them.
 *
 * @example spokenDuration(16_200, 'nl') // '4 u 30 min'
 */
export const spokenDuration = (seconds: number, language: Language): string =>
  TEXTS[language].duration(Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60);

/**
 * An instant as the wall clock of a zone shows it.
 *
 * @example spokenInstant(1_773_416_400, 'Europe/Amsterdam', 'en') // 'Fri, 13 Mar 2026, 16:40:00'
 */
export const spokenInstant = (at: EpochSecond, timeZone: string, language: Language): string =>
  formatter(language, timeZone).format(at * 1000);

/**
 * A month, `YYYY-MM`, as the meeting says it.
 *
 * @example spokenMonth('2026-03', 'nl') // 'maart 2026'
 */
export function spokenMonth(month: string, language: Language): string {
  const name = new Intl.DateTimeFormat(language, { month: 'long', year: 'numeric', timeZone: 'UTC' });
  return name.format(Date.parse(`${month}-01T00:00:00Z`));
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** One formatter for each language and zone: making one costs more than a thousand uses. */
function formatter(language: Language, timeZone: string): Intl.DateTimeFormat {
  const key = `${language} ${timeZone}`;
  const known = formatters.get(key);
  if (known) return known;
  const fresh = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'nl-NL', {
    timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  formatters.set(key, fresh);
  return fresh;
}
