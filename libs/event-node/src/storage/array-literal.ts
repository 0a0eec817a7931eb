/** As `pgArray`, for numbers, booleans and uuids: nothing in them needs quotes. */
export const plainArray = (values: readonly (string | number | boolean)[]): string => `{${values.join(',')}}`;
