import { RegisterWitness, signingKeysIn, witnessesIn } from '@app/audit';
import { keyIdOf, readPublicKey } from '@app/audit/domain';
import { problems } from '@app/platform';
import { Body, Controller, Get, Inject, Post, Query, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import { API_PARTS, type ApiParts } from '../api-parts.js';
import { recordingMetadata } from '../facts/recording-metadata.js';
import type { ApiRequest } from '../http/api-request.js';
import { BodyPipe } from '../http/body.pipe.js';
import { MomentQuery } from '../http/moment.query.dto.js';
import { treePosition, TreeReader } from './tree-reader.js';
import { witnessAnswer } from './witness-answer.js';
import { WitnessBody } from './witness.body.dto.js';

/** The subject of the tokens that come without one: who runs the ledger. */
const OPERATOR = 'operator';

/** Whose signatures count: the ledger's own keys, and the witnesses'. */
@Controller('v1/audit')
export class AuditKeysController {
  constructor(
    @Inject(API_PARTS) private readonly parts: ApiParts,
    private readonly trees: TreeReader,
    private readonly commands: CommandBus,
  ) {}

  /** Keys that heads are signed with, the oldest first; each is signed over by the one before it. */
  @Get('keys')
  keys(@Query() query: MomentQuery): Promise<object> {
    return this.trees.read(query, async (snapshot) => ({
      items: (await signingKeysIn(snapshot.tx)).map(({ announcement, leafIndex }) => ({
        ...announcement,
        leafIndex,
      })),
      next: null,
      position: treePosition(snapshot),
    }));
  }

  /** Who may countersign heads. */
  @Get('witnesses')
  witnesses(@Query() query: MomentQuery): Promise<object> {
    return this.trees.read(query, async (snapshot) => ({
      items: await witnessesIn(snapshot.tx),
      next: null,
      position: treePosition(snapshot),
    }));
  }

  /** Let somebody countersign heads; for the operator. */
  @Post('witnesses')
  async register(
    @Body(BodyPipe) { name, publicKey }: WitnessBody,
    @Req() request: ApiRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    if (request.subject !== OPERATOR) throw problems.FORBIDDEN('witnesses are registered by the operator');
    if (readPublicKey(publicKey) === undefined) {
      const detail = 'must be an Ed25519 key, SubjectPublicKeyInfo as base64';
      const fault = { pointer: '/publicKey', code: 'INVALID_VALUE', detail };
      throw problems.VALIDATION_FAILED('the body cannot be used', { errors: [fault] });
    }
    const keyId = keyIdOf(publicKey);
    const metadata = recordingMetadata(request, this.parts.recording.key);
    const command = new RegisterWitness({ keyId, publicKey, name }, metadata);
    return witnessAnswer({ keyId, name }, await this.commands.execute(command), reply);
  }
}
