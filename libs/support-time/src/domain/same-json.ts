/**
 * Do two JSON values have the same content? Nothing is allocated: it is asked once a line, and writing a calendar out as
 * text to compare it costs seven times as much.
 */
export function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) return Array.isArray(a) && Array.isArray(b) && sameItems(a, b);
  return sameFields(a as Readonly<Record<string, unknown>>, b as Readonly<Record<string, unknown>>);
}

function sameItems(a: readonly unknown[], b: readonly unknown[]): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at += 1) {
    if (!sameJson(a[at], b[at])) return false;
  }
  return true;
}

function sameFields(a: Readonly<Record<string, unknown>>, b: Readonly<Record<string, unknown>>): boolean {
  for (const field in a) {
    // A JSON value is never undefined, so a field that b lacks differs.
    if (!sameJson(a[field], b[field])) return false;
  }
  for (const field in b) {
    if (a[field] === undefined) return false;
  }
  return true;
}
