import type { Projection } from './projection.js';

/**
 * States of partitions between batches, newest last. Only what has been committed is in it; whoever becomes owner of
 * the group begins with none.
 */
export class StateCache {
  private readonly states = new Map<string, Map<string, unknown>>();

  get(projection: Projection, partition: string): unknown {
    return this.states.get(projection.name)?.get(partition);
  }

  put(projection: Projection, saved: ReadonlyMap<string, unknown>): void {
    const limit = projection.keepStates ?? 0;
    if (limit === 0) return;
    const kept = this.states.get(projection.name) ?? new Map<string, unknown>();
    this.states.set(projection.name, kept);
    for (const [partition, state] of saved) {
      kept.delete(partition);
      kept.set(partition, projection.saved === undefined ? state : projection.saved(state));
    }
    for (const partition of kept.keys()) {
      if (kept.size <= limit) break;
      kept.delete(partition);
    }
  }

  clear(): void {
    this.states.clear();
  }
}
