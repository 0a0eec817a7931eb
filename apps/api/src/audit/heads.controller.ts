import { CosignHead, headsAfter, latestHead } from '@app/audit';
import { keyIdOf } from '@app/audit/domain';
import { Body, Controller, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import { API_PARTS, type ApiParts } from '../api-parts.js';
import { apiProblems } from '../api.problems.js';
import { recordingMetadata } from '../facts/recording-metadata.js';
import type { ApiRequest } from '../http/api-request.js';
import { BodyPipe } from '../http/body.pipe.js';
import { decodeCursor, encodeCursor } from '../http/cursor.js';
import { MomentQuery } from '../http/moment.query.dto.js';
import { HeadsQuery } from './heads.query.dto.js';
import { headAnswer } from './audit-answers.js';
import { treePosition, TreeReader } from './tree-reader.js';
import { CosignatureBody } from './witness.body.dto.js';
import { witnessAnswer } from './witness-answer.js';

/** Signed heads of the transparency log: what customers keep, and hold the ledger to. */
@Controller('v1/audit/heads')
export class HeadsController {
  constructor(
    @Inject(API_PARTS) private readonly parts: ApiParts,
    private readonly trees: TreeReader,
    private readonly commands: CommandBus,
  ) {}

  /** Every head, that of the smallest tree first; `alarms` says why none is signed any more. */
  @Get()
  list(@Query() query: HeadsQuery): Promise<object> {
    const [after] = decodeCursor(query.cursor, isSize) ?? [0];
    return this.trees.read(query, async (snapshot) => {
      const heads = await headsAfter(snapshot.tx, after, query.limit + 1);
      const items = heads.slice(0, query.limit).map(headAnswer);
      const last = items.at(-1);
      return {
        items,
        next: heads.length > items.length && last ? encodeCursor([last.treeSize]) : null,
        alarms: await this.parts.audit.vault.alarms(),
        treeSize: snapshot.tree.treeSize,
        position: treePosition(snapshot),
      };
    });
  }

  /** The head of the largest tree. */
  @Get('latest')
  latest(@Query() query: MomentQuery): Promise<object> {
    return this.trees.read(query, async (snapshot) => {
      const known = await latestHead(snapshot.tx);
      if (known === undefined) throw apiProblems.HEAD_NOT_FOUND('no head has been signed yet');
      return {
        ...headAnswer(known),
        alarms: await this.parts.audit.vault.alarms(),
      };
    });
  }

  /** Countersign a head: a signature over its `text` by a key that is registered. */
  @Post(':treeSize/witnesses')
  async cosign(
    @Param('treeSize') size: string,
    @Body(BodyPipe) { keyId, publicKey, signature }: CosignatureBody,
    @Req() request: ApiRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    const treeSize = sizeOf(size);
    const id = keyId ?? keyIdOf(publicKey ?? '');
    const metadata = recordingMetadata(request, this.parts.recording.key);
    const command = new CosignHead({ treeSize, keyId: id, signature }, metadata);
    return witnessAnswer({ treeSize, keyId: id }, await this.commands.execute(command), reply);
  }
}

const isSize = (place: readonly unknown[]): place is [number] =>
  place.length === 1 && typeof place[0] === 'number' && Number.isSafeInteger(place[0]) && place[0] >= 0;

/** @throws Problem HEAD_NOT_FOUND for what is no size of a tree */
function sizeOf(text: string): number {
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text);
  throw apiProblems.HEAD_NOT_FOUND(`${text} is no number of leaves`);
}
