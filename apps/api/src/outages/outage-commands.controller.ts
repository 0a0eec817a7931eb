import { RecordOutageFact } from '@app/availability';
import { Body, Controller, Headers, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import { API_PARTS, type ApiParts } from '../api-parts.js';
import { checkedFact, factAbout } from '../facts/checked-fact.js';
import { type RecordedFactAnswer, recordAnswer } from '../facts/record-answer.js';
import { recordingMetadata } from '../facts/recording-metadata.js';
import { pointIntoRegistration, registrationFact } from '../facts/registration-body.js';
import type { ApiRequest } from '../http/api-request.js';
import { ifMatchOf } from '../http/etag.js';
import { ApiRecording } from '../openapi/api-recording.js';

/** Recording on outages. */
@Controller('v1/outages')
export class OutageCommandsController {
  constructor(
    @Inject(API_PARTS) private readonly parts: ApiParts,
    private readonly commands: CommandBus,
  ) {}

  /** Record that an outage has started. */
  @Post()
  @ApiRecording('OutageRegistration')
  async start(
    @Body() body: unknown,
    @Req() request: ApiRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RecordedFactAnswer & { readonly outageId: string }> {
    const sent = registrationFact('OutageStarted', 'outageId', body);
    const { fact, instant } = checkedFact(this.parts, sent, pointIntoRegistration);
    const metadata = recordingMetadata(request, this.parts.recording.key);
    const command = new RecordOutageFact(fact, instant, metadata);
    const answer = recordAnswer(await this.commands.execute(command), reply);
    const outageId = fact.target.id;
    void reply.header('location', `/v1/outages/${encodeURIComponent(outageId)}`);
    return { outageId, ...answer };
  }

  /** Record one fact of an outage. It is checked against the outage's state at `occurredAt`. */
  @Post(':outageId/facts')
  @ApiRecording('OutageFact')
  async record(
    @Param('outageId') outageId: string,
    @Body() body: unknown,
    @Headers('if-match') ifMatch: string | undefined,
    @Req() request: ApiRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RecordedFactAnswer> {
    const { fact, instant } = checkedFact(this.parts, factAbout('outageId', outageId, body));
    const metadata = recordingMetadata(request, this.parts.recording.key);
    const revision = ifMatchOf(ifMatch);
    const options = revision === undefined ? {} : { ifMatch: revision };
    return recordAnswer(
      await this.commands.execute(new RecordOutageFact(fact, instant, metadata, options)),
      reply,
    );
  }
}
