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
  let members = '';
  // Without a comparison of its own, `sort` compares UTF-16 code units.
  for (const name of Object.keys(value).sort()) {
    if (members !== '') members += ',';
    members += `${JSON.stringify(name)}:${canonicalJson(value[name])}`;
  }
  return `{${members}}`;
}
