import type { Projection } from './projection.js';

/**
 * The read models of one kind of answer: one checkpoint, one transaction a batch, so that an answer read in one snapshot
 * is of one position.
 */
export interface ProjectionGroup {
  /** Unique in the ledger; part of notifications, locks and metrics. */
  readonly name: string;
  /** In order: a later projection may read the rows of earlier ones. */
  readonly projections: readonly Projection[];
}

/** @throws Error when two projections of the group have one name or write one table */
export const defineGroup = (group: ProjectionGroup): ProjectionGroup => {
  const names = group.projections.map(({ name }) => name);
  const tables = group.projections.flatMap((projection) => projection.tables);
  const twice = [names, tables].flatMap((list) => list.filter((each, index) => list.indexOf(each) !== index));
  if (twice.length > 0) throw new Error(`group ${group.name} has ${twice.join(', ')} twice`);
  return group;
};

/** Changes whenever the rows of the group would: `ticket@2,clock_verdict@1`. */
export const versionOf = (group: ProjectionGroup): string =>
  group.projections.map(({ name, version }) => `${name}@${version}`).join(',');
