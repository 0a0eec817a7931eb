const safeInteger = (text: string): number => {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`int8 ${text} does not fit a number: use numeric`);
  return value;
};

const integral = (text: string): bigint => {
  if (!/^-?\d+$/.test(text)) throw new RangeError(`numeric ${text} is not a whole number: cast it to float8`);
  return BigInt(text);
};

/**
 * How 64-bit columns are read, so that no caller converts: `bigint` (int8: seconds, counts) is a number and refuses
 * what a number cannot hold; `numeric(20)` (positions and revisions of the log, which are unsigned 64-bit) is a bigint.
 * `sum(bigint)` is numeric: cast it to `::bigint` where a number is wanted.
 */
export const columnTypes = {
  int8: { to: 20, from: [20], parse: safeInteger, serialize: String },
  numeric: { to: 1700, from: [1700], parse: integral, serialize: String },
};
