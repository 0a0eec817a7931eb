import { randomUUID } from 'node:crypto';
import { createServer, type Socket } from 'node:net';
import { createEventStore, type EventStore, type EventStoreOptions, type NewEvent } from '@app/event-store';
import { collect, errorOf, uniqueName } from './support/events.js';
import { namedServer, startServer, type EmbeddedServer } from './support/server.js';
import { startProxy, type TcpProxy } from './support/tcp-proxy.js';

const one = (): readonly NewEvent[] => [
  { id: randomUUID(), type: 'Counted', data: {}, metadata: { schema: 1 } },
];
const never = 600_000;

describe('how long the event store goes on asking', () => {
  let server: Pick<EmbeddedServer, 'connectionString' | 'stop'>;
  let proxy: TcpProxy;
  const stores: EventStore[] = [];
  const failed = { code: 'LOG_UNAVAILABLE' };

  const open = (connectionString: string, limits: Partial<EventStoreOptions> = {}) => {
    const log = createEventStore({ connectionString, ...limits });
    stores.push(log);
    return log;
  };
  beforeAll(async () => (server = await startServer()));
  beforeEach(async () => (proxy = await startProxy(namedServer ?? server.connectionString)));
  afterEach(async () => {
    await Promise.all(stores.splice(0).map((store) => store.close()));
    await proxy.stop();
  });
  afterAll(() => server.stop());

  it('callers of one connection have patience of their own', async () => {
    const nobody = open('esdb://127.0.0.1:1?tls=false', { appendTotalMs: never, awayMs: never });
    const patient = nobody.append(uniqueName(), one(), 'any').catch(() => 'gave up');
    const hasty = nobody.withLimits({ appendTotalMs: 300, readTotalMs: 300 });
    expect(await errorOf(hasty.append(uniqueName(), one(), 'any'))).toMatchObject(failed);
    expect(await errorOf(collect(hasty.readStream('s')))).toMatchObject(failed);
    expect(await Promise.race([patient, Promise.resolve('still asking')])).toBe('still asking');
    await nobody.close();
    expect(await patient).toBe('gave up');
  });

  it('once the log has been away for long, the first failure is an answer', async () => {
    // Nobody would hear of it within the time of this test otherwise: each has ten minutes of its own.
    const log = open(proxy.connectionString, { appendTotalMs: never, readTotalMs: never, awayMs: 1_000 });
    expect(await log.append(uniqueName(), one(), 'any')).toMatchObject({ kind: 'appended' });
    const target = new URL(proxy.connectionString.replace('esdb:', 'http:'));
    await proxy.stop();
    expect(await errorOf(log.append(uniqueName(), one(), 'any'))).toMatchObject(failed);
    expect(await errorOf(collect(log.readStream('s')))).toMatchObject(failed);
    expect(await errorOf(log.last())).toMatchObject(failed);
    // Nothing of that is remembered when it is back.
    proxy = await startProxy(namedServer ?? server.connectionString, Number(target.port));
    expect(await log.append(uniqueName(), one(), 'any')).toMatchObject({ kind: 'appended' });
  });

  it('the time that a reader takes is not counted against the log', async () => {
    const stream = uniqueName();
    const direct = open(server.connectionString);
    const text = 'x'.repeat(300_000);
    const events = [0, 1, 2].map(() => ({ ...one()[0]!, data: { text } }));
    await direct.append(stream, events, 'no-stream');
    const log = open(proxy.connectionString, { readTotalMs: 5_000 });
    const seen: number[] = [];
    proxy.cutAfterBytes(500_000); // within the second event
    for await (const { revision } of log.readStream(stream)) {
      seen.push(Number(revision));
      if (revision !== 0n) continue;
      await new Promise((resolve) => setTimeout(resolve, 5_500));
      expect(proxy.cuts).toBe(1);
      proxy.pass();
    }
    expect(seen).toEqual(events.map((_, index) => index));
  });

  it('a server that is looked for and never answers holds nobody longer than the limit', async () => {
    const sockets: Socket[] = [];
    const mute = createServer((socket) => sockets.push(socket.on('error', () => undefined)));
    await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
    const address = mute.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    // Discovery asks for minutes, and a call cannot be cancelled before it has ended.
    const log = open(`esdb+discover://127.0.0.1:${port}?tls=false&gossipTimeout=60`, {
      readIdleMs: 200,
      readTotalMs: 400,
    });
    const stop = new AbortController();
    const subscription = collect(log.subscribeAll({ signal: stop.signal }));
    expect(await errorOf(collect(log.readStream('s')))).toMatchObject(failed);
    expect(await errorOf(log.last())).toMatchObject(failed);
    stop.abort();
    expect(await subscription).toEqual([]);
    for (const socket of sockets) socket.destroy();
    mute.close();
  });

  it('takes an address in the new name of the server', async () => {
    const log = open((namedServer ?? server.connectionString).replace(/^esdb/, 'kurrentdb'));
    expect(await log.append(uniqueName(), one(), 'any')).toMatchObject({ kind: 'appended' });
  });
});
