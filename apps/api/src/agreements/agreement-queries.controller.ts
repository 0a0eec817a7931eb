import { agreementById, listAgreements } from '@app/agreements';
import { Controller, Get, Inject, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { API_PARTS, type ApiParts } from '../api-parts.js';
import { apiProblems } from '../api.problems.js';
import { decodeCursor, encodeCursor, isIdPlace } from '../http/cursor.js';
import { etagOf } from '../http/etag.js';
import { KnownQuery } from '../http/known.query.dto.js';
import { PageQuery } from '../http/page.query.dto.js';
import { positionText } from '../read-models.js';

/** Reading agreements. */
@Controller('v1/agreements')
export class AgreementQueriesController {
  constructor(@Inject(API_PARTS) private readonly parts: ApiParts) {}

  /** Agreements by id, as data, with all their versions. */
  @Get()
  list(@Query() query: PageQuery): Promise<object> {
    const after = decodeCursor(query.cursor, isIdPlace)?.[0];
    return this.parts.readModels.read(query, async (snapshot) => {
      const { items, next } = await listAgreements(snapshot.tx, { limit: query.limit, after }, snapshot.upTo);
      return { items, next: next === null ? null : encodeCursor([next]), position: positionText(snapshot) };
    });
  }

  /** One agreement as data, with all its versions. */
  @Get(':agreementId')
  one(
    @Param('agreementId') agreementId: string,
    @Query() query: KnownQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    return this.parts.readModels.read(query, async (snapshot) => {
      const known = await agreementById(snapshot.tx, agreementId, snapshot.upTo);
      if (known === undefined) throw apiProblems.AGREEMENT_NOT_FOUND(`there is no agreement ${agreementId}`);
      void reply.header('etag', etagOf(known.revision));
      return { ...known.agreement, position: positionText(snapshot) };
    });
  }
}
