import { agreementById } from '@app/agreements';
import { compileAgreement } from '@app/agreements/domain';
import { evaluateFromFacts, evaluateFromRows } from '@app/evaluations';
import { monthFrame, type Evaluation } from '@app/evaluations/domain';
import { problems } from '@app/platform';
import type { Snapshot } from '@app/projections';
import { isMonth } from '@app/support-time';
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { API_PARTS, type ApiParts } from '../api-parts.js';
import { apiProblems } from '../api.problems.js';
import { secondOf } from '../http/at.js';
import { decodeCursor, encodeCursor } from '../http/cursor.js';
import { positionText } from '../read-models.js';
import { LONG_SECTIONS, shownEvaluation, type LongSection } from './evaluation-sections.js';
import { EvaluationQuery } from './evaluation.query.dto.js';
import { EvaluationListQuery } from './evaluation-list.query.dto.js';

/** The month, as the evaluation meeting reads it. */
@Controller('v1/evaluations')
export class EvaluationsController {
  constructor(@Inject(API_PARTS) private readonly parts: ApiParts) {}

  /** The evaluation of a month; without `at` as it stands now. */
  @Get(':agreementId/:month')
  async ofMonth(
    @Param('agreementId') agreementId: string,
    @Param('month') month: string,
    @Query() query: EvaluationQuery,
  ): Promise<object> {
    return this.parts.readModels.read(query, async (snapshot) => {
      const evaluation = await this.evaluate(snapshot, agreementId, month, query);
      const shown = shownEvaluation(evaluation, query.include);
      return { ...shown, position: positionText(snapshot), status: 'open', ...this.incomplete(snapshot) };
    });
  }

  /** All rows of one long section of a month: breaches, superseded or findings. */
  @Get(':agreementId/:month/:section')
  async section(
    @Param('agreementId') agreementId: string,
    @Param('month') month: string,
    @Param('section') section: string,
    @Query() query: EvaluationListQuery,
  ): Promise<object> {
    const name = LONG_SECTIONS.find((known) => known === section);
    if (name === undefined) {
      throw apiProblems.SECTION_NOT_FOUND(`${section} is none of ${LONG_SECTIONS.join(', ')}`);
    }
    const [from] = decodeCursor(query.cursor, isPlace) ?? [0];
    return this.parts.readModels.read(query, async (snapshot) => {
      const evaluation = await this.evaluate(snapshot, agreementId, month, query);
      return { ...page(evaluation, name, from, query.limit), position: positionText(snapshot) };
    });
  }

  private async evaluate(
    { tx }: Snapshot,
    agreementId: string,
    month: string,
    query: EvaluationQuery | EvaluationListQuery,
  ): Promise<Evaluation> {
    if (!isMonth(month)) {
      const fault = {
        pointer: '/path/month',
        code: 'INVALID_VALUE',
        detail: 'must be a month, such as 2026-03',
      };
      throw problems.VALIDATION_FAILED(`${month} is no month`, { errors: [fault] });
    }
    const known = await agreementById(tx, agreementId);
    if (known === undefined) throw apiProblems.AGREEMENT_NOT_FOUND(`there is no agreement ${agreementId}`);
    const at = secondOf(query, this.parts.clock);
    const frame = monthFrame(compileAgreement(known.agreement), month, query.monthOf, at);
    // Rows hold now; what was or will be is measured from the facts (ADR 0005).
    return query.at === undefined ? evaluateFromRows(tx, frame) : evaluateFromFacts(tx, frame);
  }

  /** A partition that is parked is missing from the figures: the answer says so. */
  private incomplete({ parked }: Snapshot): { readonly incomplete?: readonly string[] } {
    return parked.length === 0 ? {} : { incomplete: parked.map(({ partition }) => partition) };
  }
}

const isPlace = (place: readonly unknown[]): place is [number] =>
  place.length === 1 && typeof place[0] === 'number' && Number.isSafeInteger(place[0]) && place[0] >= 0;

function page(evaluation: Evaluation, section: LongSection, from: number, limit: number) {
  const rows: readonly unknown[] = evaluation[section];
  const next = from + limit;
  return { items: rows.slice(from, next), next: next < rows.length ? encodeCursor([next]) : null };
}
