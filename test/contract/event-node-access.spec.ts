import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AccessDeniedError, type EventStoreDBClient, UnavailableError } from '@eventstore/db-client';
import { NotLoopbackError, startEventNode } from '@app/event-node';
import { type Certificate, makeCertificate } from '../support/certificates.js';
import { collect, connectTo, errorOf, J, record, uniqueName, until } from './support/events.js';
import { type EmbeddedServer, metricOf, nodeLogger, onEmbedded, startEmbedded } from './support/server.js';

onEmbedded('the embedded node where others can reach it', () => {
  const user = 'ledger';
  const password = 'a longer secret/with:signs@';
  let directory: string;
  let certificate: Certificate;
  let server: EmbeddedServer;
  const clients: EventStoreDBClient[] = [];

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'sla-ledger-access-'));
    certificate = await makeCertificate('localhost');
    await writeFile(join(directory, 'ca.pem'), certificate.authority);
    await writeFile(join(directory, 'other.pem'), (await makeCertificate('localhost')).authority);
    server = await startEmbedded({
      host: '0.0.0.0',
      advertisedHost: 'localhost',
      tls: certificate,
      credentials: [
        { user, password },
        { user, password: 'the next one' },
      ],
    });
  });
  afterEach(() => Promise.all(clients.splice(0).map((client) => client.dispose())));
  afterAll(async () => {
    await server.stop();
    await rm(directory, { recursive: true });
  });

  const client = (options: { as?: string; trusts?: string; query?: string; scheme?: string } = {}) => {
    const {
      as = `${user}:${encodeURIComponent(password)}@`,
      trusts = 'ca.pem',
      query,
      scheme = 'esdb',
    } = options;
    const asked = query ?? `tls=true&tlsCAFile=${join(directory, trusts)}`;
    const made = connectTo(`${scheme}://${as}localhost:${server.node.port}?${asked}`);
    clients.push(made);
    return made;
  };

  it('serves appends, reads and subscriptions to those who know the secret', async () => {
    const stream = uniqueName();
    const events = J(3);
    expect(await client().appendToStream(stream, events)).toMatchObject({ nextExpectedRevision: 2n });
    expect((await collect(client().readStream(stream))).map(({ event }) => event?.id)).toEqual(
      events.map(({ id }) => id),
    );
    const subscription = client().subscribeToStream(stream);
    const seen = record(subscription);
    await until(() => seen.log.includes('caughtUp'), 'caught up');
    expect(seen.shape()).toEqual(['confirmation', 0, 1, 2, 'caughtUp']);
    await subscription.unsubscribe();
  });

  it('takes each of several secrets, so that one can follow another', async () => {
    const next = client({ as: `${user}:${encodeURIComponent('the next one')}@` });
    expect(await next.appendToStream(uniqueName(), J(1))).toMatchObject({ success: true });
  });

  it('takes the secret with a call as well', async () => {
    const credentials = { username: user, password };
    const nobody = client({ as: '' });
    expect(await nobody.appendToStream(uniqueName(), J(1), { credentials })).toMatchObject({ success: true });
    expect(await collect(nobody.readAll({ credentials, maxCount: 1 }))).toHaveLength(1);
  });

  it('is found by discovery, which has no secret yet', async () => {
    const discovering = client({ scheme: 'esdb+discover' });
    expect(await discovering.appendToStream(uniqueName(), J(1))).toMatchObject({ success: true });
  });

  it.each([
    ['without', ''],
    ['with a wrong', `${user}:wrong@`],
    ['as another user with the right', `other:${encodeURIComponent(password)}@`],
  ])('denies everything to one %s secret, and writes nothing', async (_name, as) => {
    const stream = uniqueName();
    const denied = await metricOf(server.node, 'calls_denied_total');
    const head = server.node.head();
    const username = as.split(':')[0] ?? '';
    const calls = [
      () => client({ as }).appendToStream(stream, J(1)),
      () => client({ as }).appendToStream(stream, J(1), { credentials: { username, password: 'no' } }),
      () => collect(client({ as }).readStream(stream)),
      () => collect(client({ as }).readAll()),
      () => collect(client({ as }).subscribeToAll()),
      () => client({ as }).deleteStream(stream),
    ];
    for (const call of calls) expect(await errorOf(call())).toBeInstanceOf(AccessDeniedError);
    expect(await metricOf(server.node, 'calls_denied_total')).toBe(denied + calls.length);
    expect(server.node.head()).toBe(head);
  });

  it('is not reached by one who trusts another authority, nor without encryption', async () => {
    const read = (options: Parameters<typeof client>[0]) => collect(client(options).readAll({ maxCount: 1 }));
    expect(await errorOf(read({ trusts: 'other.pem' }))).toBeInstanceOf(UnavailableError);
    expect(await errorOf(read({ query: 'tls=false' }))).toBeInstanceOf(UnavailableError);
    expect(await errorOf(client({ query: 'tls=false' }).appendToStream(uniqueName(), J(1)))).toMatchObject({
      code: 14,
    });
  });

  it('does not listen there without encryption or secret, and touches no database before it says so', async () => {
    const options = { database: { url: 'postgres://nobody@127.0.0.1:1/none' }, port: 0, logger: nodeLogger };
    const refused = await errorOf(startEventNode({ ...options, host: '0.0.0.0', tls: certificate }));
    expect(refused).toBeInstanceOf(NotLoopbackError);
    expect(String(refused)).toMatch(/certificate.*user with a password.*127\.0\.0\.1/);
  });
});
