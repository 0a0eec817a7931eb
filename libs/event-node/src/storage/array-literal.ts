/**
 * Values as one text parameter for `unnest($1::text[])`: the driver would otherwise look at each of them several
 * times, which is most of the cost of a group of appends.
 *
 * @example textArray(['a', 'b"c']) // {"a","b\\"c"}
 */
export const textArray = (values: readonly string[]): string =>
  `{${values.map((value) => `"${value.replace(/["\\]/g, '\\$&')}"`).join(',')}}`;

/** Numbers, booleans and uuids: nothing in them needs quotes. */
export const plainArray = (values: readonly (string | number | boolean)[]): string => `{${values.join(',')}}`;
