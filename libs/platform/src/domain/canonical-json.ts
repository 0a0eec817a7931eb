/**
 * JSON in the form of RFC 8785: members by UTF-16 code units, numbers and strings as ECMAScript writes them, nothing
 * between. Unlike that RFC it refuses no string: what no UTF-8 can hold (half of a surrogate pair) stands as its escape,
 * since what a log already holds has to have a form.
 *
 * @throws RangeError for what is no JSON: NaN, infinities, undefined, functions
 * @example canonicalJson({ b: 1e2, a: 'é' }) // {"a":"é","b":100}
 */
export function canonicalJson(value: unknown): string {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return JSON.stringify(value);
    case 'number':
      if (!Number.isFinite(value)) throw new RangeError(`${value} is no JSON`);
      return JSON.stringify(value);
    case 'object':
      if (value === null) return 'null';
      return Array.isArray(value) ? arrayText(value) : objectText(value as Readonly<Record<string, unknown>>);
    default:
      throw new RangeError(`a ${typeof value} is no JSON`);
  }
}

const arrayText = (items: readonly unknown[]): string => `[${items.map(canonicalJson).join(',')}]`;

/** Text is added to text: each leaf of the tree goes through here. */
function objectText(value: Readonly<Record<string, unknown>>): string {
  let text = '';
  for (const name of inOrder(Object.keys(value)))
    text += (text === '' ? '{' : ',') + nameText(name) + canonicalJson(value[name]);
  return text === '' ? '{}' : `${text}}`;
}

/** So few are put in order faster than `sort` takes to begin. */
const FEW = 16;

/** By UTF-16 code units, as strings are compared. */
function inOrder(names: string[]): readonly string[] {
  if (names.length > FEW) return names.sort();
  for (const [place, name] of names.entries()) {
    let before = place - 1;
    for (let other = names[before]; other !== undefined && other > name; other = names[(before -= 1)])
      names[before + 1] = other;
    names[before + 1] = name;
  }
  return names;
}

/** Names come again and again; so many are remembered as they are written. */
const NAMES = 1_000;
const written = new Map<string, string>();

function nameText(name: string): string {
  const known = written.get(name);
  if (known !== undefined) return known;
  const text = `${JSON.stringify(name)}:`;
  if (written.size < NAMES) written.set(name, text);
  return text;
}

/**
 * The same value with its names in the order of canonical JSON, as far as objects keep it: names that are whole numbers
 * come first in each, whatever is asked. What is written of it needs not be put in order by whoever reads it.
 *
 * @example JSON.stringify(inCanonicalOrder({ b: 1, a: 2 })) // {"a":2,"b":1}
 */
export function inCanonicalOrder(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(inCanonicalOrder);
  const from = value as Readonly<Record<string, unknown>>;
  // Not into a literal: there `__proto__` is no name like others.
  return Object.fromEntries(inOrder(Object.keys(from)).map((name) => [name, inCanonicalOrder(from[name])]));
}
