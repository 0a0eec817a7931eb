import { GiveNotice, WithdrawNotice } from '@app/agreements';
import { validateNotice, validateNoticeWithdrawal } from '@app/agreements/domain';
import { nowSecond } from '@app/platform';
import { Body, Controller, Headers, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBody } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { API_PARTS, type ApiParts } from '../api-parts.js';
import { recordingMetadata } from '../facts/recording-metadata.js';
import type { ApiRequest } from '../http/api-request.js';
import { ifMatchOf } from '../http/etag.js';
import { type AgreementAnswer, agreementAnswer } from './agreement-answer.js';
import { validated } from './validated.js';

/** Recording that an agreement shall not be renewed. */
@Controller('v1/agreements/:agreementId/notices')
export class NoticesController {
  constructor(
    @Inject(API_PARTS) private readonly parts: ApiParts,
    private readonly commands: CommandBus,
  ) {}

  /** Record a notice. One that comes too late for this renewal works at the next. */
  @Post()
  @ApiBody({ schema: { $ref: '#/components/schemas/Notice' } })
  async give(
    @Param('agreementId') agreementId: string,
    @Body() body: unknown,
    @Headers('if-match') ifMatch: string | undefined,
    @Req() request: ApiRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AgreementAnswer> {
    const notice = validated(validateNotice(body, nowSecond(this.parts.clock)), {});
    const metadata = recordingMetadata(request, this.parts.recording.key);
    const command = new GiveNotice(agreementId, notice, metadata, ifMatchOf(ifMatch));
    return agreementAnswer(agreementId, await this.commands.execute(command), reply, 201);
  }

  /** Record that a notice does not count any more: it was taken back, or recorded by mistake. */
  @Post(':noticeId/withdrawal')
  @ApiBody({ schema: { $ref: '#/components/schemas/NoticeWithdrawal' } })
  async withdraw(
    @Param('agreementId') agreementId: string,
    @Param('noticeId') noticeId: string,
    @Body() body: unknown,
    @Headers('if-match') ifMatch: string | undefined,
    @Req() request: ApiRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AgreementAnswer> {
    const withdrawal = validated(validateNoticeWithdrawal(body, nowSecond(this.parts.clock)), {});
    const metadata = recordingMetadata(request, this.parts.recording.key);
    const command = new WithdrawNotice(
      agreementId,
      { noticeId, ...withdrawal },
      metadata,
      ifMatchOf(ifMatch),
    );
    return agreementAnswer(agreementId, await this.commands.execute(command), reply, 201);
  }
}
