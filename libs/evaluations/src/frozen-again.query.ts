import { agreementById } from '@app/agreements';
import { compileAgreement } from '@app/agreements/domain';
import {
  frozenDocument,
  monthFrame,
  type EvaluationFrozen,
  type FrozenDocument,
} from '@app/evaluations/domain';
import type { Queryable } from '@app/platform';
import { parseInstant } from '@app/support-time';
import { evaluateFromFacts } from './evaluation.query.js';
import type { RecordedFreezeEvent } from './freezes.projection.js';

/** A freeze that was recorded, withdrawn since or not, and where in the log. */
export interface RecordedFreeze {
  readonly frozen: EvaluationFrozen;
  /** Of the event, decimal. */
  readonly position: string;
}

/** Every freeze of every month, by month and in the order of the log. */
export async function everyFreeze(sql: Queryable): Promise<readonly RecordedFreeze[]> {
  const rows = await sql<{ events: readonly RecordedFreezeEvent[] }[]>`
    select events from evaluation_freezes order by evaluation_id`;
  return rows.flatMap(({ events }) =>
    events.flatMap(({ event, position }) =>
      event.type === 'EvaluationFrozen' ? [{ frozen: event, position }] : [],
    ),
  );
}

/**
 * The document of a freeze, computed again from the facts up to its position; undefined where the agreement was not known
 * by then.
 *
 * @param sql looks into the schema of the facts
 * @throws RangeError where the freeze names no instant
 */
export async function frozenAgain(
  sql: Queryable,
  { agreementId, month, at, position }: EvaluationFrozen,
): Promise<FrozenDocument | undefined> {
  const upTo = BigInt(position);
  const instant = parseInstant(at);
  if (instant === undefined) throw new RangeError(`"${at}" is no instant`);
  const known = await agreementById(sql, agreementId, upTo);
  if (known === undefined) return undefined;
  const frame = monthFrame(compileAgreement(known.agreement), month, undefined, instant.second);
  return frozenDocument(await evaluateFromFacts(sql, frame, upTo), position);
}
