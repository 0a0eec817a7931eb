/**
 * JSON in the form of RFC 8785: members by UTF-16 code units, numbers and strings as ECMAScript writes them, nothing
 * between. Unlike that RFC it refuses no string: what no UTF-8 can hold (half of a surrogate pair) stands as its escape,
 * since what a log already holds has to have a form.
 *
 * @throws RangeError for what is no JSON: NaN, infinities, undefined, functions
 * @example canonicalJson({ b: 1e2, a: 'é' }) // {"a":"é","b":100}
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${members.map(([name, inner]) => `${JSON.stringify(name)}:${canonicalJson(inner)}`).join(',')}}`;
  }
  if (typeof value === 'number' && !Number.isFinite(value)) throw new RangeError(`${value} is no JSON`);
  if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) return JSON.stringify(value);
  throw new RangeError(`a ${typeof value} is no JSON`);
}
