import type { Agreement } from '@app/agreements/domain';
import type { EvaluationDocument } from '../src/domain/evaluation-document.js';
import { exampleAgreement, exampleEvaluation } from './example-evaluation.js';

/** What a spreadsheet, a page or a reader might take for something else than text. */
export const HOSTILE = [
  '=HYPERLINK("http://evil.example","x")',
  '+1+cmd|calc!A0',
  '-2+3',
  '@SUM(1,2)',
  '\t=1',
  '\r=1',
  'a "quoted", b; c',
  'two\r\nlines',
  'one\nfeed',
  '<b>&amp;</b> {{page}} ${x}',
  '\u202Egnp.exe',
  'null',
  'constructor',
  '1e999',
  '😀 \u0000\u0007',
  '\uD800 alone',
  'x'.repeat(2_000),
];

/** The longest id there may be. */
export const LONG_ID = 'INC'.padEnd(128, '0123456789');

/** A month with such text wherever people or other systems can write. */
export function hostileEvaluation(): EvaluationDocument {
  const evaluation = exampleEvaluation();
  const [breach] = evaluation.breaches;
  const [exclusion] = evaluation.exclusions;
  if (breach === undefined || exclusion === undefined) throw new Error('the example has neither');
  return {
    ...evaluation,
    breaches: [
      { ...breach, ticketId: LONG_ID, overrunSeconds: -5 },
      ...HOSTILE.map((text) => ({ ...breach, ticketId: text, clause: text })),
    ],
    exclusions: HOSTILE.map((text) => ({ ...exclusion, exclusionId: text, cause: text, decidedBy: text })),
  };
}

/** An agreement with such names. */
export function hostileAgreement(): Agreement {
  const agreement = exampleAgreement();
  const [title = '', label = ''] = HOSTILE;
  return {
    ...agreement,
    title: { nl: title, en: title },
    versions: agreement.versions.map((version) => ({
      ...version,
      priorities: {
        ...version.priorities,
        high: { ...version.priorities.high, label: { nl: label, en: label } },
      },
    })),
  };
}
