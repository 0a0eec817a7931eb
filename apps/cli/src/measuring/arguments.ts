import {
  compileAgreement,
  validateAgreement,
  type CompiledAgreement,
  type MonthOf,
} from '@app/agreements/domain';
import { LANGUAGES, type Language } from '@app/service-levels/domain';
import { isMonth, parseInstant, type EpochSecond } from '@app/support-time';
import { faultsText, InputError } from '../cli.errors.js';

/** An agreement document, ready to judge. Throws InputError with every fault of one that is not valid. */
export function agreementFrom(json: unknown): CompiledAgreement {
  const checked = validateAgreement(json);
  if (checked.kind === 'invalid') {
    throw new InputError(`The agreement is not valid: ${faultsText(checked.faults)}`);
  }
  return compileAgreement(checked.value);
}

/** The whole second of an RFC 3339 instant; `name` says whose it is. */
export function secondFrom(text: unknown, name: string): EpochSecond {
  const instant = typeof text === 'string' ? parseInstant(text) : undefined;
  if (instant === undefined) {
    throw new InputError(`${name} must be an RFC 3339 instant, such as 2026-04-01T00:00:00Z`);
  }
  return instant.second;
}

/** A month, `YYYY-MM`. */
export function monthFrom(text: unknown, name: string): string {
  if (typeof text === 'string' && isMonth(text)) return text;
  throw new InputError(`${name} must be a month, such as 2026-03`);
}

/** The cut of a month; undefined: as the agreement says. */
export function monthOfFrom(text: unknown, name: string): MonthOf | undefined {
  if (text === undefined || text === 'verdict' || text === 'registration') return text;
  throw new InputError(`${name} must be verdict or registration`);
}

/** The language of what is told; undefined where none is asked for. */
export function languageFrom(text: string | undefined, name: string): Language | undefined {
  if (text === undefined) return undefined;
  const language = LANGUAGES.find((known) => known === text);
  if (language === undefined) throw new InputError(`${name} must be ${LANGUAGES.join(' or ')}`);
  return language;
}
