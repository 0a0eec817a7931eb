import type { Freeze } from '@app/evaluations/domain';
import type { Snapshot } from '@app/projections';
import { shownEvaluation } from './evaluation-sections.js';
import type { ReadMonth } from './month-reader.js';

/** A month as it is answered, but for the position, which is the whole answer's. */
export const shownMonth = (month: ReadMonth, snapshot: Snapshot, include: string | undefined) => ({
  ...shownEvaluation(month.evaluation, include),
  ...standingOf(month, snapshot),
});

/** How settled a month is: open, frozen or restated, by which freeze, and what is missing from it. */
export const standingOf = ({ status, freeze, treeHead }: ReadMonth, snapshot: Snapshot) => ({
  status,
  ...(freeze && { frozen: { ...frozenNote(freeze), ...(treeHead && { treeHead }) } }),
  ...incompleteIn(snapshot),
});

/** What an answer says of the freeze that it is read from, or that it restates. */
const frozenNote = ({ at, position, sha256, schema, engine, by, note }: Freeze['frozen']) => ({
  at,
  position,
  sha256,
  schema,
  engine,
  ...(by !== undefined && { by }),
  ...(note !== undefined && { note }),
});

/** What a partition lacks is missing from the figures: the answer says so. */
export const incompleteIn = ({
  incomplete: lacking,
}: Snapshot): { readonly incomplete?: readonly string[] } =>
  lacking.length === 0 ? {} : { incomplete: lacking.map(({ partition }) => partition) };
