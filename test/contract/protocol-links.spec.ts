import {
  binaryEvent,
  type EventStoreDBClient,
  type ResolvedEvent,
  streamNameFilter,
} from '@eventstore/db-client';
import { collect, connectTo, J, uniqueName, until } from './support/events.js';
import { startServer } from './support/server.js';

describe('links', () => {
  let client: EventStoreDBClient;
  let stop: () => Promise<void>;

  beforeAll(async () => {
    const server = await startServer();
    stop = server.stop;
    client = connectTo(server.connectionString);
  });
  afterAll(async () => {
    await client.dispose();
    await stop();
  });

  const linkTo = (target: string) => binaryEvent({ type: '$>', data: Buffer.from(target) });
  /** Each event as its own type or the revision in its data, and the link that led to it. */
  const shape = (resolved: readonly ResolvedEvent[]) =>
    resolved.map(({ event, link }) => [
      event === undefined ? 'absent' : event.type === '$>' ? 'link' : Number(event.revision),
      link === undefined ? 'direct' : Number(link.revision),
    ]);

  /** A stream of three, and one of links to it: second, last, beyond the end, missing stream, not a link. */
  const given = async () => {
    const target = uniqueName();
    const links = `${uniqueName()}-links`;
    await client.appendToStream(target, J(3));
    const targets = [`1@${target}`, `-1@${target}`, `7@${target}`, `0@${uniqueName()}`, 'none'];
    await client.appendToStream(links, targets.map(linkTo));
    return { target, links };
  };
  const resolvedAll = [
    [1, 0],
    [2, 1],
    ['absent', 2],
    ['absent', 3],
    ['link', 'direct'],
  ];

  it('are resolved where the reader wants it, and are events like others where not', async () => {
    const { links } = await given();
    const resolved = await collect(client.readStream(links, { resolveLinkTos: true }));
    expect(shape(resolved)).toEqual(resolvedAll);
    expect(resolved[0]?.commitPosition).toBe(resolved[0]?.link?.position?.commit);
    const plain = await collect(client.readStream(links));
    expect(plain.every(({ event, link }) => event?.type === '$>' && link === undefined)).toBe(true);
  });

  it('are resolved in the log', async () => {
    const { links } = await given();
    const all = await collect(client.readAll({ resolveLinkTos: true }));
    expect(shape(all.filter(({ event, link }) => (link ?? event)?.streamId === links))).toEqual(resolvedAll);
  });

  it('are resolved one level only', async () => {
    const { links } = await given();
    const second = uniqueName();
    await client.appendToStream(second, linkTo(`0@${links}`));
    expect(shape(await collect(client.readStream(second, { resolveLinkTos: true })))).toEqual([['link', 0]]);
  });

  it.each(['stream', 'log'] as const)('are resolved for subscribers of a %s, behind and live', async (of) => {
    const { target, links } = await given();
    const subscription =
      of === 'stream'
        ? client.subscribeToStream(links, { resolveLinkTos: true })
        : client.subscribeToAll({ resolveLinkTos: true, filter: streamNameFilter({ prefixes: [links] }) });
    const seen: ResolvedEvent[] = [];
    let caughtUp = false;
    subscription.on('data', (event: ResolvedEvent) => seen.push(event));
    subscription.on('caughtUp', () => (caughtUp = true));
    await until(() => caughtUp && seen.length === 5, 'the links that were there');
    await client.appendToStream(links, [linkTo(`0@${target}`), linkTo('none')]);
    await until(() => seen.length === 7, 'the live links');
    // What is no link is an event while catching up, and a link without its event when live.
    expect(shape(seen)).toEqual([...resolvedAll, [0, 5], ['absent', 6]]);
    await subscription.unsubscribe();
  });
});
