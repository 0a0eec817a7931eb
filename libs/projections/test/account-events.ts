import type { Sql } from '@app/platform';
import fc from 'fast-check';
import { partitionOrder } from '../src/parked/partition-command.js';
import type { MemoryEventStore } from './memory-event-store.js';

/** What may happen to the accounts. */
export type AccountEvent =
  | { kind: 'added'; account: number; amount: number; poison?: string | undefined }
  | { kind: 'moved'; account: number; region: number }
  | { kind: 'rate'; region: number; rate: number }
  | { kind: 'retry' | 'skip'; account: number }
  | { kind: 'other' };

export const accountEvent: fc.Arbitrary<AccountEvent> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('added' as const),
      account: fc.nat(5),
      amount: fc.nat(9),
      poison: fc.oneof(
        { weight: 12, arbitrary: fc.constant(undefined) },
        { weight: 1, arbitrary: fc.constantFrom('apply', 'save', 'partition') },
      ),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('moved' as const), account: fc.nat(5), region: fc.nat(2) }),
  },
  {
    weight: 2,
    // Even: no product of them is the one that is not allowed.
    arbitrary: fc.record({
      kind: fc.constant('rate' as const),
      region: fc.nat(2),
      rate: fc.nat(45).map((half) => 2 * half),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constantFrom('retry' as const, 'skip' as const), account: fc.nat(5) }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'other' as const }) },
);

/** An order about this account, or where it is not parked about one that is. */
const orderTo = (store: MemoryEventStore, kind: 'retry' | 'skip', account: string): void => {
  const oracle = new AccountsOracle();
  for (const event of store.events) oracle.take(event);
  const placed = [...oracle.parked.keys()].filter((each) => each.startsWith('a'));
  const partition = placed.includes(account) ? account : (placed[0] ?? account);
  const parkedAt = oracle.parked.get(partition)?.[0]?.position ?? 0n;
  const order = {
    id: 'spec',
    kind,
    projection: 'account',
    partition,
    parkedAt,
    reason: 'spec',
    metadata: {},
  };
  const { type, data } = partitionOrder(order);
  store.add(type, data, 'projection-accounts');
};

export const fill = (store: MemoryEventStore, events: readonly AccountEvent[]): void => {
  for (const event of events) {
    switch (event.kind) {
      case 'added': {
        const { poison, amount, account } = event;
        store.add('Added', { account: `a${account}`, amount, ...(poison && { poison }) }, `s${account}`);
        break;
      }
      case 'moved':
        store.add('Moved', { account: `a${event.account}`, region: `r${event.region}` });
        break;
      case 'rate':
        store.add('RateSet', { region: `r${event.region}`, rate: event.rate });
        break;
      case 'retry':
      case 'skip':
        orderTo(store, event.kind, `a${event.account}`);
        break;
      case 'other':
        store.add('SomethingElse', {});
    }
  }
};

interface AccountRow {
  readonly region: string;
  readonly total: number;
  readonly trail: string;
}

/** Accounts folded one event at a time: the same as the projections say, said a second time and without any batch. */
class AccountsOracle {
  readonly rates = new Map<string, number>();
  readonly rows = new Map<string, AccountRow>();
  readonly parked = new Map<string, MemoryEventStore['events']>();
  readonly skipped: [string, bigint][] = [];

  take(event: MemoryEventStore['events'][number]): void {
    const { type, data, stream } = event;
    if (type === 'RateSet') this.rates.set(String(data['region']), Number(data['rate']));
    if (type === 'ParkedPartitionRetried' || type === 'ParkedEventSkipped')
      this.order(type, String(data['partition']));
    if (type !== 'Added' && type !== 'Moved') return;
    const partition = data['poison'] === 'partition' ? stream : String(data['account']);
    const waiting = this.parked.get(partition);
    if (waiting !== undefined) waiting.push(event);
    else if (data['poison'] !== undefined) this.parked.set(partition, [event]);
    else this.add(partition, event);
  }

  private order(type: string, partition: string): void {
    const waiting = this.parked.get(partition);
    if (waiting === undefined) return;
    this.parked.delete(partition);
    const [first, ...others] = waiting;
    if (type === 'ParkedEventSkipped' && first !== undefined) this.skipped.push([partition, first.position]);
    for (const event of type === 'ParkedEventSkipped' ? others : waiting) this.take(event);
  }

  private add(partition: string, { type, data, position }: MemoryEventStore['events'][number]): void {
    const before = this.rows.get(partition) ?? { region: 'r0', total: 0, trail: '' };
    const trail = `${before.trail},${position}`;
    if (type === 'Moved') this.rows.set(partition, { ...before, region: String(data['region']), trail });
    else this.rows.set(partition, { ...before, total: before.total + Number(data['amount']), trail });
  }
}

const sorted = <T>(map: Map<string, T>): [string, T][] => [...map].sort(([a], [b]) => (a < b ? -1 : 1));

/** What the rows must be after these events. */
export const expectedRows = (store: MemoryEventStore) => {
  const oracle = new AccountsOracle();
  for (const event of store.events) oracle.take(event);
  const { rates, rows, parked, skipped } = oracle;
  const values = sorted(rows).map(([id, { total, region }]) => [id, total * (rates.get(region) ?? 0)]);
  const held = sorted(parked).map(([partition, events]) => [partition, events.length - 1]);
  const left = [...skipped].sort(([, a], [, b]) => Number(a - b));
  return { rates: sorted(rates), rows: sorted(rows), values, parked: held, skipped: left };
};

/** What the rows that serve are. */
export const actualRows = async (sql: Sql) => ({
  rates: (await sql`select region, rate from read.rate order by 1`).map((row) => [row.region, row.rate]),
  rows: (await sql`select id, region, total, trail from read.account order by 1`).map(({ id, ...row }) => [
    id,
    row,
  ]),
  values: (await sql`select id, value from read.value order by 1`).map((row) => [row.id, row.value]),
  parked: (await sql`select partition, skipped from read.parked_partition order by 1`).map((row) => [
    row.partition,
    row.skipped,
  ]),
  skipped: (await sql`select partition, position from read.skipped_event order by 2`).map((row) => [
    row.partition,
    row.position,
  ]),
});

/** So many events of every kind; the one with number 17 cannot be folded. */
export const manyEvents = (count: number): AccountEvent[] =>
  Array.from({ length: count }, (_, n) =>
    n % 5 === 4
      ? { kind: 'rate', region: n % 3, rate: 2 * n }
      : { kind: 'added', account: n % 6, amount: n % 10, ...(n === 17 ? { poison: 'apply' } : {}) },
  );
