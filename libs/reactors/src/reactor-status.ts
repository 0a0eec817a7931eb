import type { EventStore } from '@app/event-store';
import type { Clock, Queryable } from '@app/platform';
import { BEHIND_MS, isGroupOwned, lagAfter } from '@app/projections';
import type { ReactorMemory } from './reactor-memory.js';
import type { Reactor } from './reactor.js';
import { reactorLock } from './run-reactor.js';

/** A line of `GET /v1/reactors`. */
export interface ReactorStatus {
  readonly name: string;
  readonly version: number;
  /** It has acted on everything up to here; null: on nothing yet. */
  readonly position: string | null;
  /** For how long the oldest event that it has not acted on has waited, ms. */
  readonly lagMs: number;
  /** `stopped`: no process owns it. */
  readonly state: 'running' | 'catching-up' | 'stopped';
  /** Partitions that it failed on. */
  readonly parked: readonly {
    readonly partition: string;
    readonly eventId: string;
    readonly error: string;
  }[];
}

/** Every reactor, in order: how far it is, and whether somebody looks after it. */
export const reactorStatus = async (options: {
  readonly sql: Queryable;
  readonly store: EventStore;
  readonly memory: ReactorMemory;
  readonly reactors: readonly Pick<Reactor, 'name' | 'version'>[];
  readonly clock: Clock;
}): Promise<readonly ReactorStatus[]> => {
  const { sql, store, memory, reactors, clock } = options;
  const lines: ReactorStatus[] = [];
  for (const { name, version } of reactors) {
    const mark = await memory.markOf(name);
    const position = mark?.version === version ? mark.position : undefined;
    const lagMs = await lagAfter(store, position, clock);
    const owned = await isGroupOwned(sql, reactorLock(name));
    const parked = (await memory.parked(name)).map(({ partition, cause, error }) => ({
      partition,
      eventId: cause.id,
      error,
    }));
    const state = !owned ? 'stopped' : lagMs > BEHIND_MS ? 'catching-up' : 'running';
    lines.push({ name, version, position: position?.toString() ?? null, lagMs, state, parked });
  }
  return lines;
};
