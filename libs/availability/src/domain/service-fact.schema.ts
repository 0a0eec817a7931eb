import {
  fields,
  MONTH,
  PERCENT_TEXT,
  personal,
  retractionFact,
  WORDS_REQUIRED,
  type FactDefinition,
} from '@app/facts';

const target = 'service';

/** Every type of fact a service may have. */
export const SERVICE_FACTS: readonly FactDefinition[] = [
  {
    type: 'PublishedFigureCaptured',
    target,
    schema: fields(
      {
        component: WORDS_REQUIRED,
        month: MONTH,
        percentage: { ...PERCENT_TEXT, description: 'Decimal text, digit by digit as published' },
        source: personal(WORDS_REQUIRED),
      },
      ['component', 'month', 'percentage', 'source'],
    ),
  },
  retractionFact(target),
];
