import canonicalize from 'canonicalize';
import type { Evaluation } from './evaluation.js';
import type { PublishedRow } from './month-of-published.js';

/** The shape of a frozen document: a later one gets another name, and what is frozen keeps its own. */
export const EVALUATION_SCHEMA = 'evaluation/1';

type WithoutName<Row> = Row extends unknown ? Omit<Row, 'decidedBy'> : never;

/** The addenda are not frozen: they are what comes afterwards. */
type Frozen = Omit<Evaluation, 'addenda' | 'exclusions' | 'publishedFigures'>;

type Published = Evaluation['publishedFigures'];

/**
 * The evaluation as a meeting saw it: ids, codes and numbers alone. Who decided an exclusion, or captured a published
 * figure and where, is the fact that says so; names and words are joined when the document is shown, so that a person
 * can be forgotten and the bytes stay.
 */
export interface FrozenDocument extends Frozen {
  readonly schema: typeof EVALUATION_SCHEMA;
  /** Of the log: the facts up to here are in it. */
  readonly position: string;
  readonly exclusions: readonly WithoutName<Evaluation['exclusions'][number]>[];
  readonly publishedFigures: Omit<Published, 'figures'> & {
    readonly figures: readonly Omit<PublishedRow, 'by' | 'source'>[];
  };
}

/** The document to freeze, of an evaluation of the log up to a position. */
export function frozenDocument(
  { addenda: _, exclusions, publishedFigures, ...evaluation }: Evaluation,
  position: string,
): FrozenDocument {
  return {
    ...evaluation,
    schema: EVALUATION_SCHEMA,
    position,
    exclusions: exclusions.map(({ decidedBy: _decidedBy, ...exclusion }) => exclusion),
    publishedFigures: {
      ...publishedFigures,
      figures: publishedFigures.figures.map(({ by: _by, source: _source, ...figure }) => figure),
    },
  };
}

/** Its canonical JSON (RFC 8785): one document has one form, whoever writes it. */
export function canonicalText(document: FrozenDocument): string {
  const text = canonicalize(document);
  if (text === undefined) throw new Error('a frozen document is JSON');
  return text;
}

/** What was left out of a document, by the facts it came from; null where nobody is known, or known any more. */
export interface WordsOf {
  /** Who decided an exclusion. */
  decidedBy(exclusion: FrozenDocument['exclusions'][number]): string | null;
  /** Who captured a published figure, and where. */
  captured(
    figure: FrozenDocument['publishedFigures']['figures'][number],
  ): Pick<PublishedRow, 'by' | 'source'>;
}

/** Sections that documents frozen before there were any do not have. */
const ADDED_SINCE: Pick<FrozenDocument, 'atRisk' | 'publishedFigures'> = {
  atRisk: [],
  publishedFigures: { figures: [], crossCheck: null },
};

/** A frozen document as it is shown: names joined, nothing added yet. */
export function shownAgain(frozen: FrozenDocument, words: WordsOf): Evaluation {
  const {
    schema: _,
    position: _position,
    exclusions,
    publishedFigures,
    ...document
  } = {
    ...ADDED_SINCE,
    ...frozen,
  };
  return {
    ...document,
    exclusions: exclusions.map((exclusion) => ({ ...exclusion, decidedBy: words.decidedBy(exclusion) })),
    publishedFigures: {
      ...publishedFigures,
      figures: publishedFigures.figures.map((figure) => ({ ...figure, ...words.captured(figure) })),
    },
    addenda: [],
  };
}
