import { type Clock, type Sql } from '@app/platform';
import { type AppendCommand, type AppendResult } from './domain/append-command.js';
import { type StoredId } from './domain/decide-append.js';
import { lookupsFor } from './domain/lookups.js';
import { type KnownStream, type LogHead, planGroup } from './domain/plan-group.js';
import { type LiveTail } from './live-tail.js';
import { insertEvents, readLastRevisions, readStoredIds } from './storage/log-table.js';
import { StreamHeads } from './stream-heads.js';

/**
 * Decides and writes one group of appends at a time, in one transaction. When `write` throws, nothing of the group may
 * be called written: how it ended is not known until the head has been read again (`restart`).
 */
export class LogWriter {
  private readonly heads: StreamHeads;

  constructor(
    private readonly sql: () => Sql,
    private readonly tail: LiveTail,
    private readonly clock: Clock,
    private head: LogHead,
    cachedStreams = 100_000,
  ) {
    this.heads = new StreamHeads(cachedStreams);
  }

  /** Begins anew from what the table holds: nothing known from before counts. */
  restart(head: LogHead): void {
    this.heads.clear();
    this.head = { position: head.position, createdMs: Math.max(head.createdMs, this.head.createdMs) };
  }

  /** @returns a result for each command, in order, once the events are durable and readers can see them */
  async write(
    commands: readonly AppendCommand[],
  ): Promise<{ results: readonly AppendResult[]; events: number }> {
    const known = await this.known(commands);
    const plan = planGroup(commands, known, this.head, this.clock.nowMs());
    if (plan.events.length > 0) {
      await insertEvents(this.sql(), plan.events);
      this.head = plan.head;
      for (const event of plan.events) this.heads.set(event.stream, event.revision);
      this.tail.push(plan.events);
    }
    return { results: plan.results, events: plan.events.length };
  }

  private async known(commands: readonly AppendCommand[]): Promise<ReadonlyMap<string, KnownStream>> {
    const lasts = new Map<string, number>();
    const unknown = new Set<string>();
    for (const { stream } of commands) {
      const last = this.heads.get(stream);
      if (last === undefined) unknown.add(stream);
      else lasts.set(stream, last);
    }
    if (unknown.size > 0) {
      for (const [stream, last] of await readLastRevisions(this.sql(), [...unknown])) {
        lasts.set(stream, last);
        this.heads.set(stream, last);
      }
    }
    const lookups = lookupsFor(commands, (stream) => lasts.get(stream) ?? -1);
    const stored = new Map([...lasts.keys()].map((stream) => [stream, [] as StoredId[]]));
    if (lookups.ids.length + lookups.ranges.length > 0) {
      for (const row of await readStoredIds(this.sql(), lookups)) stored.get(row.stream)?.push(row);
    }
    return new Map([...lasts].map(([stream, last]) => [stream, { last, stored: stored.get(stream) ?? [] }]));
  }
}
