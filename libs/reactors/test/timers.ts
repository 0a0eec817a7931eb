import type { StoredEvent } from '@app/event-store';
import type { Transaction } from '@app/platform';
import { defineGroup, defineProjection } from '@app/projections';
import type { Deadline } from '../src/deadlines/deadline.js';
import type { DeadlineReaction } from '../src/deadlines/deadline-reaction.js';
import { deadlinesProjection } from '../src/deadlines/deadlines.projection.js';
import { dueTable, replaceDue } from '../src/deadlines/due-table.js';

/** That a timer goes off then (null: at no time), by the `weight`iest thing said of it: whatever the order of arrival. */
export interface TimerSet {
  readonly name: string;
  readonly weight: number;
  readonly at: number | null;
}

type Timers = ReadonlyMap<string, TimerSet>;

/** What the set of facts makes of timers. */
export const timersOf = (facts: readonly TimerSet[]): Timers => {
  const timers = new Map<string, TimerSet>();
  for (const fact of facts) {
    if (fact.weight >= (timers.get(fact.name)?.weight ?? -1)) timers.set(fact.name, fact);
  }
  return timers;
};

/** A small domain: clocks of a kitchen, each owner with some timers. */
const timers = defineProjection<Timers>({
  name: 'timers',
  version: 1,
  handles: ['TimerSet'],
  tables: {
    timer: 'create table timer (owner text primary key, timers jsonb not null)',
    timer_due: dueTable('timer_due'),
  },
  partitionBy: ({ stream }) => stream,
  load: async (tx, owners) => {
    const rows = await tx<{ owner: string; timers: TimerSet[] }[]>`
      select * from timer where owner = any(${owners as string[]})`;
    return new Map(rows.map(({ owner, timers: facts }) => [owner, timersOf(facts)]));
  },
  apply: (state = new Map(), { data }) => timersOf([...state.values(), data as unknown as TimerSet]),
  save: async (tx, changed) => {
    await saveTimers(tx, changed);
    const deadlines = [...changed].flatMap(([owner, state]) =>
      [...state.values()].flatMap(({ name, at }) => (at === null ? [] : deadlineOf(owner, name, at))),
    );
    await replaceDue(tx, 'timer_due', [...changed.keys()], deadlines);
  },
});

async function saveTimers(tx: Transaction, changed: ReadonlyMap<string, Timers>): Promise<void> {
  const rows = [...changed].map(([owner, state]) => ({ owner, timers: [...state.values()] }));
  await tx`delete from timer where owner = any(${[...changed.keys()]})`;
  await tx`insert into timer select * from jsonb_populate_recordset(null::timer, ${tx.json(rows as never)})`;
}

const deadlineOf = (owner: string, name: string, at: number): Deadline => ({
  owner,
  key: name,
  kind: 'timer',
  agreementId: null,
  customerId: null,
  dueAt: at,
  passesAt: at,
  data: {},
});

/** What is said of timers that went off. */
export const rings: DeadlineReaction = {
  handles: ['Rang', 'Unrang'],
  streamOf: (owner) => `ring-${owner}`,
  read: ({ type, data, stream }: StoredEvent) => {
    const owner = stream.slice('ring-'.length);
    const [id, key, at] = [String(data['id']), String(data['key']), Number(data['at'])];
    if (type === 'Unrang') return { kind: 'lifted', id, owner, key, at };
    return { kind: 'fired', id, at, deadline: deadlineOf(owner, key, Number(data['dueAt'])) };
  },
  prepare: () => Promise.resolve(undefined),
  fired: ({ key, dueAt }, id, at) => ({ type: 'Rang', data: { id, key, at, dueAt }, metadata: {} }),
  lifted: ({ id, deadline: { key } }, _deadline, at) => ({
    type: 'Unrang',
    data: { id, key, at },
    metadata: {},
  }),
};

/** The group of both. */
export const kitchen = () =>
  defineGroup({
    name: 'kitchen',
    projections: [
      timers,
      deadlinesProjection([{ projection: 'timers', ownerOf: (owner) => owner, rows: 'timer_due' }], rings),
    ],
  });
