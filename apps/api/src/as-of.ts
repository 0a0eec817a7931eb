import { problems, type Transaction } from '@app/platform';
import { positionAtMs, recordedAtMsOf } from '@app/projections';
import { parseInstant, type EpochSecond, type Instant } from '@app/support-time';
import type { KnownQuery } from './http/known.query.dto.js';

/** How much of the log is asked about: up to a position, or what had been recorded by an instant. */
export type AsOf =
  | { readonly kind: 'position'; readonly position: bigint }
  | { readonly kind: 'instant'; readonly at: Instant };

/** What had been recorded by then. */
interface KnownThen {
  /** Of the last event of it; -1: nothing. */
  readonly upTo: bigint;
  /** When that was; what `at` defaults to. */
  readonly second: EpochSecond;
}

/**
 * What a query asks about; undefined: all there is.
 *
 * @throws Problem VALIDATION_FAILED where it asks twice
 */
export function asOfIn({ asOf, asOfPosition }: KnownQuery): AsOf | undefined {
  if (asOf !== undefined && asOfPosition !== undefined)
    throw invalid('asOfPosition', 'give either asOf or asOfPosition');
  if (asOfPosition !== undefined) return { kind: 'position', position: BigInt(asOfPosition) };
  // The query's class has seen to it that the text is an instant.
  const at = asOf === undefined ? undefined : parseInstant(asOf);
  return at && { kind: 'instant', at };
}

/** The millisecond that an instant lies in: of the log's clock, which has no finer digits, all up to it have been then. */
export const msOf = ({ second, fraction }: Instant): number =>
  second * 1_000 + Number(fraction.slice(0, 3).padEnd(3, '0'));

/**
 * Finds the last position that is asked about, in rows that hold it.
 *
 * @throws Problem VALIDATION_FAILED for a position before the first event: there is no instant to be known at
 */
export async function knownThen(tx: Transaction, asOf: AsOf): Promise<KnownThen> {
  if (asOf.kind === 'instant')
    return { upTo: (await positionAtMs(tx, msOf(asOf.at))) ?? -1n, second: asOf.at.second };
  const ms = await recordedAtMsOf(tx, asOf.position);
  if (ms === undefined) throw invalid('asOfPosition', 'lies before the first event of the log');
  return { upTo: asOf.position, second: Math.floor(ms / 1_000) };
}

/** The answer to an instant that is still to come: what will have been recorded by then nobody knows. */
export const inTheFuture = () => invalid('asOf', 'must not lie in the future');

const invalid = (parameter: 'asOf' | 'asOfPosition', detail: string) =>
  problems.VALIDATION_FAILED('the query cannot be used', {
    errors: [{ pointer: `/query/${parameter}`, code: 'INVALID_VALUE', detail }],
  });
