import { RecordServiceFact } from '@app/availability';
import { Body, Controller, Headers, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import { API_PARTS, type ApiParts } from '../api-parts.js';
import { checkedFact, factAbout, type ValidFact } from '../facts/checked-fact.js';
import { type RecordedFactAnswer, recordAnswer } from '../facts/record-answer.js';
import { recordingMetadata } from '../facts/recording-metadata.js';
import { pointIntoRegistration, registrationFact } from '../facts/registration-body.js';
import type { ApiRequest } from '../http/api-request.js';
import { ifMatchOf } from '../http/etag.js';
import { ApiRecording } from '../openapi/api-recording.js';

/** Recording on services themselves, such as what their vendor publishes of them. */
@Controller('v1/services/:serviceId')
export class ServiceCommandsController {
  constructor(
    @Inject(API_PARTS) private readonly parts: ApiParts,
    private readonly commands: CommandBus,
  ) {}

  /** Record a figure as the vendor published it. Of one component and month, the one captured last counts. */
  @Post('published-figures')
  @ApiRecording('PublishedFigureCapture')
  capture(
    @Param('serviceId') serviceId: string,
    @Body() body: unknown,
    @Headers('if-match') ifMatch: string | undefined,
    @Req() request: ApiRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RecordedFactAnswer> {
    const sent = registrationFact(
      'PublishedFigureCaptured',
      'serviceId',
      factAbout('serviceId', serviceId, body),
    );
    return this.recorded(checkedFact(this.parts, sent, pointIntoRegistration), ifMatch, request, reply);
  }

  /** Record one fact of a service: a published figure, or that one was captured wrongly (`FactRetracted`). */
  @Post('facts')
  @ApiRecording('ServiceFact')
  record(
    @Param('serviceId') serviceId: string,
    @Body() body: unknown,
    @Headers('if-match') ifMatch: string | undefined,
    @Req() request: ApiRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RecordedFactAnswer> {
    return this.recorded(
      checkedFact(this.parts, factAbout('serviceId', serviceId, body)),
      ifMatch,
      request,
      reply,
    );
  }

  private async recorded(
    { fact, instant }: ValidFact,
    ifMatch: string | undefined,
    request: ApiRequest,
    reply: FastifyReply,
  ): Promise<RecordedFactAnswer> {
    const metadata = recordingMetadata(request, this.parts.recording.key);
    const revision = ifMatchOf(ifMatch);
    const options = revision === undefined ? {} : { ifMatch: revision };
    const command = new RecordServiceFact(fact, instant, metadata, options);
    return recordAnswer(await this.commands.execute(command), reply);
  }
}
