import { pino } from 'pino';
import { startEventNode } from '@app/event-node';
import { createEventStore, EventStoreError, type EventStore } from '@app/event-store';
import { createFaultyNetwork, type NetworkFault } from '../support/faulty-network.js';
import { createTestDatabase } from '../support/test-database.js';
import { randomFrom } from './rig/load.js';
import { faultsOfLog, readLogOf } from './rig/log-content.js';
import { seed, survived, wantedCuts } from './rig/tally.js';
import { watchLog } from './rig/watcher.js';

const random = randomFrom(seed);

/** Anywhere from the handshake to some dozens of appends later. */
const anyFault = (): NetworkFault => {
  const afterBytes = Math.floor(random() ** 2 * 30_000);
  const chance = random();
  if (chance < 0.7) return { kind: 'cut', afterBytes };
  if (chance < 0.85) return { kind: 'drop', afterBytes, forMs: 100 };
  return { kind: 'delay', afterBytes, byMs: 20 };
};

/** Appends event after event to a stream of its own, each under the revision before it, until it is told to stop. */
const write = async (
  store: EventStore,
  stream: string,
  isOver: () => boolean,
): Promise<readonly string[]> => {
  const appended: string[] = [];
  while (!isOver()) {
    const id = crypto.randomUUID();
    const event = { id, type: 'Noted', data: { id, text: 'x'.repeat(200) }, metadata: {} };
    const expected = appended.length === 0 ? 'no-stream' : BigInt(appended.length - 1);
    for (let answered = false; !answered;) {
      try {
        const outcome = await store.append(stream, [event], expected);
        if (outcome.kind !== 'appended') throw new Error(`${stream}: ${JSON.stringify(outcome.kind)}`);
        expect(outcome.revision).toBe(BigInt(appended.length));
        answered = true;
      } catch (error) {
        if (!(error instanceof EventStoreError) || error.code !== 'LOG_UNAVAILABLE') throw error;
      }
    }
    appended.push(id);
  }
  return appended;
};

describe('a network that cuts, drops and delays between clients and the event node', () => {
  it(
    `loses and doubles nothing under append and under subscription: ${wantedCuts} faults, seed ${seed}`,
    async () => {
      const database = await createTestDatabase();
      const logger = pino({ level: 'silent' });
      const node = await startEventNode({ database: { url: database.url }, port: 0, logger });
      // One for each client: those of one process share a connection to one address.
      const networks = await Promise.all([0, 1, 2, 3, 4].map(() => createFaultyNetwork(node.port, anyFault)));
      const [first = '', ...others] = networks.map(({ port }) => `esdb://127.0.0.1:${port}?tls=false`);
      const limits = { appendAttemptMs: 400, readIdleMs: 1_000, backoff: { firstMs: 10, maxMs: 50 } };
      const stores = others.map((connectionString) => createEventStore({ connectionString, ...limits }));
      const watcher = watchLog(first);
      try {
        const seen = (kind: 'cut' | 'drop' | 'delay'): number =>
          networks.reduce((sum, network) => sum + network.seen[kind], 0);
        const faults = (): number => seen('cut') + seen('drop') + seen('delay');
        const isOver = (): boolean =>
          faults() >= wantedCuts && networks.every((network) => network.seen.cut > 0);
        // Two writers a client: their appends are under way together when it is cut.
        const writers = [...stores, ...stores].map((store, index) => write(store, `stream-${index}`, isOver));
        const appended = await Promise.all(writers);
        const log = await readLogOf(database.url);
        expect(faultsOfLog(log)).toEqual([]);
        for (const [index, ids] of appended.entries()) {
          const stream = `stream-${index}`;
          expect(log.filter((event) => event.stream === stream).map(({ eventId }) => eventId)).toEqual(ids);
        }
        expect(await watcher.upTo(log.length)).toEqual(
          log.map(({ position, eventId }) => `${position} ${eventId}`),
        );
        for (const kind of ['cut', 'drop', 'delay'] as const) {
          expect(seen(kind)).toBeGreaterThan(0);
          survived(`network, ${kind}`, seen(kind));
        }
      } finally {
        await watcher.close();
        await Promise.all(stores.map((store) => store.close()));
        await Promise.all(networks.map((network) => network.close()));
        await node.stop();
        await database.drop();
      }
    },
    60_000 + wantedCuts * 5_000,
  );
});
