import { problems } from '@app/platform';
import {
  Inject,
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { API_PARTS, type ApiParts } from '../api-parts.js';
import type { ApiRequest } from '../http/api-request.js';
import { recordingMetadata } from './recording-metadata.js';

const IMPORTS = '/v1/imports';

/**
 * Holds every writing request with an `Idempotency-Key` to the body that its key came with first, whatever stream that
 * was recorded in: same key, other body is `IDEMPOTENCY_KEY_REUSED`. A repeated request with the same body goes on, and
 * finds its own answer in the log. Requests with one key go one after another, across processes; each sees what the
 * ones before it have recorded, since it waits until the read models hold the log as it is now.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(@Inject(API_PARTS) private readonly parts: ApiParts) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<ApiRequest>();
    const isWriting = request.method !== 'GET' && !request.url.startsWith(IMPORTS);
    if (!isWriting || request.headers['idempotency-key'] === undefined) return next.handle();
    return from(this.oneAtATime(request, () => lastValueFrom(next.handle())));
  }

  private async oneAtATime(request: ApiRequest, work: () => Promise<unknown>): Promise<unknown> {
    const { idempotency } = recordingMetadata(request, this.parts.recording.key);
    if (idempotency === undefined) return work();
    const { scope, key, bodyHash } = idempotency;
    const session = await this.parts.locks.reserve();
    try {
      await session`select pg_advisory_lock(hashtextextended(${`${scope} ${key}`}, 0))`;
      try {
        const known = await this.firstBody(scope, key);
        if (known !== undefined && known !== bodyHash) {
          throw problems.IDEMPOTENCY_KEY_REUSED('give each request a key of its own');
        }
        return await work();
      } finally {
        await session`select pg_advisory_unlock(hashtextextended(${`${scope} ${key}`}, 0))`;
      }
    } finally {
      session.release();
    }
  }

  private async firstBody(scope: string, key: string): Promise<string | undefined> {
    const { sql, store, readModels } = this.parts;
    const last = await store.last();
    if (last) await readModels.reach(last.position);
    const [row] = await sql<{ body_hash: string }[]>`
      select body_hash from read.request where scope = ${scope} and key = ${key}`;
    return row?.body_hash;
  }
}
