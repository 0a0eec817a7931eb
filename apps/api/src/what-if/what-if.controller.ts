import { agreementById } from '@app/agreements';
import { compileAgreement } from '@app/agreements/domain';
import { whatIf } from '@app/evaluations';
import { whatIfTerms } from '@app/evaluations/domain';
import { problems } from '@app/platform';
import { Body, Controller, HttpCode, Inject, Post, Query } from '@nestjs/common';
import { API_PARTS, type ApiParts } from '../api-parts.js';
import { apiProblems } from '../api.problems.js';
import { BodyPipe } from '../http/body.pipe.js';
import { monthsIn } from '../http/months-in.js';
import { positionText } from '../read-models.js';
import { WhatIfBody } from './what-if.body.dto.js';
import { WhatIfQuery } from './what-if.query.dto.js';

/** The same facts under other terms. */
@Controller('v1/what-if')
export class WhatIfController {
  constructor(@Inject(API_PARTS) private readonly parts: ApiParts) {}

  /** Figures before and after, and every verdict that changes, with both reasons. Writes nothing. */
  @Post()
  @HttpCode(200)
  ask(@Body(BodyPipe) body: WhatIfBody, @Query() query: WhatIfQuery): Promise<object> {
    const months = monthsIn(body.from, body.to, '/to');
    return this.parts.readModels.read(query, async (snapshot) => {
      const known = await agreementById(snapshot.tx, body.agreementId, snapshot.upTo);
      if (known === undefined)
        throw apiProblems.AGREEMENT_NOT_FOUND(`there is no agreement ${body.agreementId}`);
      const terms = whatIfTerms(compileAgreement(known.agreement), months, body.terms, body.versions);
      if (terms.kind === 'invalid')
        throw problems.VALIDATION_FAILED('these terms cannot be used', { errors: terms.faults });
      const { tx, at, upTo } = snapshot;
      const answer = await whatIf(tx, terms, months, at, query.explain ?? 'en', upTo);
      return { ...answer, position: positionText(snapshot) };
    });
  }
}
