import canonicalize from 'canonicalize';
import type { Evaluation } from './evaluation.js';

/** The shape of a frozen document: a later one gets another name, and what is frozen keeps its own. */
export const EVALUATION_SCHEMA = 'evaluation/1';

type WithoutName<Row> = Row extends unknown ? Omit<Row, 'decidedBy'> : never;

/** The addenda are not frozen: they are what comes afterwards. */
type Frozen = Omit<Evaluation, 'addenda' | 'exclusions'>;

/**
 * The evaluation as a meeting saw it: ids, codes and numbers alone. Who decided an exclusion is the fact that says so;
 * the name is joined when the document is shown, so that a person can be forgotten and the bytes stay.
 */
export interface FrozenDocument extends Frozen {
  readonly schema: typeof EVALUATION_SCHEMA;
  /** Of the log: the facts up to here are in it. */
  readonly position: string;
  readonly exclusions: readonly WithoutName<Evaluation['exclusions'][number]>[];
}

/** The document to freeze, of an evaluation of the log up to a position. */
export function frozenDocument(
  { addenda: _, exclusions, ...evaluation }: Evaluation,
  position: string,
): FrozenDocument {
  return {
    ...evaluation,
    schema: EVALUATION_SCHEMA,
    position,
    exclusions: exclusions.map(({ decidedBy: _decidedBy, ...exclusion }) => exclusion),
  };
}

/** Its canonical JSON (RFC 8785): one document has one form, whoever writes it. */
export function canonicalText(document: FrozenDocument): string {
  const text = canonicalize(document);
  if (text === undefined) throw new Error('a frozen document is JSON');
  return text;
}

/** Whose name belongs where `decidedBy` was left out: by the fact that decided; null where nobody is known. */
export type NameOf = (exclusion: FrozenDocument['exclusions'][number]) => string | null;

/** A frozen document as it is shown: names joined, nothing added yet. */
export function shownAgain(
  { schema: _, position: _position, exclusions, ...document }: FrozenDocument,
  nameOf: NameOf,
): Evaluation {
  return {
    ...document,
    exclusions: exclusions.map((exclusion) => ({ ...exclusion, decidedBy: nameOf(exclusion) })),
    addenda: [],
  };
}
