import { startEventNode } from '@app/event-node';
import { roleOf } from '@app/platform';
import { pino } from 'pino';
import { startTestLedger } from '../support/test-ledger.js';

const outage = (outageId: string) => ({ outageId, occurredAt: '2026-03-02T09:00:00Z', serviceId: 'iv' });

const ASKED = 20;

it('answers 503 while the log is away, and goes on when it is back', async () => {
  const ledger = await startTestLedger();
  const start = (outageId: string) => ledger.call('post', '/v1/outages').send(outage(outageId));
  try {
    const before = await start('O-1').expect(201);
    const reading = `/v1/outages?minPosition=${before.body.position}`;
    await ledger.call('get', reading).expect(200);
    const { port } = ledger.node;
    await ledger.node.stop();

    const refused = await start('O-2');
    const failures = async (): Promise<number> =>
      Number(
        (await ledger.call('get', '/metrics')).text.match(/^sla_ledger_log_failures_total\S* (\d+)/m)?.[1],
      );
    const before503 = await failures();
    // Nobody waits for what is known to be away: the first failure is the answer. Few others ask meanwhile.
    for (let time = 0; time < ASKED; time += 1) await start('O-2').expect(503);
    const failed = (await failures()) - before503;
    expect(failed).toBeGreaterThanOrEqual(ASKED);
    expect(failed).toBeLessThan(2 * ASKED);
    const [ready, read] = await Promise.all([
      ledger.call('get', '/health/ready'),
      ledger.call('get', reading),
    ]);
    expect(ready).toMatchObject({ status: 503, body: { code: 'NOT_READY' } });
    expect(refused).toMatchObject({ status: 503, body: { code: 'LOG_UNAVAILABLE' } });
    expect(refused.headers['retry-after']).toMatch(/^\d+$/);
    // What was recorded can be read meanwhile.
    expect(read).toMatchObject({ status: 200, body: { items: [{ outageId: 'O-1' }] } });

    // An import outlives all that.
    const importing = ledger
      .call('post', '/v1/imports')
      .set('content-type', 'application/x-ndjson')
      .send(
        `{"outageId":"O-0","type":"OutageStarted","occurredAt":"2026-03-02T09:00:00Z","data":{"serviceId":"iv"}}`,
      )
      .then((answer) => answer);
    await start('O-2').expect(503);

    const database = { url: ledger.database.url, role: roleOf.log };
    const node = await startEventNode({ database, port, logger: pino({ level: 'silent' }) });
    try {
      expect(await importing).toMatchObject({ status: 200, body: { recorded: 1, rejected: 0 } });
      const after = await start('O-2').expect(201);
      const list = await ledger.call('get', `/v1/outages?minPosition=${after.body.position}`).expect(200);
      expect(list.body.items.map(({ outageId }: { outageId: string }) => outageId)).toEqual([
        'O-0',
        'O-1',
        'O-2',
      ]);
    } finally {
      await node.stop();
    }
  } finally {
    await ledger.stop();
  }
});
