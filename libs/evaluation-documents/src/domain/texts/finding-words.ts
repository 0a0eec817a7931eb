import { FINDING_TEXTS } from '@app/findings/domain';
import type { Language } from '@app/service-levels/domain';

/** What each finding means in one language, by its code: the words of the list of findings. */
export const findingTexts = (language: Language): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(FINDING_TEXTS).map(([code, text]) => [code, text[language]]));
