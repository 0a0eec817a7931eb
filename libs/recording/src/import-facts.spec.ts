import { createFactCatalogue, type RecordingMetadata } from '@app/facts';
import { TICKET_FACTS } from '@app/tickets/domain';
import fc from 'fast-check';
import { createMemoryEventStore, type Faults } from '../../../test/support/memory-event-store.js';
import { importFacts, type ImportOptions } from './import-facts.js';
import type { ImportSummary } from './import-summary.js';
import type { RecordingParts } from './recording-parts.js';

const NOW = 1_773_500_000;
const METADATA: RecordingMetadata = { recordedBy: 'desk', $correlationId: 'c-1' };
const catalogue = createFactCatalogue(TICKET_FACTS);

function ledger(faults?: Faults) {
  const store = createMemoryEventStore(faults);
  let attempts = 0;
  const parts: RecordingParts = {
    store,
    key: new Uint8Array(32),
    newAttemptId: () => `attempt-${attempts++}`,
  };
  const load = (
    text: string | Iterable<Uint8Array>,
    options: Partial<ImportOptions> = {},
  ): Promise<ImportSummary> =>
    importFacts(parts, chunks(text), { catalogue, now: () => NOW, metadata: METADATA, ...options });
  const facts = () => store.log.map(({ stream, data }) => `${stream} ${String(data['id'])}`);
  return { store, load, facts };
}

async function* chunks(text: string | Iterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  await Promise.resolve();
  if (typeof text === 'string') yield Buffer.from(text);
  else yield* text;
}

const response = (ticket: number, minute: number, more: object = {}): string =>
  JSON.stringify({
    ticketId: `INC-${ticket}`,
    type: 'ResponseGiven',
    occurredAt: `2026-03-02T09:${String(minute).padStart(2, '0')}:00Z`,
    ...more,
  });
const file = (...lines: string[]): string => lines.map((line) => `${line}\n`).join('');
const newest = (store: { log: readonly { position: bigint }[] }): string =>
  String(store.log.at(-1)!.position);

describe('an import', () => {
  it('records each line once, and says where the newest of its facts is', async () => {
    const { store, load } = ledger();
    const text = file(response(1, 1), response(2, 1), response(1, 2));
    expect(await load(text)).toEqual({
      lines: 3,
      recorded: 3,
      duplicates: 0,
      rejected: 0,
      rejections: [],
      position: newest(store),
    });
    const position = newest(store);
    await load(file(response(9, 9)));
    expect(await load(text)).toMatchObject({ recorded: 0, duplicates: 3, position });
    expect(store.log).toHaveLength(4);
  });

  it('keeps the order of the lines within a stream', async () => {
    const { store, load } = ledger();
    const minutes = [5, 3, 9, 1, 7];
    await load(file(...minutes.flatMap((minute) => [response(1, minute), response(2, minute)])), {
      limits: { lines: 4, characters: 1e6 },
    });
    const recorded = store.log
      .filter(({ stream }) => stream === 'ticket-INC-1')
      .map(({ data }) => String(data['occurredAt']));
    expect(recorded).toEqual(minutes.map((minute) => `2026-03-02T09:0${minute}:00Z`));
  });

  it('counts what repeats within the file, and refuses other content under an id', async () => {
    const { load, facts } = ledger();
    const text = file(
      response(1, 1, { id: 'a' }),
      response(1, 1, { id: 'a' }),
      response(1, 2, { id: 'a' }),
      response(2, 2, { id: 'a' }),
    );
    const summary = await load(text);
    expect(summary).toMatchObject({ lines: 4, recorded: 2, duplicates: 1, rejected: 1 });
    expect(summary.rejections).toMatchObject([{ line: 3, code: 'FACT_ID_REUSED' }]);
    expect(facts().sort()).toEqual(['ticket-INC-1 a', 'ticket-INC-2 a']);
  });

  it('refuses a line for what can be seen in it, and goes on', async () => {
    const { load } = ledger();
    const summary = await load(
      file(
        '{',
        '',
        response(1, 1, { type: 'Praised' }),
        response(1, 2, { extra: 1, sequence: 'x' }),
        '  ',
        response(1, 3),
      ),
    );
    expect(summary).toMatchObject({ lines: 4, recorded: 1, rejected: 3 });
    expect(summary.rejections.map(({ line, code }) => `${line} ${code}`)).toEqual([
      '1 MALFORMED_JSON',
      '3 UNKNOWN_TYPE',
      '4 UNKNOWN_FIELD',
    ]);
    expect(summary.rejections[2]?.detail).toBe(
      '/extra is not a field that is known here; /sequence must be a whole number',
    );
  });

  it('lists the first thousand rejections, in the order of the lines, and counts the others', async () => {
    const { load } = ledger();
    const reused = [response(1, 1, { id: 'a' }), response(1, 2, { id: 'a' })];
    const summary = await load(
      file(...reused, ...Array.from({ length: 1_200 }, () => '?'), ...reused.slice(1)),
      {
        limits: { lines: 7, characters: 1e6 },
      },
    );
    expect(summary).toMatchObject({ lines: 1_203, recorded: 1, rejected: 1_202 });
    expect(summary.rejections.map(({ line }) => line)).toEqual(
      Array.from({ length: 1_000 }, (_, i) => i + 2),
    );
  });

  it('has no position where no line is a fact', async () => {
    const { load } = ledger();
    expect(await load('\n\nnot json')).toMatchObject({ lines: 1, rejected: 1, position: null });
    expect(await load('')).toMatchObject({ lines: 0, position: null });
  });

  it('takes what one append cannot carry in several', async () => {
    const { store, load } = ledger();
    const reason = 'long '.repeat(1_900);
    const lines = Array.from({ length: 120 }, (_, i) =>
      response(1, i % 60, { type: 'Withdrawn', id: `f${i}`, data: { reason } }),
    );
    const appends: number[] = [];
    const append = store.append.bind(store);
    store.append = (stream, events, expected) => {
      appends.push(Buffer.byteLength(JSON.stringify(events)));
      return append(stream, events, expected);
    };
    expect(await load(file(...lines))).toMatchObject({ recorded: 120 });
    expect(appends.length).toBeGreaterThan(1);
    expect(Math.max(...appends)).toBeLessThan(1024 * 1024);
    expect(await load(file(...lines))).toMatchObject({ recorded: 0, duplicates: 120 });
  });
});

