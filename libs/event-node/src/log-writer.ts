import { type Clock, type Sql } from '@app/platform';
import { type AppendCommand, type AppendResult } from './domain/append-command.js';
import { type StoredId } from './domain/decide-append.js';
import { lookupsFor } from './domain/lookups.js';
import { type GroupPlan, type KnownStream, type LogHead, planGroup } from './domain/plan-group.js';
import { type LiveTail } from './live-tail.js';
import { insertEvents, isTakenRevision, readLastRevisions, readStoredIds } from './storage/log-table.js';
import { StreamHeads } from './stream-heads.js';

/** So many groups ask for every stream after one took a stream for new that was not. */
const askingGroups = 64;

// It names no stream that exists, if it is right: then there is nothing to be asked, and if not, the place of its first
// event is taken.
const saysNew = ({ expected, events }: AppendCommand): boolean =>
  expected.kind === 'no-stream' && events.length > 0;

/**
 * Decides and writes one group of appends at a time, in one transaction. When `write` throws, nothing of the group may
 * be called written: how it ended is not known until the head has been read again (`restart`).
 */
export class LogWriter {
  private readonly heads: StreamHeads;
  private asking = 0;

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
    this.asking = Math.max(0, this.asking - 1);
    const assumed = this.asking > 0 ? new Set<string>() : this.takenForNew(commands);
    try {
      return await this.writePlanned(await this.plan(commands, assumed));
    } catch (error) {
      if (assumed.size === 0 || !isTakenRevision(error)) throw error;
      // The one statement that writes has failed, so nothing is written: once more, with every stream looked up.
      this.asking = askingGroups;
      return this.writePlanned(await this.plan(commands, new Set()));
    }
  }

  /** Streams that a group, in its first append to them, says are new, and of which nothing else is known. */
  private takenForNew(commands: readonly AppendCommand[]): Set<string> {
    const seen = new Set<string>();
    const assumed = new Set<string>();
    for (const command of commands) {
      if (seen.has(command.stream)) continue;
      seen.add(command.stream);
      if (saysNew(command) && this.heads.get(command.stream) === undefined) assumed.add(command.stream);
    }
    return assumed;
  }

  private async writePlanned(plan: GroupPlan): Promise<{ results: readonly AppendResult[]; events: number }> {
    if (plan.events.length > 0) {
      await insertEvents(this.sql(), plan.events);
      this.head = plan.head;
      for (const event of plan.events) this.heads.set(event.stream, event.revision);
      this.tail.push(plan.events);
    }
    return { results: plan.results, events: plan.events.length };
  }

  /** @param assumed streams that are new, unless the database says otherwise when they are written */
  private async plan(commands: readonly AppendCommand[], assumed: ReadonlySet<string>): Promise<GroupPlan> {
    const lasts = await this.lastRevisions(commands, assumed);
    const lookups = lookupsFor(commands, (stream) => lasts.get(stream) ?? -1);
    const stored = new Map<string, StoredId[]>();
    if (lookups.ids.length + lookups.ranges.length > 0) {
      for (const row of await readStoredIds(this.sql(), lookups)) {
        const rows = stored.get(row.stream);
        if (rows === undefined) stored.set(row.stream, [row]);
        else rows.push(row);
      }
    }
    const known = new Map<string, KnownStream>();
    for (const [stream, last] of lasts) known.set(stream, { last, stored: stored.get(stream) ?? [] });
    return planGroup(commands, known, this.head, this.clock.nowMs());
  }

  private async lastRevisions(
    commands: readonly AppendCommand[],
    assumed: ReadonlySet<string>,
  ): Promise<ReadonlyMap<string, number>> {
    const lasts = new Map<string, number>();
    const unknown = new Set<string>();
    for (const { stream } of commands) {
      const last = assumed.has(stream) ? -1 : this.heads.get(stream);
      if (last === undefined) unknown.add(stream);
      else lasts.set(stream, last);
    }
    if (unknown.size === 0) return lasts;
    for (const [stream, last] of await readLastRevisions(this.sql(), [...unknown])) {
      lasts.set(stream, last);
      this.heads.set(stream, last);
    }
    return lasts;
  }
}
