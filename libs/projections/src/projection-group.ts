import { createHash } from 'node:crypto';
import type { Projection } from './projection.js';

/**
 * The read models of one kind of answer: one checkpoint, one transaction a batch, so that an answer read in one snapshot
 * is of one position.
 */
export interface ProjectionGroup {
  /** Unique in the ledger; part of notifications, locks, metrics and the stream of commands. */
  readonly name: string;
  /** In order: a later projection may read the rows of earlier ones. */
  readonly projections: readonly Projection[];
}

const namesOf = (projection: Projection): string[] => Object.keys(projection.tables);

/** @throws Error when two projections of the group have one name or write one table */
export const defineGroup = (group: ProjectionGroup): ProjectionGroup => {
  const names = group.projections.map(({ name }) => name);
  const tables = group.projections.flatMap(namesOf);
  const twice = [names, tables].flatMap((list) => list.filter((each, index) => list.indexOf(each) !== index));
  if (twice.length > 0) throw new Error(`group ${group.name} has ${twice.join(', ')} twice`);
  return group;
};

/** Names of the group's tables, in the order of its projections. */
export const tablesOf = (group: ProjectionGroup): string[] => group.projections.flatMap(namesOf);

/** Changes whenever the rows of the projection would: its version, and a hash of its tables. @example `tickets@2.1f6e09ab` */
export const projectionVersion = ({ name, version, tables, readIndexes }: Projection): string => {
  const made = JSON.stringify(readIndexes === undefined ? tables : { tables, readIndexes });
  const hash = createHash('sha256').update(made).digest('hex').slice(0, 8);
  return `${name}@${version}.${hash}`;
};

/** Changes whenever the rows of the group would. */
export const versionOf = (group: ProjectionGroup): string =>
  group.projections.map(projectionVersion).join(',');
