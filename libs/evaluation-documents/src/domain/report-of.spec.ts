import { FINDINGS } from '@app/service-levels/domain';
import { asText } from '../../test/as-text.js';
import {
  emptyEvaluation,
  exampleAgreement,
  exampleEvaluation,
  withBreaches,
} from '../../test/example-evaluation.js';
import { hostileAgreement, hostileEvaluation } from '../../test/hostile.js';
import { LAYOUTS } from './layout.js';
import { reportOf } from './report-of.js';
import { documentTexts } from './texts/texts.js';

const agreement = exampleAgreement();
const languages = ['nl', 'en'] as const;

describe('the document of a month', () => {
  it.each(languages)('says everything of the example month in %s', (language) => {
    expect(asText(reportOf(exampleEvaluation(), agreement, language))).toMatchSnapshot();
  });

  it.each(languages)('has a name for every table and every field of it in %s', (language) => {
    const { tables, fields } = documentTexts(language).words;
    const report = reportOf(exampleEvaluation(), agreement, language);
    expect(report.tables.filter(({ id }) => !Object.hasOwn(tables, id)).map(({ id }) => id)).toEqual([]);
    const steps = report.tables.flatMap(({ columns }) =>
      columns.flatMap(({ key }) => (Object.hasOwn(fields, key) ? [] : key.split('.'))),
    );
    expect([...new Set(steps)].filter((step) => !Object.hasOwn(fields, step))).toEqual([]);
  });

  it('says the same in both languages', () => {
    const [nl, en] = [documentTexts('nl').words, documentTexts('en').words];
    const keys = (words: object): unknown =>
      Object.fromEntries(
        Object.entries(words).map(([key, value]) => [
          key,
          typeof value === 'object' ? keys(value as object) : '',
        ]),
      );
    expect(keys(nl)).toEqual(keys(en));
    const titles = [...Object.values(nl.tables), ...Object.values(en.tables)];
    expect(titles.filter((title) => title.length > 31 || /[[\]:*?/\\]/.test(title))).toEqual([]);
  });

  it.each(languages)('explains every finding in %s', (language) => {
    const { findings } = documentTexts(language).words;
    expect(FINDINGS.filter((code) => !Object.hasOwn(findings, code))).toEqual([]);
  });

  it('shows a section it does not know, by the names of its fields', () => {
    const unheardOf = [{ ticketId: 'INC-1', foundAt: '2026-03-31T21:59:59Z', lostSeconds: 3_600 }];
    const { tables } = reportOf({ ...exampleEvaluation(), unheardOf } as never, agreement, 'en');
    expect(tables.at(-1)).toMatchObject({
      id: 'unheardOf',
      title: 'unheardOf',
      columns: [{ label: 'Ticket' }, { label: 'foundAt' }, { label: 'lostSeconds' }],
      printed: { rows: [[{ text: 'INC-1' }, { text: 'Tue, 31 Mar 2026, 23:59:59' }, { text: '1 h' }]] },
    });
  });

  it('says that a month goes on, and what is missing from it', () => {
    const running = { ...exampleEvaluation(), at: '2026-03-20T11:00:00Z' };
    expect(reportOf(running, agreement, 'en').notices).toEqual([
      'The month is not over: these are the figures up to the instant they stand at.',
      'Incomplete: these parts are missing from the figures: ticket-EX-399.',
    ]);
    expect(reportOf({ ...emptyEvaluation(), incomplete: undefined }, agreement, 'en').notices).toEqual([]);
  });

  it('counts what was met, breached and not measured', () => {
    const { summary } = reportOf(exampleEvaluation(), agreement, 'en');
    expect(summary.sentences.slice(0, 2)).toEqual([
      'Gross: 10 met, 3 not met, 0 without measurement.',
      'Net: 12 met, 1 not met, 0 without measurement.',
    ]);
    const empty = reportOf(emptyEvaluation(), agreement, 'en').summary;
    expect(empty.sentences[1]).toBe('Net: 3 met, 0 not met, 10 without measurement.');
    expect(empty.rows[0]).toMatchObject({ net: { text: '–', verdict: { code: 'no-measurement' } } });
  });

  it('draws bars that are as long as the figures say', () => {
    const { charts } = reportOf(exampleEvaluation(), agreement, 'en');
    const bar = (chart: number, label: string) => charts[chart]?.bars.find((each) => each.label === label);
    expect(bar(1, 'High')).toEqual({
      label: 'High',
      text: '4 of 5 (80 %)',
      net: 80,
      gross: 60,
      mark: 80,
      verdict: 'met',
    });
    // 712,800 s at 99.5 % leave 3,564 s: 2,940 of them net, 8,340 gross.
    const inside = bar(2, 'In support hours');
    expect(inside?.net).toBeCloseTo((2_940 / 3_564) * 100, 9);
    expect(inside?.gross).toBeCloseTo((8_340 / 3_564) * 100, 9);
    expect(charts[2]?.maximum).toBe(inside?.gross);
  });

  it('draws no bar where nothing is allowed', () => {
    const evaluation = exampleEvaluation();
    const strict = {
      ...evaluation,
      availability: evaluation.availability.map((row) => ({ ...row, targetPercent: 100 })),
      reliability: evaluation.reliability.map((row) => ({ ...row, maximum: 0 })),
    };
    const service = reportOf(strict, agreement, 'en').charts[2];
    expect(service?.bars.map(({ net, gross }) => [net, gross])).toEqual([
      [null, null],
      [null, null],
      [null, null],
    ]);
    expect(service?.maximum).toBe(100);
  });

  it('prints a breach once that is one gross and net, and the first 500', () => {
    const { tables } = reportOf(withBreaches(600), agreement, 'nl');
    const breaches = tables.find(({ id }) => id === 'breaches');
    expect(breaches?.rows).toHaveLength(607);
    expect(breaches?.printed?.rows.slice(0, 2).map((row) => row[2]?.text)).toEqual(['bruto, netto', 'bruto']);
    expect(breaches?.printed?.rows).toHaveLength(500);
    // 600 more and the four of the month, less the 500 that are shown.
    expect(breaches?.printed?.remark).toContain('104 verdere regels');
  });

  it('has every known table also in a month without anything', () => {
    const { tables } = reportOf(emptyEvaluation(), agreement, 'nl');
    const known = LAYOUTS.map(({ id }) => id);
    expect(tables.map(({ id }) => id)).toEqual(known);
  });

  it('takes text for text, whatever it says', () => {
    const { tables } = reportOf(hostileEvaluation(), hostileAgreement(), 'nl');
    const rows = tables.find(({ id }) => id === 'exclusions')?.rows ?? [];
    expect(rows.map((row) => [row[0], row[8]])).toEqual(
      hostileEvaluation().exclusions.map(({ exclusionId: text }) => [
        { kind: 'text', text },
        { kind: 'text', text },
      ]),
    );
  });
});
