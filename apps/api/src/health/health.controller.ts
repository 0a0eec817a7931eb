import { setTimeout as timer } from 'node:timers/promises';
import type { ProblemFault } from '@app/platform';
import { Controller, Get, Inject } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { API_PARTS, type ApiParts } from '../api-parts.js';
import { apiProblems } from '../api.problems.js';

const LIMIT_MS = 2_000;

const inTime = async (work: Promise<unknown>): Promise<void> => {
  const stop = new AbortController();
  const late = timer(LIMIT_MS, undefined, { signal: stop.signal }).then(() => {
    throw new Error(`no answer within ${LIMIT_MS} ms`);
  });
  late.catch(() => undefined);
  await Promise.race([work, late]).finally(() => stop.abort());
};

const faultOf = async (pointer: string, work: Promise<unknown>): Promise<readonly ProblemFault[]> => {
  try {
    await inTime(work);
    return [];
  } catch {
    return [{ pointer, code: 'UNAVAILABLE', detail: 'does not answer' }];
  }
};

/** For whoever watches the process: open to all, so they say nothing of the ledger. */
@ApiExcludeController()
@Controller('health')
export class HealthController {
  constructor(@Inject(API_PARTS) private readonly parts: ApiParts) {}

  /** The process runs. Not a word about what it depends on: restarting it would not mend that. */
  @Get('live')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** Requests can be answered: both the log and the database are reached. */
  @Get('ready')
  async ready(): Promise<{ status: 'ok' }> {
    const { sql, store } = this.parts;
    const errors = await Promise.all([
      faultOf('/database', sql`select 1`.execute()),
      faultOf('/log', store.last()),
    ]);
    const faults = errors.flat();
    if (faults.length === 0) return { status: 'ok' };
    const detail = `without an answer: ${faults.map(({ pointer }) => pointer.slice(1)).join(', ')}`;
    throw apiProblems.NOT_READY(detail, { errors: faults, retryAfterSeconds: 2 });
  }
}
