import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { OUTAGE_FACTS } from '@app/availability/domain';
import type { EventStore, StoredEvent } from '@app/event-store';
import { readModels } from '@app/evaluations';
import { createFactCatalogue, standing, targetOf, timedFactOf, type Target } from '@app/facts';
import { connect, disconnect, pause, roleOf, type Sql, systemClock } from '@app/platform';
import {
  askForRebuild,
  createPositionWaiter,
  prepareReadModels,
  readRebuild,
  runGroup,
  type PositionWaiter,
} from '@app/projections';
import { openReactorMemory, runReactor, type Reactor, type ReactorMemory } from '@app/reactors';
import { importFacts } from '@app/recording';
import { TICKET_FACTS, type TicketFact } from '@app/tickets/domain';
import { pino } from 'pino';
import type { TestDatabase } from '../../../test/support/test-database.js';
import { startTestLog, type TestLog } from '../../../test/support/test-log.js';
import { type Crash, crashingAt } from '../../../test/support/crashing-store.js';
import {
  detectionAgreement,
  expectedCauses,
  expectedOf,
  histories,
  rootCauses,
} from '../test/detection-histories.js';
import { DetectionWorld, type WorldEvent } from '../test/detection-world.js';
import { PROBLEM_FACTS } from './domain/problem-fact.schemas.js';
import { problemReactors } from './problem.reactors.js';

const ledgerId = '6f9619ff-8b86-4d01-b42d-00cf4fc964ff';
const logger = pino({ level: process.env['SPEC_LOG'] ?? 'silent' });
const catalogue = createFactCatalogue([...TICKET_FACTS, ...OUTAGE_FACTS, ...PROBLEM_FACTS]);
const group = readModels();

/** Three histories at once, in turn: the more there is to say, the more points there are to die at. */
const manyHistories = fc.tuple(histories, histories, histories).map((many) => ({
  runs: many.map(({ run }) => run),
  arriving: Array.from({ length: Math.max(...many.map(({ arriving }) => arriving.length)) }, (_, nth) =>
    many.flatMap(({ arriving }) => arriving[nth] ?? []),
  ).flat(),
}));

/** A process that runs every reactor: whether a lock keeps it from doing so beside others, and where it dies. */
interface Process {
  readonly alone: boolean;
  readonly crash: Crash | undefined;
  /** Facts that arrive while it runs. */
  readonly meanwhile: number;
}

const process_: fc.Arbitrary<Process> = fc.record({
  alone: fc.boolean(),
  crash: fc.option(
    fc.record({
      nth: fc.integer({ min: 1, max: 3 }),
      when: fc.constantFrom('before' as const, 'after' as const),
    }),
    { nil: undefined, freq: 3 },
  ),
  meanwhile: fc.integer({ min: 10, max: 40 }),
});

