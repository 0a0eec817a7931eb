import { randomUUID } from 'node:crypto';
import {
  givePartitionOrder,
  parkedPartitions,
  skippedEvents,
  type CommandKind,
  type OrderOutcome,
} from '@app/projections';
import type { Problem } from '@app/platform';
import { Body, Controller, Get, Inject, Param, Post, Query, Req } from '@nestjs/common';
import { API_PARTS, type ApiParts } from '../api-parts.js';
import { apiProblems } from '../api.problems.js';
import { recordingMetadata } from '../facts/recording-metadata.js';
import type { ApiRequest } from '../http/api-request.js';
import { BodyPipe } from '../http/body.pipe.js';
import { MomentQuery } from '../http/moment.query.dto.js';
import { positionText } from '../read-models.js';
import { findProjections } from './find-projections.js';
import { PartitionOrderBody } from './partition-order.body.dto.js';

/** Partitions that go no further since an event could not be folded, and what is done about them (ADR 0010). */
@Controller('v1/projections/:name')
export class ParkedPartitionsController {
  constructor(@Inject(API_PARTS) private readonly parts: ApiParts) {}

  /** What is parked in a projection or group: where, why, and how many later events wait. */
  @Get('parked')
  parked(@Param('name') name: string, @Query() query: MomentQuery): Promise<object> {
    const { group, projections } = findProjections(this.parts.groups, name);
    return this.parts.readModels.read(query, async (snapshot) => {
      const parked = await parkedPartitions(snapshot.tx, group.name, projections);
      const items = parked.map(({ projection, partition, position, event, error, skipped, placed }) => ({
        projection,
        partition,
        position: String(position),
        eventId: event?.id ?? null,
        eventType: event?.type ?? null,
        error,
        waiting: skipped,
        placed,
      }));
      return { items, next: null, position: positionText(snapshot) };
    });
  }

  /** Which events were left out of their partitions by order; their answers stay incomplete. */
  @Get('skipped')
  skipped(@Param('name') name: string, @Query() query: MomentQuery): Promise<object> {
    const { group, projections } = findProjections(this.parts.groups, name);
    return this.parts.readModels.read(query, async (snapshot) => {
      const skipped = await skippedEvents(snapshot.tx, group.name, projections);
      const items = skipped.map(({ projection, partition, position, event, error }) => ({
        projection,
        partition,
        position: String(position),
        eventId: event.id,
        eventType: event.type,
        error,
      }));
      return { items, next: null, position: positionText(snapshot) };
    });
  }

  /** Fold a parked partition on, after the program that could not has been mended. */
  @Post('retries')
  retry(
    @Param('name') name: string,
    @Body(BodyPipe) body: PartitionOrderBody,
    @Req() request: ApiRequest,
  ): Promise<{ readonly position: string }> {
    return this.order('retry', name, body, request);
  }

  /** Leave out the event that a partition is parked at, and go on with those that wait behind it. */
  @Post('skips')
  skip(
    @Param('name') name: string,
    @Body(BodyPipe) body: PartitionOrderBody,
    @Req() request: ApiRequest,
  ): Promise<{ readonly position: string }> {
    return this.order('skip', name, body, request);
  }

  private async order(
    kind: CommandKind,
    name: string,
    { partition, position, reason }: PartitionOrderBody,
    request: ApiRequest,
  ): Promise<{ readonly position: string }> {
    const { group, projections } = findProjections(this.parts.groups, name);
    const { sql, store, recording } = this.parts;
    const outcome = await givePartitionOrder(sql, store, group, {
      id: randomUUID(),
      kind,
      projections,
      partition,
      parkedAt: BigInt(position),
      reason,
      metadata: { ...recordingMetadata(request, recording.key) },
    });
    if (outcome.kind !== 'given') throw refusal(outcome.kind, partition, position);
    return { position: String(outcome.position) };
  }
}

function refusal(kind: Exclude<OrderOutcome['kind'], 'given'>, partition: string, position: string): Problem {
  switch (kind) {
    case 'not-parked':
      return apiProblems.PARTITION_NOT_PARKED(`${partition} is not parked at position ${position}`);
    case 'rebuild-needed':
      return apiProblems.REBUILD_NEEDED(
        'nobody could say whose event it is, and others of its partition may have gone past: mend the program, and rebuild',
      );
    case 'nothing-to-skip':
      return apiProblems.NOTHING_TO_SKIP(
        `no event of ${partition} is to blame, its rows depend on others that changed: mend the program, and retry`,
      );
  }
}
