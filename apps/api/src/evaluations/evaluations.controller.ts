import type { Evaluation } from '@app/evaluations/domain';
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { API_PARTS, type ApiParts } from '../api-parts.js';
import { apiProblems } from '../api.problems.js';
import { decodeCursor, encodeCursor, isCountPlace } from '../http/cursor.js';
import { positionText } from '../read-models.js';
import { LONG_SECTIONS, type LongSection } from './evaluation-sections.js';
import { EvaluationQuery } from './evaluation.query.dto.js';
import { EvaluationListQuery } from './evaluation-list.query.dto.js';
import { MonthReader } from './month-reader.js';
import { shownMonth } from './shown-month.js';

/** The month, as the evaluation meeting reads it. */
@Controller('v1/evaluations')
export class EvaluationsController {
  constructor(
    @Inject(API_PARTS) private readonly parts: ApiParts,
    private readonly months: MonthReader,
  ) {}

  /** The evaluation of a month: as the meeting saw it once it is frozen, else as it stands now or at `at`. */
  @Get(':agreementId/:month')
  async ofMonth(
    @Param('agreementId') agreementId: string,
    @Param('month') month: string,
    @Query() query: EvaluationQuery,
  ): Promise<object> {
    return this.parts.readModels.read(query, async (snapshot) => {
      const read = await this.months.read(snapshot, agreementId, month, query);
      return { ...shownMonth(read, snapshot, query.include), position: positionText(snapshot) };
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
    const [from] = decodeCursor(query.cursor, isCountPlace) ?? [0];
    return this.parts.readModels.read(query, async (snapshot) => {
      const question = { ...query, include: name };
      const { evaluation } = await this.months.read(snapshot, agreementId, month, question);
      return { ...page(evaluation, name, from, query.limit), position: positionText(snapshot) };
    });
  }
}

function page(evaluation: Evaluation, section: LongSection, from: number, limit: number) {
  const rows: readonly unknown[] = evaluation[section];
  const next = from + limit;
  return { items: rows.slice(from, next), next: next < rows.length ? encodeCursor([next]) : null };
}
