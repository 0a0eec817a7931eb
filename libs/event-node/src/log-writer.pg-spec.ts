import fc from 'fast-check';
import { connect, type Sql } from '@app/platform';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.js';
import { type AppendCommand, type Expected } from './domain/append-command.js';
import { type LogEvent } from './domain/log-event.js';
import { planGroup } from './domain/plan-group.js';
import { LiveTail } from './live-tail.js';
import { LogWriter } from './log-writer.js';
import { prepareLog } from './storage/log.schema.js';
import { LogTable } from './storage/log-table.js';

const nothing = Buffer.of();
const ids = Array.from({ length: 6 }, (_, index) => `00000000-0000-4000-8000-00000000000${index}`);
const expected: fc.Arbitrary<Expected> = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Expected>({ kind: 'no-stream' }) },
  fc.constantFrom<Expected>({ kind: 'any' }, { kind: 'stream-exists' }),
  fc.integer({ min: 0, max: 4 }).map((revision): Expected => ({ kind: 'exact', revision: BigInt(revision) })),
);
const event = fc
  .constantFrom(...ids)
  .map((id) => ({ id, type: 'T', isJson: false, data: nothing, metadata: nothing }));
const command: fc.Arbitrary<AppendCommand> = fc.record({
  stream: fc.constantFrom('a', 'b', 'c'),
  expected,
  events: fc.array(event, { maxLength: 3 }),
});

describe('LogWriter', () => {
  let database: TestDatabase;
  let sql: Sql;
  const statements: string[] = [];
  beforeAll(async () => {
    database = await createTestDatabase();
    await prepareLog(database);
    sql = connect({ url: database.url, applicationName: 'spec', max: 1 });
    sql.options.debug = (_connection: number, query: string) => statements.push(query);
  });
  afterAll(async () => {
    await sql.end();
    await database.drop();
  });

  const writerAt = (position: number): LogWriter =>
    new LogWriter(
      () => sql,
      new LiveTail({ events: 10, bytes: 1_000 }, position),
      { nowMs: () => 1 },
      {
        position,
        createdMs: 1,
      },
    );
  const all = async (): Promise<readonly LogEvent[]> =>
    (await new LogTable(sql, { rows: 1_000, bytes: 1e6 }).allPage(0, 'forwards', 1_000)).events;
  const noStream = (stream: string, ...numbers: number[]): AppendCommand => ({
    stream,
    expected: { kind: 'no-stream' },
    events: numbers.map((number) => ({
      id: ids[number] ?? '',
      type: 'T',
      isJson: false,
      data: nothing,
      metadata: nothing,
    })),
  });

  it('answers as if it knew the whole log, however little it knows', async () => {
    const groups = fc.array(
      fc.record({ commands: fc.array(command, { minLength: 1, maxLength: 5 }), forgets: fc.boolean() }),
      { maxLength: 6 },
    );
    await fc.assert(
      fc.asyncProperty(groups, async (given) => {
        await sql`truncate log.event`;
        const log: LogEvent[] = [];
        let writer = writerAt(0);
        for (const { commands, forgets } of given) {
          if (forgets) writer = writerAt(log.length);
          const known = new Map(
            commands.map(({ stream }) => {
              const stored = log.filter((each) => each.stream === stream);
              return [stream, { last: stored.length - 1, stored }];
            }),
          );
          const plan = planGroup(commands, known, { position: log.length, createdMs: 1 }, 1);
          log.push(...plan.events);
          const { results, events } = await writer.write(commands);
          expect(results).toEqual(plan.results);
          expect(events).toBe(plan.events.length);
        }
        expect(await all()).toEqual(log);
      }),
    );
  });

  it('asks nothing about streams that an append says are new', async () => {
    await sql`truncate log.event`;
    const writer = writerAt(0);
    statements.length = 0;
    await writer.write([noStream('new-1', 1), noStream('new-2', 1, 2)]);
    expect(statements).toHaveLength(1);
    expect(statements[0]).toContain('insert into log.event');
  });

  it('looks again when one was not, and asks for a while then', async () => {
    await sql`truncate log.event`;
    await writerAt(0).write([noStream('old', 1)]);
    const writer = writerAt(1);
    const { results } = await writer.write([noStream('new', 2), noStream('old', 1), noStream('old', 3)]);
    expect(results).toEqual([
      { kind: 'appended', revision: 0, position: 2 },
      { kind: 'appended', revision: 0, position: 1 },
      { kind: 'wrong-expected-version', actual: 0 },
    ]);
    statements.length = 0;
    await writer.write([noStream('another', 4)]);
    expect(statements.map((each) => each.includes('max(revision)'))).toEqual([true, false]);
    expect((await all()).map(({ stream }) => stream)).toEqual(['old', 'new', 'another']);
  });
});
