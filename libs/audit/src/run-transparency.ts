import type { EventBatch, LogSource } from '@app/event-store';
import { type Logger, runInBackground, Wake } from '@app/platform';
import { followLog, type ReadDatabase, serveAsOwner } from '@app/projections';
import { HeadSigner, type HeadSignerOptions } from './head-signer.js';
import type { TreeAlarm } from './head.vault.js';
import { prepareTree } from './prepare-tree.js';
import type { AuditMetrics } from './audit.metrics.js';
import { TreeWriter } from './tree-writer.js';

export interface TransparencyOptions extends Omit<HeadSignerOptions, 'sql'> {
  /** Where the log is followed as it is stored, nothing raised to shapes of today (default `store`). */
  readonly source?: LogSource;
  readonly database: ReadDatabase;
  readonly ledgerId: string;
  readonly logger: Logger;
  readonly metrics?: AuditMetrics;
  readonly signal: AbortSignal;
  /** How often it is looked whether a head is due, default 1 s; a freeze does not wait for it. */
  readonly lookEveryMs?: number;
  /** Most events in one transaction, default 2,000. */
  readonly maxBatch?: number;
}

/** The name under which one process at a time owns tree and heads. */
const OWNED = 'transparency';

/** How long leaves are gathered: the transaction that adds them costs more than those of such a moment. */
const GATHER_MS = 100;

/**
 * Keeps the tree up with the log, and signs its heads, until the signal aborts. Start it in as many processes as you like:
 * one of them owns tree and key, the others stand by. It survives the loss of log and database; after an alarm the tree
 * goes on growing and nothing is signed.
 *
 * @returns when everything is let go after the abort; never rejects
 */
export const runTransparency = (options: TransparencyOptions): Promise<void> =>
  runInBackground((signal) => serve(options, signal), {
    name: 'transparency log',
    logger: options.logger,
    signal: options.signal,
    maxMs: 2_000,
  });

/** One term as owner. Throws what ended it. */
async function serve(options: TransparencyOptions, signal: AbortSignal): Promise<void> {
  const {
    database,
    ledgerId,
    logger,
    store,
    source = store,
    metrics,
    maxBatch = 2_000,
    lookEveryMs = 1_000,
  } = options;
  await serveAsOwner(database, { lock: OWNED, what: 'the transparency log' }, signal, async (sql, own) => {
    const ended = new AbortController();
    const term = AbortSignal.any([own, ended.signal]);
    await prepareTree(sql);
    const writer = await TreeWriter.open(sql, ledgerId);
    const signer = new HeadSigner({ ...options, sql });
    const tell = new Teller(logger, metrics);
    const wake = new Wake();
    let isLive = false;
    const look = async (): Promise<void> => {
      await wake.after(lookEveryMs, term);
      if (!isLive || term.aborted) return;
      const outcome = await signer.look();
      if (outcome.kind === 'announced') wake.atOnce();
      tell.outcome(outcome.kind === 'alarm' ? outcome.alarms : []);
    };
    const signing = runInBackground(look, { name: 'tree heads', logger, signal: term, firstMs: 10 });
    const take = async ({ events, caughtUp }: EventBatch): Promise<'go on'> => {
      const frozenBefore = writer.at.freezeSize;
      await writer.add(events);
      metrics?.treeSize.set(writer.at.treeSize);
      isLive ||= caughtUp;
      if (writer.at.freezeSize > frozenBefore) wake.atOnce();
      return 'go on';
    };
    try {
      const after = writer.at.position;
      const gathered = { maxBatch, maxDelayMs: GATHER_MS, mayFallBehind: true };
      await followLog({ source, after, ...gathered, signal: term, take });
    } finally {
      ended.abort();
      await signing;
    }
  });
}

/** Says an alarm once, loudly. */
class Teller {
  private told = '';

  constructor(
    private readonly logger: Logger,
    private readonly metrics: AuditMetrics | undefined,
  ) {}

  outcome(alarms: readonly TreeAlarm[]): void {
    this.metrics?.alarms.set(alarms.length);
    const now = JSON.stringify(alarms);
    if (alarms.length > 0 && now !== this.told) {
      this.logger.fatal(
        { alarms },
        'the log is not the one that was signed: no tree head is signed any more',
      );
    }
    this.told = now;
  }
}
