import { randomUUID } from 'node:crypto';
import { askForVerification, listVerifications, readVerification, type Verification } from '@app/audit';
import { Controller, Get, HttpCode, Inject, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { API_PARTS, type ApiParts } from '../api-parts.js';
import { apiProblems } from '../api.problems.js';

const PATH = 'v1/audit/verifications';

/** Verifications: everything that is stored, held against what the log gives. */
@Controller(PATH)
export class VerificationsController {
  constructor(@Inject(API_PARTS) private readonly parts: ApiParts) {}

  /** Verify the ledger; where a verification is under way, that one is answered. What serves is not touched. */
  @Post()
  @HttpCode(202)
  async ask(@Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    const { sql, clock } = this.parts;
    const verification = await askForVerification(sql, randomUUID(), clock.nowMs());
    void reply.header('location', `/${PATH}/${verification.id}`);
    return verificationAnswer(verification);
  }

  /** The last few verifications, the latest first. */
  @Get()
  async list(): Promise<object> {
    return { items: (await listVerifications(this.parts.sql)).map(verificationAnswer), next: null };
  }

  /** A verification: how far it is, and what it has found once it is done. */
  @Get(':id')
  async read(@Param('id') id: string): Promise<object> {
    const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id);
    const verification = isId ? await readVerification(this.parts.sql, id) : undefined;
    if (verification === undefined) {
      const detail = `there is no verification ${id}; only the last few are kept`;
      throw apiProblems.VERIFICATION_NOT_FOUND(detail);
    }
    return verificationAnswer(verification);
  }
}

const instant = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

const outcomeOf = ({ state, counts }: Verification): 'intact' | 'differences' | null => {
  if (state !== 'done') return null;
  return counts.length === 0 ? 'intact' : 'differences';
};

const verificationAnswer = (verification: Verification) => ({
  id: verification.id,
  state: verification.state,
  position: verification.position === null ? null : String(verification.position),
  askedAt: instant(verification.askedAtMs),
  startedAt: instant(verification.startedAtMs),
  endedAt: instant(verification.endedAtMs),
  progress: verification.progress,
  outcome: outcomeOf(verification),
  checked: verification.checked,
  counts: verification.counts,
  differences: verification.differences,
  ...(verification.error !== null && { error: verification.error }),
});
