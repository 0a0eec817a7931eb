import { problems } from '@app/platform';

/** The revision of a stream as an entity tag. */
export const etagOf = (revision: bigint): string => `"${revision}"`;

const tag = /^"(\d{1,20})"$/;

/**
 * The revision that `If-Match` asks for; undefined where the header is absent or `*`. A tag that none of our answers
 * carried can match nothing: 412, as RFC 9110 (13.1.1) has it, and not 400.
 *
 * @throws Problem REVISION_MISMATCH for a weak tag, a list, or anything else that is not one tag of ours
 */
export const ifMatchOf = (header: string | undefined): bigint | undefined => {
  if (header === undefined || header.trim() === '*') return undefined;
  const revision = tag.exec(header.trim())?.[1];
  if (revision !== undefined) return BigInt(revision);
  throw problems.REVISION_MISMATCH('If-Match takes one ETag as an answer of ours gave it, such as "3"');
};
