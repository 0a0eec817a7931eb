import type { EpochSecond } from '@app/support-time';
import type { CheckedFact, FactCatalogue } from './fact-catalogue.js';

/**
 * Checks one line of an import: JSON of one fact. Malformed text, and a name that an object holds twice (I-JSON, RFC
 * 7493, 2.3: readers differ in which of the two they take), is `MALFORMED_JSON`.
 */
export function checkLine(catalogue: FactCatalogue, text: string, now: EpochSecond): CheckedFact {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return malformed(error instanceof Error ? error.message.slice(0, 200) : 'is not JSON');
  }
  const checked = catalogue.checkFact(json, now);
  // Counting goes as deep as the value does; a valid fact is shallow, whatever else a line may hold.
  if (checked.kind === 'fact' && namesIn(json) !== colonsIn(text)) {
    return malformed('holds a name twice in one object');
  }
  return checked;
}

const malformed = (detail: string): CheckedFact => ({
  kind: 'refused',
  faults: [{ pointer: '', code: 'MALFORMED_JSON', detail }],
});

function namesIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const values: unknown[] = Object.values(value);
  const below = values.reduce((sum: number, item) => sum + namesIn(item), 0);
  return Array.isArray(value) ? below : values.length + below;
}

/** Colons outside strings: as many as the text has names. */
function colonsIn(json: string): number {
  let count = 0;
  for (let i = 0; i < json.length; i++) {
    const char = json.charCodeAt(i);
    if (char === COLON) count++;
    else if (char === QUOTE) i = endOfString(json, i);
  }
  return count;
}

const COLON = 0x3a;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;

function endOfString(json: string, start: number): number {
  let i = start + 1;
  while (json.charCodeAt(i) !== QUOTE) i += json.charCodeAt(i) === BACKSLASH ? 2 : 1;
  return i;
}
