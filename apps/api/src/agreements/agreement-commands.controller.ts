import { AddAgreementVersion, PutAgreement } from '@app/agreements';
import { validateAgreement, validateAgreementVersion } from '@app/agreements/domain';
import { isJsonObject } from '@app/facts';
import { Body, Controller, Headers, Inject, Param, Post, Put, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBody } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { API_PARTS, type ApiParts } from '../api-parts.js';
import { recordingMetadata } from '../facts/recording-metadata.js';
import type { ApiRequest } from '../http/api-request.js';
import { ifMatchOf } from '../http/etag.js';
import { type AgreementAnswer, agreementAnswer } from './agreement-answer.js';
import { validated } from './validated.js';

/** Changing agreements. */
@Controller('v1/agreements')
export class AgreementCommandsController {
  constructor(
    @Inject(API_PARTS) private readonly parts: ApiParts,
    private readonly commands: CommandBus,
  ) {}

  /** Create an agreement, or replace its title and the versions that are not in force yet. */
  @Put(':agreementId')
  @ApiBody({ schema: { $ref: '#/components/schemas/Agreement' } })
  async put(
    @Param('agreementId') agreementId: string,
    @Body() body: unknown,
    @Headers('if-match') ifMatch: string | undefined,
    @Req() request: ApiRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AgreementAnswer> {
    const document = isJsonObject(body) ? documentIn(agreementId, body) : body;
    const agreement = validated(validateAgreement(document), { agreementId });
    const metadata = recordingMetadata(request, this.parts.recording.key);
    const command = new PutAgreement(agreement, metadata, ifMatchOf(ifMatch));
    return agreementAnswer(agreementId, await this.commands.execute(command), reply);
  }

  /** Add a version, in force from a day after today in its zone. */
  @Post(':agreementId/versions')
  @ApiBody({ schema: { $ref: '#/components/schemas/AgreementVersion' } })
  async addVersion(
    @Param('agreementId') agreementId: string,
    @Body() body: unknown,
    @Headers('if-match') ifMatch: string | undefined,
    @Req() request: ApiRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AgreementAnswer> {
    const version = validated(validateAgreementVersion(body), {});
    const metadata = recordingMetadata(request, this.parts.recording.key);
    const command = new AddAgreementVersion(agreementId, version, metadata, ifMatchOf(ifMatch));
    return agreementAnswer(agreementId, await this.commands.execute(command), reply, 201);
  }
}

/** What was read may be sent back as it is: `position` says of which state the answer was, and is no part of it. */
const documentIn = (
  agreementId: string,
  { position: _, ...document }: Readonly<Record<string, unknown>>,
) => ({
  agreementId,
  ...document,
});
