import { OmitType } from '@nestjs/swagger';
import { EvaluationListQuery } from './evaluation-list.query.dto.js';

/** How the history of a month is asked for, a page at a time; `at` is the month's end where it is past, or else now. */
export class EvaluationHistoryQuery extends OmitType(EvaluationListQuery, ['as']) {}
