import { leafAt, type StoredLeaf } from '@app/audit';
import type { EventStore } from '@app/event-store';
import { streamOf, type Target } from '@app/facts';
import { problems, type Queryable } from '@app/platform';
import { apiProblems } from '../api.problems.js';
import type { InclusionQuery } from './proof.query.dto.js';

/** Says which event a query means. @throws Problem VALIDATION_FAILED where it says none, or several */
const meant = (query: InclusionQuery): { readonly position: bigint } | { target: Target; factId: string } => {
  const { factId, position, ticketId, outageId, problemId } = query;
  const ids = { ticket: ticketId, outage: outageId, problem: problemId };
  const targets = (['ticket', 'outage', 'problem'] as const).flatMap((kind) => {
    const id = ids[kind];
    return id === undefined ? [] : [{ kind, id }];
  });
  const [target] = targets;
  if (position !== undefined && factId === undefined && targets.length === 0)
    return { position: BigInt(position) };
  if (position === undefined && factId !== undefined && target !== undefined && targets.length === 1)
    return { target, factId };
  const detail = 'give `position`, or `factId` with one of `ticketId`, `outageId` and `problemId`';
  const pointer = position === undefined ? '/query/factId' : '/query/position';
  throw problems.VALIDATION_FAILED(detail, { errors: [{ pointer, code: 'INVALID_VALUE', detail }] });
};

/**
 * The leaf of the event that a query means.
 *
 * @throws Problem LEAF_NOT_FOUND where the log, or the tree until now, has none
 */
export async function findLeaf(sql: Queryable, log: EventStore, query: InclusionQuery): Promise<StoredLeaf> {
  const what = meant(query);
  const position = 'position' in what ? what.position : await positionOf(log, what.target, what.factId);
  const leaf = position === undefined ? undefined : await leafAt(sql, position);
  if (leaf === undefined) throw apiProblems.LEAF_NOT_FOUND('the transparency log has no leaf of that event');
  return leaf;
}

async function positionOf(log: EventStore, target: Target, factId: string): Promise<bigint | undefined> {
  for await (const { data, position } of log.readStream(streamOf(target))) {
    if (data['id'] === factId) return position;
  }
  return undefined;
}
