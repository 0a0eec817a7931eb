import { randomUUID } from 'node:crypto';
import { createEventStore } from '@app/event-store';
import { startServer, type ServerUnderTest } from './support/server.js';

describe('smoke', () => {
  let server: ServerUnderTest;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());
  it('appends, reads, subscribes', async () => {
    const log = createEventStore({ connectionString: server.connectionString });
    const ev = (n: number) => ({ id: randomUUID(), type: 'T', data: { n }, metadata: { m: n } });
    const r = await log.append('s-1', [ev(1), ev(2)], 'no-stream');
    expect(r).toEqual({ kind: 'appended', revision: 1n, position: 2n });
    expect(await log.append('s-1', [ev(1)], 'no-stream')).toEqual({ kind: 'wrong-revision', actual: 1n });
    const got = [];
    for await (const e of log.readStream('s-1')) got.push(e);
    expect(got).toHaveLength(2);
    expect(got[1]).toMatchObject({ data: { n: 2 }, metadata: { m: 2 }, revision: 1n, position: 2n });
    for await (const e of log.readStream('nope')) throw new Error(e.id);
    expect((await log.last())?.position).toBe(2n);
    const stop = new AbortController();
    const seen: bigint[] = [];
    let live = false;
    for await (const b of log.subscribeAll({ signal: stop.signal })) {
      seen.push(...b.events.map((e) => e.position));
      if (b.caughtUp && !live) {
        live = true;
        await log.append('s-2', [ev(3)], 'no-stream');
      }
      if (seen.length === 3) stop.abort();
    }
    expect(seen).toEqual([1n, 2n, 3n]);
    await log.close();
  });
});
