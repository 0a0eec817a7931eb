import { exportMonth, LogChangedError, type FrozenMonth } from '@app/audit';
import type { MonthExport } from '@app/audit/domain';
import { freezesOf, streamsOfMonth } from '@app/evaluations';
import { standingFreeze } from '@app/evaluations/domain';
import { parseInstant } from '@app/support-time';
import { Inject, Injectable } from '@nestjs/common';
import { API_PARTS, type ApiParts } from '../api-parts.js';
import { apiProblems } from '../api.problems.js';
import { frameOf } from '../evaluations/frame-of.js';
import type { Known } from '../read-models.js';
import type { MonthExportQuery } from './month-export.query.dto.js';

/** Gathers what proves a frozen month. */
@Injectable()
export class MonthExports {
  constructor(@Inject(API_PARTS) private readonly parts: ApiParts) {}

  /** @throws Problem where the month is not frozen, where no head reaches the freeze, or the log was changed */
  async read(agreementId: string, month: string, query: MonthExportQuery): Promise<MonthExport> {
    const { readModels, audit, sql } = this.parts;
    const frozen = await readModels.read(query, (known) => this.frozenMonth(known, agreementId, month));
    // Outside the snapshot: log, leaves and heads only grow.
    const outcome = await exportMonth({ ...audit, sql }, frozen, query.treeSize).catch(refusal);
    switch (outcome.kind) {
      case 'exported':
        return outcome.export;
      case 'not-covered':
        throw apiProblems.FREEZE_NOT_COVERED(
          'no signed head reaches the freeze yet: ask again in a second; if none comes, see `alarms` of GET /v1/audit/heads',
        );
      case 'no-such-head':
        throw apiProblems.HEAD_NOT_FOUND(
          `no head of ${query.treeSize} leaves reaches the freeze: GET /v1/audit/heads lists them`,
        );
    }
  }

  private async frozenMonth(known: Known, agreementId: string, month: string): Promise<FrozenMonth> {
    await frameOf(known, agreementId, month, {});
    const freeze = standingFreeze(await freezesOf(known.tx, agreementId, month));
    if (freeze === undefined) {
      const path = `/v1/evaluations/${agreementId}/${month}/freeze`;
      throw apiProblems.FREEZE_NOT_FOUND(
        `${month} is not frozen, and only what a meeting froze can be exported: freeze it with POST ${path}`,
      );
    }
    const position = BigInt(freeze.position);
    const at = parseInstant(freeze.at)?.second ?? known.at;
    // By the terms and at the instant of the meeting.
    const frame = await frameOf({ ...known, upTo: position, at }, agreementId, month, {});
    return {
      agreementId,
      month,
      frozen: await this.parts.documents.get(freeze.sha256),
      sha256: freeze.sha256,
      position,
      streams: await streamsOfMonth(known.tx, frame, position),
    };
  }
}

function refusal(error: unknown): never {
  if (!(error instanceof LogChangedError)) throw error;
  throw apiProblems.LOG_CHANGED(`${error.message}: nothing of it can be proved until the log is restored`);
}
