import { RecordTicketFact } from '@app/tickets';
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

/** Recording on tickets. */
@Controller('v1/tickets')
export class TicketCommandsController {
  constructor(
    @Inject(API_PARTS) private readonly parts: ApiParts,
    private readonly commands: CommandBus,
  ) {}

  /** Register a ticket. */
  @Post()
  @ApiRecording('TicketRegistration')
  async register(
    @Body() body: unknown,
    @Req() request: ApiRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RecordedFactAnswer & { readonly ticketId: string }> {
    const sent = registrationFact('TicketRegistered', 'ticketId', body);
    const { fact, instant } = checkedFact(this.parts, sent, pointIntoRegistration);
    const metadata = recordingMetadata(request, this.parts.recording.key);
    const command = new RecordTicketFact(fact, instant, metadata);
    const answer = recordAnswer(await this.commands.execute(command), reply);
    const ticketId = fact.target.id;
    void reply.header('location', `/v1/tickets/${encodeURIComponent(ticketId)}`);
    return { ticketId, ...answer };
  }

  /** Record one fact of a ticket. It is checked against the ticket's state at `occurredAt`. */
  @Post(':ticketId/facts')
  @ApiRecording('TicketFact')
  async record(
    @Param('ticketId') ticketId: string,
    @Body() body: unknown,
    @Headers('if-match') ifMatch: string | undefined,
    @Req() request: ApiRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RecordedFactAnswer> {
    const { fact, instant } = checkedFact(this.parts, factAbout('ticketId', ticketId, body));
    const metadata = recordingMetadata(request, this.parts.recording.key);
    const revision = ifMatchOf(ifMatch);
    const options = revision === undefined ? {} : { ifMatch: revision };
    return recordAnswer(
      await this.commands.execute(new RecordTicketFact(fact, instant, metadata, options)),
      reply,
    );
  }
}
