import type { UpTo } from '@app/facts';
import type { Queryable } from '@app/platform';
import type { AgreementsInForce } from '@app/service-levels';
import { findInOutages } from './find-in-outages.js';
import { findInProblems } from './find-in-problems.js';
import { findInTickets } from './find-in-tickets.js';
import type { FindingRow, SubjectKind } from './finding.rows.js';

type Find = (
  sql: Queryable,
  agreements: AgreementsInForce,
  ids: readonly string[],
  upTo?: UpTo,
) => Promise<FindingRow[]>;

/** How the findings of some subjects of a kind are found, now or by what was known. */
export const FIND: Readonly<Record<SubjectKind, Find>> = {
  ticket: findInTickets,
  outage: findInOutages,
  problem: findInProblems,
};
