import { parseInstant, type Instant } from '@app/support-time';

// An honest instant needs some 35 characters; without a limit, a megabyte of digits would be kept as precision.
const LONGEST = 64;
const FIRST_SECOND = -62_135_596_800; // 0001-01-01T00:00:00Z
const LAST_SECOND = 253_402_300_799; // 9999-12-31T23:59:59Z

/**
 * Reads an instant out of a fact: RFC 3339 text of at most 64 characters whose year is 1 to 9999 in UTC as well, so
 * that it can be written back. Undefined for anything else.
 */
export function readInstant(value: unknown): Instant | undefined {
  if (typeof value !== 'string' || value.length > LONGEST) return undefined;
  const instant = parseInstant(value);
  if (!instant || instant.second < FIRST_SECOND || instant.second > LAST_SECOND) return undefined;
  return instant;
}
