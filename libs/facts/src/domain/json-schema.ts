/** A JSON Schema (draft 2020-12) or a part of one. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** Ids are the caller's own (contract, "Conventions"). */
const ID_PATTERN = '^[A-Za-z0-9._:-]{1,128}$';
// What Postgres and UTF-8 cannot hold is refused at the door. With the `u` flag, which ajv sets, the range matches
// lone halves of surrogate pairs alone. Both patterns are linear: a long text cannot be made slow.
const TEXT_PATTERN = '^[^\\u0000\\uD800-\\uDFFF]*$';
const SAYING_PATTERN = '^\\s*[^\\s\\u0000\\uD800-\\uDFFF][^\\u0000\\uD800-\\uDFFF]*$';

const MONTH_PATTERN = '^(?!0000)\\d{4}-(?:0[1-9]|1[0-2])$';
const PERCENT_PATTERN = '^(100(\\.0{1,12})?|\\d{1,2}(\\.\\d{1,12})?)$';

/** What a text that does not match one of our patterns must be, for people. */
export const PATTERN_DETAILS: Readonly<Record<string, string>> = {
  [ID_PATTERN]: 'must be 1 to 128 characters of A-Z, a-z, 0-9 and . _ : -',
  [TEXT_PATTERN]: 'must be text without NUL characters and lone surrogates',
  [SAYING_PATTERN]: 'must say something, without NUL characters and lone surrogates',
  [MONTH_PATTERN]: 'must be a month, such as 2026-03',
  [PERCENT_PATTERN]: 'must be a percentage from 0 to 100 as text, such as "99.90", with at most 12 decimals',
};

const WORDS = 256;
const PROSE = 10_000;

/** An id of the caller's. */
export const ID = { type: 'string', pattern: ID_PATTERN } as const;
/** A few words where the field may be left out; empty is allowed, since exports write it for "none". */
export const WORDS_OR_EMPTY = { type: 'string', pattern: TEXT_PATTERN, maxLength: WORDS } as const;
/** A few words that must be there: at least one character that is not white space. */
export const WORDS_REQUIRED = { type: 'string', pattern: SAYING_PATTERN, maxLength: WORDS } as const;
/** Free text where the field may be left out. */
export const PROSE_OR_EMPTY = { type: 'string', pattern: TEXT_PATTERN, maxLength: PROSE } as const;
/** Free text that must be there. */
export const PROSE_REQUIRED = { type: 'string', pattern: SAYING_PATTERN, maxLength: PROSE } as const;
/** RFC 3339; the format is our own `readInstant`, not ajv's. */
export const INSTANT = { type: 'string', format: 'date-time' } as const;

/** A calendar month, `YYYY-MM`. */
export const MONTH = { type: 'string', pattern: MONTH_PATTERN } as const;
/** A percentage as decimal text: what JSON numbers do not keep is the last zero of `99.90`. */
export const PERCENT_TEXT = { type: 'string', pattern: PERCENT_PATTERN } as const;

/** Marks a field as personal: it may name or describe a person, and nothing but showing depends on it. */
export function personal<S extends JsonSchema>(schema: S): S & { readonly 'x-personal': true } {
  return { ...schema, 'x-personal': true };
}

/** An object of exactly these fields. */
export function fields(
  properties: Readonly<Record<string, JsonSchema>>,
  required: readonly string[] = [],
): JsonSchema {
  return { type: 'object', properties, required, additionalProperties: false };
}
