import { agreementById, listAgreementDates, type DatePlace } from '@app/agreements';
import { localDayIn, termDocument, termStanding } from '@app/agreements/domain';
import { problems } from '@app/platform';
import { isLocalDay } from '@app/support-time';
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { API_PARTS, type ApiParts } from '../api-parts.js';
import { apiProblems } from '../api.problems.js';
import { decodeCursor, encodeCursor } from '../http/cursor.js';
import { positionText } from '../read-models.js';
import { AgreementDatesQuery } from './agreement-dates.query.dto.js';
import { TermQuery } from './term.query.dto.js';

/** How long agreements last. */
@Controller('v1')
export class AgreementTermsController {
  constructor(@Inject(API_PARTS) private readonly parts: ApiParts) {}

  /** The term that a day lies in, when it is renewed, until when notice works, and the notices received by then. */
  @Get('agreements/:agreementId/term')
  term(@Param('agreementId') agreementId: string, @Query() query: TermQuery): Promise<object> {
    if (query.on !== undefined && query.at !== undefined) throw invalid('/query/on', 'give either on or at');
    return this.parts.readModels.read(query, async (snapshot) => {
      const known = await agreementById(snapshot.tx, agreementId, snapshot.upTo);
      if (known === undefined) throw apiProblems.AGREEMENT_NOT_FOUND(`there is no agreement ${agreementId}`);
      const { agreement, notices } = known;
      const on = query.on ?? localDayIn(agreement, snapshot.at);
      const document = termDocument(agreement, termStanding(agreement, notices, on));
      return { ...document, position: positionText(snapshot) };
    });
  }

  /** Days to come of all agreements: go-live, new versions, last days for notice, renewals and ends. */
  @Get('agreement-dates')
  dates(@Query() query: AgreementDatesQuery): Promise<object> {
    const { from, to, limit } = query;
    if (from !== undefined && to !== undefined && to < from)
      throw invalid('/query/to', 'must not lie before from');
    const after = decodeCursor(query.cursor, isPlace);
    return this.parts.readModels.read(query, async (snapshot) => {
      const days = { from, to, now: snapshot.at };
      const { items, next } = await listAgreementDates(snapshot.tx, days, { limit, after }, snapshot.upTo);
      return { items, next: next && encodeCursor(next), position: positionText(snapshot) };
    });
  }
}

const isPlace = (place: readonly unknown[]): place is DatePlace =>
  place.length === 4 &&
  typeof place[0] === 'string' &&
  isLocalDay(place[0]) &&
  typeof place[1] === 'string' &&
  typeof place[2] === 'string' &&
  Number.isSafeInteger(place[3]);

const invalid = (pointer: string, detail: string) =>
  problems.VALIDATION_FAILED('the query cannot be used', {
    errors: [{ pointer, code: 'INVALID_VALUE', detail }],
  });
