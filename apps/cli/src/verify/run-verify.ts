import { setTimeout as pause } from 'node:timers/promises';
import { CliError } from '../cli.errors.js';
import { findServer, type Server } from '../import/find-server.js';
import { type Progress, startProgress } from '../import/progress.js';
import type { ServerOptions } from '../projections/server.options.js';
import type { ExitCode, Terminal } from '../terminal.js';
import { writeLines } from '../text-output.js';
import { readVerification, startVerification, type VerificationLine } from './ask-verification.js';
import { verificationText } from './verification-text.js';

const ASK_EVERY_MS = 100;

const UNITS = { log: 'events', 'read-models': 'tables', tickets: 'tickets', frozen: 'months' } as const;

/** Shows the part that is under way: one bar after the other. */
class PartBars {
  private part = '';
  private done = 0;
  private bar: Progress | undefined;

  constructor(private readonly terminal: Terminal) {}

  async show({ progress }: VerificationLine): Promise<void> {
    const current = progress.find(({ done, total }) => done < total);
    if (current === undefined) return;
    if (current.part !== this.part) {
      this.stop();
      const unit = UNITS[current.part as keyof typeof UNITS] ?? 'events';
      this.bar = await startProgress(this.terminal, current.part, current.total, unit);
      [this.part, this.done] = [current.part, 0];
    }
    this.bar?.advance(current.done - this.done);
    this.done = current.done;
  }

  stop(): void {
    this.bar?.stop();
  }
}

/** Waits until a verification has ended, and shows how far it is. */
const finished = async (
  server: Server,
  begun: VerificationLine,
  terminal: Terminal,
): Promise<VerificationLine> => {
  const bars = new PartBars(terminal);
  let verification = begun;
  try {
    while (verification.state === 'asked' || verification.state === 'running') {
      await pause(ASK_EVERY_MS);
      verification = await readVerification(server, begun.id);
      await bars.show(verification);
    }
  } finally {
    bars.stop();
  }
  return verification;
};

/**
 * Has a ledger verified, and waits for what is found.
 *
 * @returns 1 where something that is stored is not what the log gives
 * @throws CliError where the verification could not be brought to an end
 */
export async function runVerify(options: ServerOptions, terminal: Terminal): Promise<ExitCode> {
  const server = await findServer(options, terminal);
  const verification = await finished(server, await startVerification(server), terminal);
  if (verification.state === 'failed') {
    const reason = verification.error ?? 'no reason given';
    throw new CliError(`The verification failed: ${reason}. Give the command again.`);
  }
  const lines = options.json === true ? [JSON.stringify(verification)] : verificationText(verification);
  await writeLines(terminal.output, lines);
  return verification.outcome === 'intact' ? 0 : 1;
}
