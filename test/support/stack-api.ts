import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as timer } from 'node:timers/promises';
import postgres from 'postgres';

export interface StandInAnswer {
  readonly pid: number;
  readonly env: Readonly<Record<string, string>>;
}

/** What the stand-in for the API tells about itself. */
export const askApi = async (port: number): Promise<StandInAnswer> =>
  (await (await fetch(`http://127.0.0.1:${port}/`)).json()) as StandInAnswer;

/** Asks until there is an answer and it is right, for at most so long. */
export const eventually = async <T>(
  ask: () => T | Promise<T>,
  isRight: (answer: T) => boolean,
  withinMs: number,
): Promise<T> => {
  const end = performance.now() + withinMs;
  let last: unknown;
  for (;;) {
    try {
      const answer = await ask();
      if (isRight(answer)) return answer;
      last = answer;
    } catch (error) {
      last = error;
    }
    if (performance.now() > end) throw new Error(`not in time, the last answer: ${String(last)}`);
    await timer(50);
  }
};

export interface StackFile {
  readonly api: string;
  readonly eventStore: string;
  readonly postgres: string;
}

export const readStackFile = async (dataDir: string): Promise<StackFile> =>
  JSON.parse(await readFile(join(dataDir, 'stack.json'), 'utf8')) as StackFile;

/** Runs statements on the Postgres of a stack. */
export const withPostgres = async <T>(url: string, use: (sql: postgres.Sql) => Promise<T>): Promise<T> => {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    return await use(sql);
  } finally {
    await sql.end({ timeout: 1 });
  }
};
