import type { Terminal } from '../terminal.js';

/** How far a command has come; shown on a screen only. */
export interface Progress {
  advance(by: number): void;
  /** Takes it off the screen. */
  stop(): void;
}

const HIDDEN: Progress = { advance: () => undefined, stop: () => undefined };

/**
 * Shows a bar that is full at `total`; nothing where nobody looks, or where the total is not known.
 *
 * @param unit `bytes` are shown in megabytes
 */
export async function startProgress(
  terminal: Terminal,
  label: string,
  total: number | undefined,
  unit: 'bytes' | 'incidents' | 'positions' | 'events' | 'tables' | 'tickets' | 'months',
): Promise<Progress> {
  if (!terminal.isScreen || total === undefined) return HIDDEN;
  const { SingleBar } = (await import('cli-progress')).default;
  const bar = new SingleBar({
    stream: terminal.errors,
    format: `${label} {bar} {percentage}% | {value}/{total}${unit === 'bytes' ? ' MB' : ` ${unit}`} | {duration_formatted}`,
    clearOnComplete: true,
    hideCursor: true,
    ...(unit === 'bytes' && { formatValue: megabytes }),
  });
  bar.start(total, 0);
  return { advance: (by) => bar.increment(by), stop: () => bar.stop() };
}

function megabytes(value: number, _options: unknown, type: string): string {
  return type === 'value' || type === 'total' ? (value / 1e6).toFixed(1) : String(value);
}

/** The same chunks, their bytes counted as they are taken. */
export async function* counted(
  chunks: AsyncIterable<Uint8Array>,
  progress: Progress,
): AsyncGenerator<Uint8Array, void> {
  for await (const chunk of chunks) {
    yield chunk;
    progress.advance(chunk.length);
  }
}
