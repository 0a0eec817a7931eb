import { everyFreeze, type FrozenDocuments, frozenAgain, hashOf } from '@app/evaluations';
import { EVALUATION_SCHEMA, type EvaluationFrozen } from '@app/evaluations/domain';
import type { Transaction } from '@app/platform';
import {
  type Difference,
  type DifferenceList,
  jsonDifferences,
  type JsonDifference,
} from '../domain/index.js';

const TABLE = 'vault.frozen_document';

const differenceOf = (
  { agreementId, month, sha256 }: EvaluationFrozen,
  code: Difference['code'],
  { pointer, stored, computed }: Omit<JsonDifference, 'pointer'> & { readonly pointer: string | null },
): Difference => ({
  part: 'frozen',
  code,
  table: TABLE,
  key: { agreementId, month, sha256 },
  column: pointer,
  stored: stored ?? null,
  computed: computed ?? null,
});

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text; // what is no JSON differs as a whole
  }
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** Sections that a document of this schema was frozen before are none of it: only what it has is held against it. */
const membersOf = (document: unknown, like: unknown): unknown =>
  isObject(document) && isObject(like)
    ? Object.fromEntries(Object.entries(document).filter(([name]) => name in like))
    : document;

const checkOne = async (
  tx: Transaction,
  frozen: EvaluationFrozen,
  documents: Pick<FrozenDocuments, 'kept'>,
): Promise<readonly Difference[]> => {
  const { sha256, schema } = frozen;
  const text = await documents.kept(sha256);
  if (text === undefined)
    return [differenceOf(frozen, 'DOCUMENT_MISSING', { pointer: null, stored: null, computed: sha256 })];
  const hash = { pointer: 'sha256', stored: hashOf(text), computed: sha256 };
  const bytes = hash.stored === sha256 ? [] : [differenceOf(frozen, 'DOCUMENT_CHANGED', hash)];
  if (schema !== EVALUATION_SCHEMA) {
    const unknown = { pointer: '/schema', stored: schema, computed: EVALUATION_SCHEMA };
    return [...bytes, differenceOf(frozen, 'SCHEMA_UNKNOWN', unknown)];
  }
  const stored = parsed(text);
  // As JSON has it: what is undefined is not there.
  const again = JSON.parse(JSON.stringify((await frozenAgain(tx, frozen)) ?? null)) as unknown;
  const found = [...jsonDifferences(stored, membersOf(again, stored))];
  return [...bytes, ...found.map((difference) => differenceOf(frozen, 'FIGURE_DIFFERS', difference))];
};

/**
 * Every month that was ever frozen, withdrawn or not: the bytes of its document against the hash that the log has of them,
 * and its figures against those computed again from the facts up to its position.
 *
 * @param tx looks into schema `scratch`: the facts are those that the verification has read
 * @returns how many freezes were looked at
 */
export const checkFrozen = async (
  tx: Transaction,
  documents: Pick<FrozenDocuments, 'kept'>,
  differences: DifferenceList,
  onFrozen: (done: number, total: number) => void,
): Promise<number> => {
  const freezes = await everyFreeze(tx);
  for (const [done, { frozen }] of freezes.entries()) {
    onFrozen(done, freezes.length);
    for (const difference of await checkOne(tx, frozen, documents)) differences.add(difference);
  }
  onFrozen(freezes.length, freezes.length);
  return freezes.length;
};
