import { problemReactors } from '@app/problems';
import { reactorStatus, type ReactorStatus } from '@app/reactors';
import { Controller, Get, Inject } from '@nestjs/common';
import { API_PARTS, type ApiParts } from '../api-parts.js';

/** How far the reactors are. */
@Controller('v1/reactors')
export class ReactorsController {
  constructor(@Inject(API_PARTS) private readonly parts: ApiParts) {}

  /** Each reactor: name, version, position, lag, state, and what it failed on. */
  @Get()
  async list(): Promise<{ readonly items: readonly ReactorStatus[]; readonly next: null }> {
    const { sql, store, reactorMemory: memory, recording, clock } = this.parts;
    const reactors = problemReactors(recording);
    return { items: await reactorStatus({ sql, store, memory, reactors, clock }), next: null };
  }
}
