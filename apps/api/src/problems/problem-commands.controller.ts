import { RecordProblemFact } from '@app/problems';
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

/** Recording on problem records. */
@Controller('v1/problems')
export class ProblemCommandsController {
  constructor(
    @Inject(API_PARTS) private readonly parts: ApiParts,
    private readonly commands: CommandBus,
  ) {}

  /** Register a problem record by hand. */
  @Post()
  @ApiRecording('ProblemRegistration')
  async register(
    @Body() body: unknown,
    @Req() request: ApiRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RecordedFactAnswer & { readonly problemId: string }> {
    const sent = registrationFact('ProblemRegistered', 'problemId', body);
    const { fact, instant } = checkedFact(this.parts, sent, pointIntoRegistration);
    const metadata = recordingMetadata(request, this.parts.recording.key);
    const command = new RecordProblemFact(fact, instant, metadata);
    const answer = recordAnswer(await this.commands.execute(command), reply);
    const problemId = fact.target.id;
    void reply.header('location', `/v1/problems/${encodeURIComponent(problemId)}`);
    return { problemId, ...answer };
  }

  /** Record one fact of a problem record; the first is `ProblemRegistered`. It is checked against the record's state at `occurredAt`. */
  @Post(':problemId/facts')
  @ApiRecording('ProblemFact')
  async record(
    @Param('problemId') problemId: string,
    @Body() body: unknown,
    @Headers('if-match') ifMatch: string | undefined,
    @Req() request: ApiRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RecordedFactAnswer> {
    const { fact, instant } = checkedFact(this.parts, factAbout('problemId', problemId, body));
    const metadata = recordingMetadata(request, this.parts.recording.key);
    const revision = ifMatchOf(ifMatch);
    const options = revision === undefined ? {} : { ifMatch: revision };
    return recordAnswer(
      await this.commands.execute(new RecordProblemFact(fact, instant, metadata, options)),
      reply,
    );
  }
}