describe('a dry run', () => {
  it('stores nothing, and counts what an import would, across windows too', async () => {
    const text = file(
      response(1, 1),
      response(1, 2),
      response(2, 1),
      response(1, 1),
      response(1, 2, { id: 'a' }),
      response(1, 3, { id: 'a' }),
    );
    const { store, load } = ledger();
    await load(file(response(1, 2)));
    const limits = { lines: 1, characters: 1e6 };
    const rehearsed = await load(text, { dryRun: true, limits });
    expect(store.log).toHaveLength(1);
    expect(rehearsed.position).toBeNull();
    expect({ ...(await load(text)), position: null }).toEqual(rehearsed);
    expect(rehearsed).toMatchObject({ recorded: 3, duplicates: 2, rejected: 1 });
  });
});

/** Facts of few tickets, ids and contents, so that they repeat and contradict each other often. */
const lines = fc.array(
  fc.record({
    ticket: fc.integer({ min: 1, max: 4 }),
    minute: fc.integer({ min: 0, max: 5 }),
    id: fc.option(fc.constantFrom('a', 'b')),
  }),
  { maxLength: 40 },
);
const written = (facts: { ticket: number; minute: number; id: string | null }[]): string =>
  file(...facts.map(({ ticket, minute, id }) => response(ticket, minute, id === null ? {} : { id })));
const limits = fc.record({ lines: fc.integer({ min: 1, max: 15 }), characters: fc.constant(1e6) });

describe('whatever is imported, in whatever order, how often ever', () => {
  it('each fact is recorded once: permutations and repetitions leave the same set', async () => {
    const derived = lines.map((facts) => facts.map((fact) => ({ ...fact, id: null })));
    await fc.assert(
      fc.asyncProperty(
        derived.chain((facts) =>
          fc.tuple(
            fc.constant(facts),
            fc.shuffledSubarray([...facts, ...facts], { minLength: facts.length * 2 }),
          ),
        ),
        limits,
        async ([facts, shuffled], limit) => {
          const [once, twice] = [ledger(), ledger()];
          await once.load(written(facts));
          const summary = await twice.load(written(shuffled), { limits: limit });
          expect(twice.facts().sort()).toEqual(once.facts().sort());
          expect(summary).toMatchObject({
            recorded: once.store.log.length,
            duplicates: shuffled.length - once.store.log.length,
          });
        },
      ),
      { numRuns: 150 },
    );
  });

  it('nothing is doubled or lost by lost answers and rivals, and every count is right', async () => {
    await fc.assert(
      fc.asyncProperty(
        lines,
        limits,
        fc.infiniteStream(fc.integer({ min: 0, max: 9 })),
        async (facts, limit, luck) => {
          const next = () => luck.next().value as number;
          const seen = new Map<string, string>();
          let rivals = 0;
          const contested = ledger({
            loseAnswer: () => next() === 0,
            mistakeRepeat: () => next() === 0,
            beforeAppend: async (stream, rival) => {
              if (next() > 2) return;
              const last = [];
              for await (const event of rival.readStream(stream)) last.push(event);
              const event = {
                id: `rival-${rivals}`,
                type: 'Noted',
                data: { id: `rival-${rivals++}` },
                metadata: {},
              };
              await rival.append(stream, [event], last.at(-1)?.revision ?? 'no-stream');
            },
          });
          let recorded = 0;
          for (let tries = 0; ; tries++) {
            const summary = await contested.load(written(facts), { limits: limit }).catch(() => undefined);
            const stored = contested.store.log.filter(({ type }) => type !== 'Noted');
            expect(new Set(stored.map(({ stream, data }) => `${stream} ${String(data['id'])}`)).size).toBe(
              stored.length,
            );
            if (summary) {
              expect(summary.recorded + summary.duplicates + summary.rejected).toBe(facts.length);
              expect(summary.recorded).toBe(stored.length - recorded);
              break;
            }
            recorded = stored.length;
            expect(tries).toBeLessThan(200);
          }
          for (const { ticket, minute, id } of facts) {
            const name = `${ticket} ${id ?? `derived ${minute}`}`;
            if (!seen.has(name)) seen.set(name, String(minute));
          }
          expect(contested.store.log.filter(({ type }) => type !== 'Noted')).toHaveLength(seen.size);
        },
      ),
      { numRuns: 200 },
    );
  });
});
