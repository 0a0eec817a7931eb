import type { ProjectionGroup } from '@app/projections';
import { apiProblems } from '../api.problems.js';

/** Projections of one group. */
export interface FoundProjections {
  readonly group: ProjectionGroup;
  readonly projections: readonly string[];
}

/**
 * What a path means by its name: a projection, or all of a group.
 *
 * @throws Problem PROJECTION_NOT_FOUND
 */
export const findProjections = (groups: readonly ProjectionGroup[], name: string): FoundProjections => {
  for (const group of groups) {
    const names = group.projections.map((projection) => projection.name);
    if (group.name === name) return { group, projections: names };
    if (names.includes(name)) return { group, projections: [name] };
  }
  throw apiProblems.PROJECTION_NOT_FOUND(`there is no projection ${name}; GET /v1/projections lists them`);
};
