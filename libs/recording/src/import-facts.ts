import type { FactCatalogue, RecordingMetadata } from '@app/facts';
import type { EpochSecond } from '@app/support-time';
import { inParallel } from './in-parallel.js';
import { ImportTally, type ImportSummary, type Rejection } from './import-summary.js';
import { importWindows, type ImportWindow, type TargetFacts, type WindowLimits } from './import-window.js';
import { recordBatch, rehearseBatch, type FactOutcome } from './record-batch.js';
import type { RecordingParts } from './recording-parts.js';
import { createStreamCache } from './stream-cache.js';

export interface ImportOptions {
  readonly catalogue: FactCatalogue;
  readonly now: () => EpochSecond;
  readonly metadata: RecordingMetadata;
  /**
   * Stores nothing, and answers what would have been; but that a fact which the file repeats after 200,000 others may
   * count as recorded once more, since no more of them are remembered.
   */
  readonly dryRun?: boolean;
  readonly limits?: WindowLimits;
}

const LIMITS: WindowLimits = { lines: 10_000, characters: 4 * 1024 * 1024 };
const STREAMS_AT_ONCE = 32;
const CACHED_FACTS = 200_000;

/**
 * Records an NDJSON of facts (contract, "Import"): any order, any size, in bounded memory. Lines are taken in windows;
 * the next window is read and checked while one is recorded, the streams of a window side by side, the facts of one
 * stream in the order of their lines. Throws what the store or the input throws; what had been recorded by then stays,
 * and the same file sent again adds the rest.
 *
 * @param input UTF-8, already unzipped
 */
export async function importFacts(
  parts: RecordingParts,
  input: AsyncIterable<Uint8Array>,
  { catalogue, now, metadata, dryRun = false, limits = LIMITS }: ImportOptions,
): Promise<ImportSummary> {
  const tally = new ImportTally();
  const cache = createStreamCache(CACHED_FACTS);
  const record = dryRun ? rehearseBatch : recordBatch;
  let recording: Promise<void> = Promise.resolve();
  try {
    for await (const window of importWindows(input, { catalogue, key: parts.key, now }, limits)) {
      await recording;
      recording = recordWindow(
        window,
        (facts) => record(parts, facts.target, facts.facts, metadata, cache),
        tally,
      );
      // It is awaited in the next round; without this, a failure before then would end the process.
      recording.catch(() => undefined);
    }
  } finally {
    await recording;
  }
  return tally.summary(dryRun);
}

type RecordTarget = (facts: TargetFacts) => Promise<readonly FactOutcome[]>;

async function recordWindow(window: ImportWindow, record: RecordTarget, tally: ImportTally): Promise<void> {
  const rejections = [...window.rejections];
  await inParallel(window.targets, STREAMS_AT_ONCE, async (target) => {
    const outcomes = await record(target);
    outcomes.forEach((outcome, index) => {
      if (outcome.kind === 'id-reused') rejections.push(idReused(target, index));
      else tally.countFact(outcome.kind, outcome.position);
    });
  });
  tally.endWindow(window.lineCount, rejections);
}

function idReused({ facts, lines }: TargetFacts, index: number): Rejection {
  const id = facts[index]?.id ?? '';
  const detail = `another fact of this ticket, outage or problem has the id ${id}`;
  return { line: lines[index] ?? 0, code: 'FACT_ID_REUSED', detail };
}
