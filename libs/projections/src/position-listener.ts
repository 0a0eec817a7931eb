import { connect, disconnect } from '@app/platform';
import { positionChannel } from './checkpoint.js';
import type { ReadDatabase } from './owner-session.js';

/**
 * One term of listening to the moves of a group's checkpoint, on a session of its own (postgres.js' own `listen` does
 * not listen again when its first try after a loss fails).
 *
 * @param options.onListening called once nothing can be missed any more: what came before must be asked for
 * @returns when the signal aborts
 * @throws when the session ends
 */
export const listenToPositions = async (options: {
  readonly database: ReadDatabase;
  readonly group: string;
  readonly signal: AbortSignal;
  readonly onPosition: (position: bigint) => void;
  readonly onListening: () => Promise<void>;
}): Promise<void> => {
  const { group, signal } = options;
  const lost = new AbortController();
  const prefix = `${group}:`;
  const sql = connect({
    ...options.database,
    applicationName: `sla-ledger positions ${group}`,
    max: 1,
    onClose: () => lost.abort(),
    onNotify: (_channel, payload) => {
      if (payload.startsWith(prefix)) options.onPosition(BigInt(payload.slice(prefix.length)));
    },
  });
  try {
    await sql`listen ${sql(positionChannel('read'))}`;
    await options.onListening();
    const ended = AbortSignal.any([signal, lost.signal]);
    if (!ended.aborted)
      await new Promise((resolve) => ended.addEventListener('abort', resolve, { once: true }));
    if (!signal.aborted) throw new Error('the session that listened has ended');
  } finally {
    await disconnect(sql);
  }
};
