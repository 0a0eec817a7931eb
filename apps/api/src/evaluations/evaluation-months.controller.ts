import { agreementIdsOf } from '@app/agreements';
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { API_PARTS, type ApiParts } from '../api-parts.js';
import { monthsIn } from '../http/months-in.js';
import { positionText } from '../read-models.js';
import { CustomerMonthQuery, TrendQuery } from './evaluation-months.query.dto.js';
import { MonthReader } from './month-reader.js';
import { shownMonth } from './shown-month.js';

/** What a trend shows of each month where nothing else is asked for. */
const TREND = 'figures,availability,reliability,counts,workarounds,requests';

/** Several months in one answer, all of one state. */
@Controller('v1/evaluations')
export class EvaluationMonthsController {
  constructor(
    @Inject(API_PARTS) private readonly parts: ApiParts,
    private readonly months: MonthReader,
  ) {}

  /** One month of every agreement of a customer, by agreementId. */
  @Get()
  ofCustomer(@Query() query: CustomerMonthQuery): Promise<object> {
    return this.parts.readModels.read(query, async (snapshot) => {
      const items: object[] = [];
      for (const agreementId of await agreementIdsOf(snapshot.tx, query.customerId, snapshot.upTo)) {
        const month = await this.months.read(snapshot, agreementId, query.month, query);
        items.push(shownMonth(month, snapshot, query.include));
      }
      return { items, next: null, position: positionText(snapshot) };
    });
  }

  /** The months of an agreement one after another, as a trend: its figures, unless other sections are asked for. */
  @Get(':agreementId')
  trend(@Param('agreementId') agreementId: string, @Query() query: TrendQuery): Promise<object> {
    const include = query.include ?? TREND;
    const months = monthsIn(query.from, query.to, '/query/to');
    return this.parts.readModels.read(query, async (snapshot) => {
      const items: object[] = [];
      for (const month of months) {
        const read = await this.months.read(snapshot, agreementId, month, { ...query, include });
        items.push(shownMonth(read, snapshot, include));
      }
      return { items, next: null, position: positionText(snapshot) };
    });
  }
}
