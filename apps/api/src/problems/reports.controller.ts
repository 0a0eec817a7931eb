import { Readable } from 'node:stream';
import { KeepReport, problemById, type KeepReportOutcome } from '@app/problems';
import { REPORT_MEDIA_TYPES, reportMediaType } from '@app/problems/domain';
import { problems } from '@app/platform';
import { Body, Controller, Get, Inject, Param, Put, Query, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBody, ApiConsumes, ApiResponse } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { API_PARTS, type ApiParts } from '../api-parts.js';
import { apiProblems } from '../api.problems.js';
import type { ApiRequest } from '../http/api-request.js';
import { KnownQuery } from '../http/known.query.dto.js';
import { reportHeaders } from './report-headers.js';

const FILE = { schema: { type: 'string', format: 'binary' } } as const;
const PATH = ':problemId/reports/:sha256';
const SHA256 = /^[0-9a-f]{64}$/;

/** Reports of root cause analyses: bytes under their SHA-256, which a `RootCauseReportAttached` then names. */
@Controller('v1/problems')
export class ReportsController {
  constructor(
    @Inject(API_PARTS) private readonly parts: ApiParts,
    private readonly commands: CommandBus,
  ) {}

  /** Send a report, so that it can be attached. 201 where it is new, 200 where it was here. */
  @Put(PATH)
  @ApiConsumes(...REPORT_MEDIA_TYPES)
  @ApiBody(FILE)
  @ApiResponse({ status: 201, description: 'Kept' })
  @ApiResponse({ status: 200, description: 'Was here already' })
  @ApiResponse({ status: 413, description: 'Larger than this server takes' })
  @ApiResponse({ status: 415, description: 'None of the media types that a report may have' })
  async keep(
    @Param('problemId') problemId: string,
    @Param('sha256') sha256: string,
    @Body() body: unknown,
    @Req() { headers }: ApiRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    const mediaType = reportMediaType(headers['content-type'] ?? '');
    if (!(body instanceof Readable) || mediaType === undefined)
      throw problems.UNSUPPORTED_MEDIA_TYPE(`a report is one of ${REPORT_MEDIA_TYPES.join(', ')}`);
    if (!SHA256.test(sha256)) throw invalid('/path/sha256', 'must be a SHA-256 in 64 small hex digits');
    const { reportLimitBytes: limit } = this.parts;
    if (Number(headers['content-length'] ?? 0) > limit) throw tooLarge(limit);
    const command = new KeepReport(problemId, sha256, mediaType, body, limit);
    const outcome = await this.commands.execute(command);
    const kept = keptOrThrow(outcome, command);
    void reply.status(kept.kind === 'kept' ? 201 : 200);
    return { sha256, mediaType, bytes: kept.bytes };
  }

  /** A report that is attached, as a file to keep. */
  @Get(PATH)
  @ApiResponse({ status: 200, content: { 'application/octet-stream': FILE } })
  async read(
    @Param('problemId') problemId: string,
    @Param('sha256') sha256: string,
    @Query() query: KnownQuery,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { readModels, reports } = this.parts;
    const problem = await readModels.read(query, ({ tx, at, upTo }) => problemById(tx, problemId, at, upTo));
    const report = problem?.reports.find((attached) => attached.sha256 === sha256);
    if (report === undefined)
      throw apiProblems.REPORT_NOT_FOUND(`no report ${sha256} is attached to problem ${problemId}`);
    const bytes = await reports.get(sha256);
    if (bytes === undefined)
      throw apiProblems.REPORT_NOT_FOUND('it is attached, but its bytes never came here');
    // What an import says of a media type nobody has looked at.
    const mediaType = reportMediaType(report.mediaType) ?? 'application/octet-stream';
    await reply.headers(reportHeaders(report)).type(mediaType).send(bytes);
  }
}

const invalid = (pointer: string, detail: string) =>
  problems.VALIDATION_FAILED('the report cannot be kept', {
    errors: [{ pointer, code: 'INVALID_VALUE', detail }],
  });

/** The rest of the body is not read: the connection ends with the answer. */
const tooLarge = (limit: number) =>
  problems.PAYLOAD_TOO_LARGE(`a report may have ${limit} bytes here`, { headers: { connection: 'close' } });

function keptOrThrow(
  outcome: KeepReportOutcome,
  { problemId, mediaType, limit }: KeepReport,
): Extract<KeepReportOutcome, { kind: 'kept' | 'known' }> {
  switch (outcome.kind) {
    case 'kept':
    case 'known':
      return outcome;
    case 'problem-not-found':
      throw apiProblems.PROBLEM_NOT_FOUND(`problem ${problemId} is not registered: register it first`);
    case 'too-large':
      throw tooLarge(limit);
    case 'other-hash':
      throw invalid('/path/sha256', `must be the hash of what is sent, which is ${outcome.sha256}`);
    case 'other-media':
      throw invalid('', `is not ${mediaType}`);
  }
}
