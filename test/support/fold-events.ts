import type { StoredEvent } from '@app/event-store';
import type { Sql } from '@app/platform';
import { isHandled, type Projection } from '@app/projections';

/** Folds one event into read models the way the runner does: in their order, in one transaction, with what it touches. */
export const foldEvent = (
  sql: Sql,
  projections: readonly Projection[],
  event: StoredEvent,
): Promise<unknown> =>
  sql.begin(async (tx) => {
    const changed = new Map<string, string[]>();
    const save = async (projection: Projection, partitions: readonly string[], events: StoredEvent[]) => {
      const states = new Map(await projection.load(tx, partitions));
      for (const own of events) {
        const partition = projection.partitionBy(own) ?? '';
        states.set(partition, projection.apply(states.get(partition), own));
      }
      if (states.size === 0) return;
      await projection.save(tx, states, { changed });
      changed.set(projection.name, [...(changed.get(projection.name) ?? []), ...states.keys()]);
    };
    for (const projection of projections) {
      const partition = isHandled(projection, event.type) ? projection.partitionBy(event) : undefined;
      if (partition !== undefined) await save(projection, [partition], [event]);
      for await (const chunk of projection.touches?.(tx, new Map(changed)) ?? [])
        await save(projection, chunk, []);
    }
  });
