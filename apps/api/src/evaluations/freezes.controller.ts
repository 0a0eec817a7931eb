import { createHash } from 'node:crypto';
import { FreezeEvaluation, freezesOf, WithdrawFreeze, type FreezeOutcome } from '@app/evaluations';
import { standingFreeze, type Freeze } from '@app/evaluations/domain';
import { Problem, problems } from '@app/platform';
import { Body, Controller, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOkResponse } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { API_PARTS, type ApiParts } from '../api-parts.js';
import { apiProblems } from '../api.problems.js';
import { recordingMetadata } from '../facts/recording-metadata.js';
import type { ApiRequest } from '../http/api-request.js';
import { BodyPipe } from '../http/body.pipe.js';
import { etagOf } from '../http/etag.js';
import { KnownQuery } from '../http/known.query.dto.js';
import { positionText } from '../read-models.js';
import { FreezeBody, FreezeWithdrawalBody } from './freeze.body.dto.js';
import { MonthReader } from './month-reader.js';

/** Freezing months as the meeting saw them, and taking that back. */
@Controller('v1/evaluations/:agreementId/:month')
export class FreezesController {
  constructor(
    @Inject(API_PARTS) private readonly parts: ApiParts,
    private readonly months: MonthReader,
    private readonly commands: CommandBus,
  ) {}

  /** Freeze the month as it is now, with everything that has been recorded. */
  @Post('freeze')
  async freeze(
    @Param('agreementId') agreementId: string,
    @Param('month') month: string,
    @Body(BodyPipe) body: FreezeBody,
    @Req() request: ApiRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    const { readModels, store, recording } = this.parts;
    const last = await store.last();
    if (last) await readModels.reach(last.position);
    const command = await readModels.read({}, async (snapshot) => {
      const { evaluation } = await this.months.read(snapshot, agreementId, month, { as: 'current' });
      const parked = snapshot.incomplete.map(({ partition }) => partition);
      const metadata = recordingMetadata(request, recording.key);
      return new FreezeEvaluation(evaluation, snapshot.position ?? 0n, parked, { ...body }, metadata);
    });
    return freezeAnswer(await this.commands.execute(command), reply);
  }

  /** Take the freeze that stands back; its document stays readable under its hash. */
  @Post('freeze/withdrawal')
  async withdraw(
    @Param('agreementId') agreementId: string,
    @Param('month') month: string,
    @Body(BodyPipe) body: FreezeWithdrawalBody,
    @Req() request: ApiRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    const metadata = recordingMetadata(request, this.parts.recording.key);
    const command = new WithdrawFreeze(agreementId, month, { ...body }, metadata);
    return freezeAnswer(await this.commands.execute(command), reply);
  }

  /** Every freeze of the month, the oldest first, and what was taken back. */
  @Get('freeze')
  list(
    @Param('agreementId') agreementId: string,
    @Param('month') month: string,
    @Query() query: KnownQuery,
  ): Promise<object> {
    return this.parts.readModels.read(query, async (snapshot) => ({
      items: (await freezesOf(snapshot.tx, agreementId, month, snapshot.upTo)).map(freezeDocument),
      next: null,
      position: positionText(snapshot),
    }));
  }

  /** The frozen document itself: the very bytes whose SHA-256 the freeze names, as its `ETag` and digest say too. */
  @Get('frozen')
  @ApiOkResponse({ content: { 'application/json': {} } })
  async bytes(
    @Param('agreementId') agreementId: string,
    @Param('month') month: string,
    @Query() query: KnownQuery,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { readModels, documents } = this.parts;
    const freezes = await readModels.read(query, ({ tx, upTo }) => freezesOf(tx, agreementId, month, upTo));
    const freeze = standingFreeze(freezes);
    if (freeze === undefined) throw apiProblems.FREEZE_NOT_FOUND(`${month} is not frozen`);
    const text = await documents.get(freeze.sha256);
    const digest = createHash('sha256').update(text, 'utf8').digest('base64');
    await reply
      .header('etag', `"${freeze.sha256}"`)
      .header('repr-digest', `sha-256=:${digest}:`) // RFC 9530
      .type('application/json')
      .send(text);
  }
}

const freezeDocument = ({ frozen, withdrawn }: Freeze) => ({
  ...frozen,
  withdrawn: withdrawn && { reason: withdrawn.reason, ...(withdrawn.by && { by: withdrawn.by }) },
});

function freezeAnswer(outcome: FreezeOutcome, reply: FastifyReply): object {
  switch (outcome.kind) {
    case 'recorded':
      void reply.status(201).header('etag', etagOf(outcome.revision));
      // The position of the answer is that of what was recorded; the document's own stands in `frozen`.
      return { frozen: freezeDocument(outcome.freeze), position: String(outcome.position) };
    case 'refused':
      throw new Problem(409, outcome.code, 'The month cannot be frozen or released now', outcome.detail);
    case 'conflict':
      throw problems.CONFLICT('somebody else froze or released it meanwhile: read it again');
  }
}