describe('the reactors of problems behind the real log', () => {
  let log: TestLog;
  let database: TestDatabase;
  let store: EventStore;
  let sql: Sql;
  let vaultSql: Sql;
  let memory: ReactorMemory;
  let waiter: PositionWaiter;
  const stop = new AbortController();

  beforeAll(async () => {
    log = await startTestLog(logger);
    ({ database, store } = log);
    sql = connect({ url: database.url, applicationName: 'spec', role: roleOf.read, max: 4 });
    vaultSql = connect({ url: database.url, applicationName: 'spec', role: roleOf.vault, max: 2 });
    memory = await openReactorMemory(vaultSql);
    await prepareReadModels(sql, [group], ledgerId);
    const where = { database: { url: database.url, role: roleOf.read }, logger };
    void runGroup({ ...where, group, store, ledgerId, clock: systemClock, signal: stop.signal });
    waiter = createPositionWaiter({ ...where, sql, group: group.name });
    const data = { agreement: detectionAgreement, customerId: detectionAgreement.customerId };
    const event = { id: randomUUID(), type: 'AgreementRegistered', data, metadata: { schema: 1 } };
    await store.append(`agreement-${detectionAgreement.agreementId}`, [event], 'no-stream');
  });
  afterAll(async () => {
    stop.abort();
    await waiter.close();
    await log.stop(() => Promise.all([disconnect(sql), disconnect(vaultSql)]));
  });

  const parts = (through: EventStore) => ({
    store: through,
    key: new Uint8Array(32),
    newAttemptId: randomUUID,
  });

  /** Runs some reactors until told to stop, or until their process dies at an append. */
  const run = (
    reactors: readonly Reactor[],
    through: EventStore,
    ended: AbortController,
    remembering = memory,
  ) => {
    const where = { database: { url: database.url, role: roleOf.read, logger }, memory: remembering, waiter };
    const common = { ...where, group, source: through, clock: systemClock, logger };
    const running = reactors.map((reactor) =>
      runReactor({ ...common, reactor, maxDelayMs: 5, askEveryMs: 20, signal: ended.signal }),
    );
    return Promise.all(running.map(({ done }) => done));
  };

  /** What a dead process remembers no more. */
  const mortal = (death: AbortSignal): ReactorMemory => {
    const alive = () => (death.aborted ? Promise.reject(new Error('dead')) : Promise.resolve());
    return {
      ...memory,
      move: (...move) => alive().then(() => memory.move(...move)),
      park: (...park) => alive().then(() => memory.park(...park)),
      unpark: (...unpark) => alive().then(() => memory.unpark(...unpark)),
    };
  };

  const live = ({ crash, alone }: Process, nth: number) => {
    const ended = new AbortController();
    const through = crashingAt(store, crash, () => ended.abort());
    // Under another name nothing but the log itself keeps two of them apart.
    const reactors = problemReactors(parts(through)).map((reactor) =>
      alone ? reactor : { ...reactor, name: `${reactor.name}-${nth % 3}` },
    );
    const names = reactors.map(({ name }) => name);
    return { names, ended, done: run(reactors, through, ended, mortal(ended.signal)) };
  };

  const record = async (events: readonly WorldEvent[]): Promise<void> => {
    const lines = events.map(({ target, fact: { occurredAt, fraction: _, ...fact } }) =>
      JSON.stringify({
        [`${target.kind}Id`]: target.id,
        ...fact,
        occurredAt: new Date(occurredAt * 1_000).toISOString(),
      }),
    );
    const input = async function* () {
      yield Buffer.from(lines.join('\n'));
    };
    const metadata = { recordedBy: 'operator', $correlationId: 'c-1' };
    const summary = await importFacts(parts(store), input(), { catalogue, now: () => 2e9, metadata });
    expect(summary.rejections).toEqual([]);
  };

  /** Until the real reactors have acted on everything, what they say themselves included. */
  const rest = async (): Promise<void> => {
    const ended = new AbortController();
    const done = run(problemReactors(parts(store)), store, ended);
    await acted(['problem-detection', 'root-cause']);
    ended.abort();
    await done;
  };

  /**
   * Until reactors of these names have acted on everything, and nothing more comes of it; or until the signal aborts.
   *
   * @throws where they go on and on, since each thing they say makes them say another
   */
  const acted = async (names: readonly string[], signal?: AbortSignal): Promise<void> => {
    const before = (await store.last())?.position ?? 0n;
    for (let last = -1n, quiet = 0; quiet < 3 && signal?.aborted !== true;) {
      await pause(30);
      if (last > before + 2_000n) throw new Error('the reactors do not come to rest');
      const head = (await store.last())?.position ?? 0n;
      const marks = await Promise.all(names.map(async (name) => (await memory.markOf(name))?.position ?? 0n));
      quiet = head === last && marks.every((mark) => mark >= head) ? quiet + 1 : 0;
      last = head;
    }
  };

  /** What the log holds of the targets whose ids end so, as the pure tests look at it. */
  const worldOf = async (isOurs: (target: Target) => boolean): Promise<DetectionWorld> => {
    const world = new DetectionWorld(detectionAgreement);
    for await (const event of store.readAll()) {
      const target = targetOf(event);
      const fact = timedFactOf(event);
      if (target === undefined || fact === undefined || !isOurs(target)) continue;
      const { recordedBy } = event.metadata;
      world.log.push({ target, fact: fact as unknown as TicketFact, recordedBy: String(recordedBy) });
    }
    return world;
  };

  it('come to what a brute-force count comes to, whoever dies where, and any number of them at once', async () => {
    let [found, established, crashed, together] = [0, 0, 0, 0];
    await fc.assert(
      fc.asyncProperty(
        manyHistories,
        fc.array(process_, { minLength: 2, maxLength: 4 }),
        async (given, processes) => {
          const rest_ = [...given.arriving];
          const living: ReturnType<typeof live>[] = [];
          for (const [nth, process] of processes.entries()) {
            const own = live(process, nth);
            living.push(own);
            await record(rest_.splice(0, process.meanwhile));
            if (process.crash !== undefined) await acted(own.names, own.ended.signal);
            together += living.filter(({ ended }) => !ended.signal.aborted).length > 1 ? 1 : 0;
          }
          await record(rest_);
          await pause(20);
          crashed += living.filter(({ ended }) => ended.signal.aborted).length;
          for (const { ended } of living) ended.abort();
          await Promise.all(living.map(({ done }) => done));
          await rest();

          const named = new Set(given.arriving.map(({ target }) => target.id));
          const world = await worldOf(({ id, kind }) => kind === 'problem' || named.has(id));
          const current = world.current();
          for (const run of given.runs) {
            const expected = expectedOf(world, run);
            for (const [problemId, problem] of expected) {
              expect([problemId, current.get(problemId)]).toEqual([problemId, problem]);
              expectOnce(world, problemId);
            }
            const causes = expectedCauses(world, run);
            expect(rootCauses(world, run, new Set(expected.keys()))).toEqual(causes);
            found += expected.size;
            established += causes.length;
          }
        },
      ),
      { numRuns: 25 },
    );
    expect(found).toBeGreaterThan(20);
    expect(established).toBeGreaterThan(2);
    // How many get as far as their end depends on the machine: 29 of them on an idle one, 10 on a busy one.
    expect(crashed).toBeGreaterThan(5);
    expect(together).toBeGreaterThan(10);
  }, 400_000);

  /**
   * No two standing facts of a problem that the reactor said say the same; and whatever it said more than once
   * over time, since it took it back in between, it said under ids of one row: `...:0`, `...:1`.
   */
  const expectOnce = (world: DetectionWorld, problemId: string): void => {
    const facts = world
      .factsOf({ kind: 'problem', id: problemId })
      .flatMap(({ fact, recordedBy }) => (recordedBy === 'operator' ? [] : [fact]));
    const wordsOf = ({ type, occurredAt, sequence, data }: (typeof facts)[number]): string =>
      JSON.stringify([type, occurredAt, sequence, data]);
    const said = standing(facts).facts.map(wordsOf);
    expect(said).toEqual([...new Set(said)]);
    const rows = new Set(facts.map((fact) => `${fact.id.replace(/:\d+$/, '')} ${wordsOf(fact)}`));
    expect(rows.size).toBe(new Set(facts.map(wordsOf)).size);
  };

  const everything = async (): Promise<StoredEvent[]> => {
    const events: StoredEvent[] = [];
    for await (const event of store.readAll()) events.push(event);
    return events;
  };

  it('tell who said it, and because of what', async () => {
    const events = await everything();
    const byId = new Map(events.map((event) => [event.id, event]));
    const said = events.filter(({ metadata }) => String(metadata['recordedBy']).startsWith('reactor:'));
    expect(said.length).toBeGreaterThan(50);
    for (const { data, metadata, position } of said) {
      const cause = byId.get(String(metadata['$causationId']));
      expect(cause && cause.position < position).toBe(true);
      expect(metadata['$correlationId']).toBe(cause?.metadata['$correlationId'] ?? cause?.id);
      expect(data['by']).toBe(metadata['recordedBy']);
    }
  });

  it('say nothing again when rows are made anew, nor when they have lost their own place', async () => {
    const before = (await store.last())?.position;
    await askForRebuild(sql, group.name);
    while ((await readRebuild(sql, group.name))?.state !== 'done') await pause(50);
    await rest();
    expect((await store.last())?.position).toBe(before);
    await vaultSql`update vault.reactor set position = null`;
    await rest();
    expect((await store.last())?.position).toBe(before);
  });

  it('leave a partition alone that they fail on, go on with others, and try it again in another term', async () => {
    const base = Date.UTC(2026, 4, 1) / 1_000;
    const told = (name: string, category: string): WorldEvent => ({
      target: { kind: 'ticket', id: name },
      recordedBy: 'operator',
      fact: {
        id: 'r',
        type: 'TicketRegistered',
        occurredAt: base,
        fraction: '',
        sequence: 0,
        data: {
          customerId: detectionAgreement.customerId,
          serviceId: detectionAgreement.serviceId,
          type: 'incident',
          priority: 'top',
          channel: 'portal',
          configurationItem: 'gateway',
          category,
        },
      },
    });
    const [detection] = problemReactors(parts(store));
    let broken: string | undefined;
    const fussy: Reactor = {
      ...detection!,
      find: async (look, families) => {
        const works = await detection!.find(look, families);
        broken ??= families[0];
        if (broken !== undefined && families.includes(broken)) throw new Error('cannot be understood');
        return works;
      },
    };
    await rest();
    const ended = new AbortController();
    const done = run([fussy], store, ended);
    await record([told('POISON-1', 'poisoned'), told('WHOLE-1', 'whole')]);
    const head = (await store.last())?.position ?? 0n;
    while (((await memory.markOf('problem-detection'))?.position ?? 0n) < head) await pause(20);
    ended.abort();
    await done;
    const [parked, ...others] = await memory.parked('problem-detection');
    expect([parked?.partition, parked?.error, others]).toEqual([broken, 'cannot be understood', []]);
    const linkedNow = async () =>
      (await everything()).flatMap(({ type, data }) =>
        type === 'TicketLinked' ? [String((data['data'] as { ticketId: string }).ticketId)] : [],
      );
    expect((await linkedNow()).filter((id) => id === 'POISON-1' || id === 'WHOLE-1')).toHaveLength(1);
    await rest();
    expect(await memory.parked('problem-detection')).toEqual([]);
    const linked = await linkedNow();
    expect(linked).toEqual(expect.arrayContaining(['POISON-1', 'WHOLE-1']));
  });
});
