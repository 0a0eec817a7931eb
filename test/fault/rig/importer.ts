import { type ChildProcess, spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { distDirectory } from './build.js';
import type { Api, Ledger } from './client.js';
import { ndjson, type SentFact } from './fact-source.js';

interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What `sla-ledger import --json` says of a file. */
export interface ImportLine {
  readonly lines: number;
  readonly recorded: number;
  readonly duplicates: number;
  readonly rejected: number;
}

/** Starts `sla-ledger import FILE`. */
export const startImport = (
  { api, token }: Api,
  file: string,
): { readonly child: ChildProcess; readonly ended: Promise<Ran> } => {
  const main = join(distDirectory, 'apps', 'cli', 'src', 'main.js');
  const args = [main, 'import', '--json', '--server', api, '--token', token, file];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const ended = new Promise<Ran>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
  return { child, ended };
};

/** The importer: `sla-ledger import FILE` as a process, run again for as long as it does not end well. */
export class Importer {
  private child: ChildProcess | undefined;
  private startedAt: number | undefined;

  constructor(
    private readonly to: Api,
    private readonly ledger: Ledger,
    private readonly directory: string,
    /** Part of the name of its files. */
    private readonly name: string,
  ) {}

  /** It has been running for long enough to have begun to send. */
  get isSending(): boolean {
    return this.startedAt !== undefined && performance.now() - this.startedAt > 400;
  }

  /** `kill -9`, this instant. @returns false when it does not run */
  kill(): boolean {
    return this.child?.exitCode === null && this.child.kill('SIGKILL');
  }

  /** Imports these facts, whatever it takes; an end that does not account for all of them is put down as odd. */
  async import(facts: readonly SentFact[]): Promise<void> {
    const file = join(this.directory, `${this.name}.ndjson`);
    await writeFile(file, ndjson(facts));
    await this.ledger.untilAnswered(
      facts.map(({ id }) => id),
      async () => {
        const ran = await this.run(file);
        // Killed (null), or it could not reach the ledger (2); with 1 it says that facts were refused.
        if (ran.code !== 0 && ran.code !== 1) return false;
        const { recorded, duplicates } = JSON.parse(ran.stdout) as ImportLine;
        if (recorded + duplicates !== facts.length)
          this.ledger.odd.push(`importer of ${facts.length}: ${ran.stdout}`);
        return true;
      },
    );
  }

  private async run(file: string): Promise<Ran> {
    const running = startImport(this.to, file);
    this.child = running.child;
    this.startedAt = performance.now();
    const ran = await running.ended;
    this.startedAt = undefined;
    return ran;
  }
}
