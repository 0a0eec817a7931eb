import { monthHistory } from '@app/evaluations';
import { formatSecond } from '@app/support-time';
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { API_PARTS, type ApiParts } from '../api-parts.js';
import { decodeCursor, encodeCursor, isPlaceAt } from '../http/cursor.js';
import { positionText } from '../read-models.js';
import { EvaluationHistoryQuery } from './evaluation-history.query.dto.js';
import { frameOf } from './frame-of.js';
import { incompleteIn } from './shown-month.js';

/** How the figures of a month came to be what they are. */
@Controller('v1/evaluations')
export class EvaluationHistoryController {
  constructor(@Inject(API_PARTS) private readonly parts: ApiParts) {}

  /**
   * Every change of a figure of the month over recorded time, in the order of the log, each with the fact or the change
   * of terms that caused it, from what to what; all at one instant of the world. A page may have fewer items than its
   * limit although `next` leads on.
   */
  @Get(':agreementId/:month/history')
  ofMonth(
    @Param('agreementId') agreementId: string,
    @Param('month') month: string,
    @Query() query: EvaluationHistoryQuery,
  ): Promise<object> {
    const place = decodeCursor(query.cursor, isPlaceAt);
    return this.parts.readModels.read(query, async (known) => {
      const frame = await frameOf(known, agreementId, month, query);
      // Pages without an instant of their own go on at that of the first.
      const at = query.at !== undefined ? frame.at : (place?.[1] ?? frame.cutoff);
      const { agreement } = frame.agreement;
      const upTo = known.position ?? -1n;
      const { items, next } = await monthHistory(
        known.tx,
        { agreement, month, monthOf: query.monthOf, at, upTo },
        { limit: query.limit, after: BigInt(place?.[0] ?? '-1') },
      );
      return {
        agreementId,
        month,
        at: formatSecond(at),
        items,
        next: next === null ? null : encodeCursor([String(next), at]),
        ...incompleteIn(known),
        position: positionText(known),
      };
    });
  }
}
