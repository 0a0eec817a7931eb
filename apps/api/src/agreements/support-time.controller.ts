import { agreementById } from '@app/agreements';
import { compileAgreement, compiledVersionInForce } from '@app/agreements/domain';
import { problems } from '@app/platform';
import { parseInstant, scheduleAfter, scheduleBetween, type EpochSecond } from '@app/support-time';
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { API_PARTS, type ApiParts } from '../api-parts.js';
import { apiProblems } from '../api.problems.js';
import { positionText } from '../read-models.js';
import { SupportTimeQuery } from './support-time.query.dto.js';

/** Ten years and their leap days: an answer lists every day. */
const LONGEST_SECONDS = 3_653 * 86_400;

/** Deadlines, so that anyone can check them by hand. */
@Controller('v1/agreements')
export class SupportTimeController {
  constructor(@Inject(API_PARTS) private readonly parts: ApiParts) {}

  /** Support time of an interval, or when an amount of it is used up, with each window, day by day. */
  @Get(':agreementId/support-time')
  async schedule(
    @Param('agreementId') agreementId: string,
    @Query() query: SupportTimeQuery,
  ): Promise<object> {
    const from = secondIn(query.from);
    const asked = this.asked(query, from);
    return this.parts.readModels.read(query, async (snapshot) => {
      const known = await agreementById(snapshot.tx, agreementId, snapshot.upTo);
      if (known === undefined) throw apiProblems.AGREEMENT_NOT_FOUND(`there is no agreement ${agreementId}`);
      const version = compiledVersionInForce(compileAgreement(known.agreement), from);
      if (version === undefined)
        throw invalid('/query/from', 'lies before the first version of the agreement');
      const { calendar, terms } = version;
      const schedule =
        'to' in asked
          ? scheduleBetween(calendar, from, asked.to)
          : scheduleAfter(calendar, from, asked.seconds);
      if (schedule === null)
        throw invalid('/query/seconds', 'are never used up: the calendar does not open so long');
      return { agreementId, agreementVersion: terms.version, ...schedule, position: positionText(snapshot) };
    });
  }

  private asked(
    { to, seconds }: SupportTimeQuery,
    from: EpochSecond,
  ): { to: EpochSecond } | { seconds: number } {
    if (to !== undefined && seconds === undefined) {
      const until = secondIn(to);
      if (until < from) throw invalid('/query/to', 'must not lie before from');
      if (until - from > LONGEST_SECONDS) throw invalid('/query/to', 'must lie within ten years of from');
      return { to: until };
    }
    if (to === undefined && seconds !== undefined) return { seconds };
    throw invalid('/query/to', 'give either to or seconds');
  }
}

/** The query's class has seen to it that the text is an instant. */
const secondIn = (text: string): EpochSecond => parseInstant(text)?.second ?? 0;

const invalid = (pointer: string, detail: string) =>
  problems.VALIDATION_FAILED('the query cannot be used', {
    errors: [{ pointer, code: 'INVALID_VALUE', detail }],
  });
