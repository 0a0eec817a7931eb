import type { EventStore } from '@app/event-store';
import type { Queryable } from '@app/platform';
import type { ProjectionGroup } from '../projection-group.js';
import { parkedPartitions } from './parked-partitions.js';
import { type CommandKind, commandStream, partitionOrder } from './partition-command.js';

/** What is to be done about which parked partition, who says so and why. */
export interface PartitionOrder {
  readonly kind: CommandKind;
  /** The partition is one of these projections'. */
  readonly projections: readonly string[];
  readonly partition: string;
  /** Where it is parked, as the list of parked partitions says. */
  readonly parkedAt: bigint;
  readonly reason: string;
  readonly metadata: Readonly<Record<string, unknown>>;
  /** UUID for the event. */
  readonly id: string;
}

/**
 * `given`: it is in the log, and carried out once the rows hold its position. `not-parked`: nothing is parked there.
 * `rebuild-needed`: nobody could say whose event it is, and others of its partition may have gone past.
 * `nothing-to-skip`: no event is to blame.
 */
export type OrderOutcome =
  | { readonly kind: 'given'; readonly position: bigint }
  | { readonly kind: 'not-parked' | 'rebuild-needed' | 'nothing-to-skip' };

interface Request {
  readonly scope: string;
  readonly key: string;
}

/** The order that the same request has given before. */
const givenBefore = async (
  store: EventStore,
  group: string,
  { scope, key }: Request,
): Promise<bigint | undefined> => {
  for await (const { metadata, position } of store.readStream(commandStream(group))) {
    const request = metadata['idempotency'] as Request | undefined;
    if (request?.scope === scope && request.key === key) return position;
  }
  return undefined;
};

/**
 * Gives an order about a parked partition; the same request again, by its `Idempotency-Key`, gives it once.
 *
 * @param sql looks at the rows that serve
 */
export const givePartitionOrder = async (
  sql: Queryable,
  store: EventStore,
  group: ProjectionGroup,
  { projections, ...order }: PartitionOrder,
): Promise<OrderOutcome> => {
  const request = order.metadata['idempotency'] as Request | undefined;
  const before = request && (await givenBefore(store, group.name, request));
  if (before !== undefined) return { kind: 'given', position: before };
  const parked = await parkedPartitions(sql, group.name, projections);
  const found = parked.find(
    ({ partition, position }) => partition === order.partition && position === order.parkedAt,
  );
  if (found === undefined) return { kind: 'not-parked' };
  if (!found.placed) return { kind: 'rebuild-needed' };
  if (order.kind === 'skip' && found.event === undefined) return { kind: 'nothing-to-skip' };
  const event = partitionOrder({ ...order, projection: found.projection });
  const outcome = await store.append(commandStream(group.name), [event], 'any');
  if (outcome.kind !== 'appended') throw new Error('an append at any revision was refused for its revision');
  return { kind: 'given', position: outcome.position };
};
