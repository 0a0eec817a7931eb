import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { runProgram } from '../src/program.js';

const root = join(import.meta.dirname, '../../..');

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  /** Standard output as NDJSON. */
  readonly lines: readonly Record<string, unknown>[];
}

interface Surroundings {
  readonly input?: string | Uint8Array | Readable;
  readonly env?: Readonly<Record<string, string>>;
  readonly home?: string;
  readonly isScreen?: boolean;
  readonly onOutput?: (text: string) => void;
  /** Whole second; asking the clock without one fails. */
  readonly now?: number;
}

/** Runs the command line in this process. */
export async function runCli(args: readonly string[], around: Surroundings = {}): Promise<Ran> {
  const [output, errors] = [collector(around.onOutput), collector()];
  const { input = '', env = {}, home = root, isScreen = false, now } = around;
  const code = await runProgram(args, {
    input: input instanceof Readable ? input : Readable.from([Buffer.from(input)]),
    output: output.stream,
    errors: Object.assign(errors.stream, { isTTY: isScreen, columns: 200 }),
    isScreen,
    env,
    home,
    now: () => (now === undefined ? Promise.reject(new Error('no clock was given')) : Promise.resolve(now)),
  });
  const out = output.text();
  return {
    code,
    out,
    err: errors.text(),
    get lines() {
      return out
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as Record<string, unknown>);
    },
  };
}

function collector(tell?: (text: string) => void): {
  readonly stream: Writable;
  readonly text: () => string;
} {
  const chunks: Buffer[] = [];
  const stream = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      chunks.push(chunk);
      tell?.(chunk.toString('utf8'));
      done();
    },
  });
  return { stream, text: () => Buffer.concat(chunks).toString('utf8') };
}
