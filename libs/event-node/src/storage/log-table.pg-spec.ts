import fc from 'fast-check';
import { connect, type Sql } from '@app/platform';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/test-database.js';
import { type LogEvent } from '../domain/log-event.js';
import { insertEvents, LogTable, readHead, readLastRevisions, readStoredIds } from './log-table.js';
import { prepareLog } from './log.schema.js';

describe('the table of the log', () => {
  let database: TestDatabase;
  let sql: Sql;
  beforeAll(async () => {
    database = await createTestDatabase();
    await prepareLog(database);
    sql = connect({ url: database.url, applicationName: 'spec', max: 2 });
  });
  beforeEach(() => sql`truncate log.event`);
  afterAll(async () => {
    await sql.end();
    await database.drop();
  });

  const text = fc
    .string({ unit: 'binary', minLength: 1 })
    .filter((value) => !value.includes('\0') && Buffer.from(value).toString() === value);
  const content = fc.record({
    stream: fc.oneof(text, fc.constantFrom('NULL', '{}', '"', '\\', ',', ' s ')),
    type: text,
    id: fc.uuid(),
    isJson: fc.boolean(),
    data: fc.uint8Array({ maxLength: 50 }).map((value) => Buffer.from(value)),
    metadata: fc.uint8Array({ maxLength: 20 }).map((value) => Buffer.from(value)),
    createdMs: fc.nat(4_000_000_000_000),
  });
  const placed = (contents: readonly Omit<LogEvent, 'position' | 'revision'>[]): LogEvent[] =>
    contents.map((each, index) => {
      const revision = contents.slice(0, index).filter(({ stream }) => stream === each.stream).length;
      return { ...each, position: index + 1, revision };
    });

  it('is prepared by several at once', async () => {
    for (let round = 0; round < 30; round += 1) {
      await sql`drop schema log cascade`;
      await Promise.all(Array.from({ length: 6 }, () => prepareLog(database)));
    }
  });

  it('gives back what was written, in either order, however small the pages', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(content, { maxLength: 20 }),
        fc.integer({ min: 1, max: 90 }),
        async (contents, size) => {
          await sql`truncate log.event`;
          const events = placed(contents);
          await insertEvents(sql, events);
          const table = new LogTable(sql, { rows: 1 + (size % 7), bytes: size });
          const read: LogEvent[] = [];
          for (let last = false; !last;) {
            const page = await table.allPage(read.at(-1)?.position ?? 0, 'forwards', 100);
            read.push(...page.events);
            ({ last } = page);
          }
          expect(read).toEqual(events);
          const back = await new LogTable(sql, { rows: 100, bytes: 1e6 }).allPage(1_000, 'backwards', 100);
          expect(back.events).toEqual([...events].reverse());
          expect(await readHead(sql)).toEqual({
            position: events.length,
            createdMs: events.at(-1)?.createdMs ?? 0,
          });
        },
      ),
      { numRuns: 40 },
    );
  });

  it('cuts a page by size but never to nothing', async () => {
    const big = (stream: string) => ({
      stream,
      type: 'T',
      id: crypto.randomUUID(),
      isJson: false,
      createdMs: 0,
    });
    const events = placed(
      ['a', 'a', 'b', 'a'].map((stream) => ({
        ...big(stream),
        data: Buffer.alloc(1_000),
        metadata: Buffer.of(),
      })),
    );
    await insertEvents(sql, events);
    const page = async (bytes: number) =>
      (await new LogTable(sql, { rows: 10, bytes }).allPage(0, 'forwards', 10)).events;
    expect([(await page(1)).length, (await page(1_500)).length, (await page(9_999)).length]).toEqual([
      1, 2, 4,
    ]);
    const stream = await new LogTable(sql, { rows: 10, bytes: 9_999 }).streamPage('a', 1, 'forwards', 10);
    expect(stream.events.map(({ revision, position }) => [revision, position])).toEqual([
      [1, 2],
      [2, 4],
    ]);
    const backwards = await new LogTable(sql, { rows: 10, bytes: 9_999 }).streamPage('a', 1, 'backwards', 10);
    expect(backwards.events.map(({ revision }) => revision)).toEqual([1, 0]);
  });

  it('finds last revisions, ids and ranges', async () => {
    const each = (stream: string, id: string) => ({
      ...{ stream, id, type: 'T', isJson: true, createdMs: 0 },
      ...{ data: Buffer.of(), metadata: Buffer.of() },
    });
    const [x, y] = [crypto.randomUUID(), crypto.randomUUID()];
    await insertEvents(sql, placed([each('a', x), each('b', x), each('a', y)]));
    expect([...(await readLastRevisions(sql, ['a', 'b', 'none']))]).toEqual([
      ['a', 1],
      ['b', 0],
      ['none', -1],
    ]);
    const found = await readStoredIds(sql, {
      ids: [
        { stream: 'b', id: x },
        { stream: 'b', id: y },
      ],
      ranges: [{ stream: 'a', from: 1, to: 5 }],
    });
    expect(found).toEqual([
      { stream: 'b', id: x, revision: 0, position: 2 },
      { stream: 'a', id: y, revision: 1, position: 3 },
    ]);
  });

  it('writes all of a group or nothing', async () => {
    const event = { stream: 'a', type: 'T', id: crypto.randomUUID(), isJson: true, createdMs: 0 };
    const bare = { ...event, data: Buffer.of(), metadata: Buffer.of() };
    const doubled = [1, 2, 1].map((position) => ({ ...bare, position, revision: position }));
    await expect(insertEvents(sql, doubled)).rejects.toMatchObject({ code: '23505' });
    expect((await readHead(sql)).position).toBe(0);
  });
});
