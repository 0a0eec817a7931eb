import {
  emptyEvaluation,
  exampleAgreement,
  exampleEvaluation,
  withBreaches,
} from '../test/example-evaluation.js';
import { HOSTILE, hostileAgreement, hostileEvaluation, LONG_ID } from '../test/hostile.js';
import { fieldsOf } from '../test/json-fields.js';
import {
  csvRows,
  pdfInfo,
  pdfMargins,
  pdfPages,
  pdfText,
  tight,
  xlsxSheets,
  xlsxTextFormats,
} from '../test/read-back.js';
import type { EvaluationDocument } from './domain/evaluation-document.js';
import { reportOf } from './domain/report-of.js';
import { renderDocument, type DocumentFormat } from './render-document.js';

// A page takes its time on a busy machine.
import.meta.jest.setTimeout(60_000);

// What is expected here is made of the JSON by other means than the document is: no code is shared with it.
const agreement = exampleAgreement();
const rendered = (evaluation: EvaluationDocument, format: DocumentFormat, language: 'nl' | 'en' = 'en') =>
  renderDocument(reportOf(evaluation, agreement, language), format);

const percentText = (percent: number, mark: string): string => {
  const [, shown = ''] = /^(\d+(?:\.\d{1,2})?)/.exec(percent.toFixed(4)) ?? [];
  return `${shown.replace(/\.?0+$/, (zeros) => (shown.includes('.') ? '' : zeros)).replace('.', mark)} %`;
};
const durationText = (seconds: number, hour: string): string => {
  const parts = [
    [Math.floor(seconds / 3600), hour],
    [Math.floor((seconds % 3600) / 60), 'min'],
    [seconds % 60, 's'],
  ] as const;
  return parts.flatMap(([amount, unit]) => (amount > 0 ? [`${amount} ${unit}`] : [])).join(' ') || '0 min';
};
const WORDS = {
  nl: {
    of: 'van',
    mark: ',',
    hour: 'u',
    locale: 'nl-NL',
    metric: { response: 'Reactie', resolution: 'Oplossing' },
    verdict: { met: 'gehaald', breached: 'niet gehaald', 'no-measurement': 'geen meting' },
  },
  en: {
    of: 'of',
    mark: '.',
    hour: 'h',
    locale: 'en-GB',
    metric: { response: 'Response', resolution: 'Resolution' },
    verdict: { met: 'met', breached: 'not met', 'no-measurement': 'not measured' },
  },
} as const;
type Words = (typeof WORDS)[keyof typeof WORDS];

/** A line of the summary from its gross and net row. */
function summaryLine(
  [gross, net]: readonly EvaluationDocument['figures'][number][],
  { of, mark, verdict }: Words,
): string {
  const outcome = (row: typeof gross) =>
    row === undefined
      ? ''
      : `${row.met} ${of} ${row.measured} (${percentText(row.percent ?? 0, mark)}) ${verdict[row.verdict]}`;
  return `${percentText(gross?.targetPercent ?? 0, mark)} ${outcome(gross)} ${outcome(net)} ${gross?.clause}`;
}

describe.each(['nl', 'en'] as const)('the PDF in %s', (language) => {
  const words = WORDS[language];
  const evaluation = exampleEvaluation();
  let text: string;
  beforeAll(async () => (text = await pdfText(await rendered(evaluation, 'pdf', language))));

  it('holds every figure of the JSON, with its target and verdict', () => {
    const { figures } = evaluation;
    for (let index = 0; index < figures.length; index += 2) {
      expect(text).toContain(tight(summaryLine(figures.slice(index, index + 2), words)));
    }
    for (const { percent, downtimeSeconds, verdict } of evaluation.availability) {
      expect(text).toContain(
        tight(`${percentText(percent ?? 0, words.mark)} (${durationText(downtimeSeconds, words.hour)}`),
      );
      expect(text).toContain(tight(words.verdict[verdict]));
    }
  });

  it('holds every breach, with when it became certain and by how much it is over', () => {
    for (const breach of evaluation.breaches) {
      const decided = new Intl.DateTimeFormat(words.locale, {
        ...{
          timeZone: 'Europe/Amsterdam',
          weekday: 'short',
          day: 'numeric',
          month: 'short',
          year: 'numeric',
        },
        timeStyle: undefined,
        ...{ hour: '2-digit', minute: '2-digit', second: '2-digit' },
      }).format(new Date(breach.decidedAt));
      const { label } = agreement.versions[0]!.priorities[breach.priority];
      const clock = words.metric[breach.metric].toLowerCase();
      const overrun = durationText(breach.overrunSeconds, words.hour);
      const row = new RegExp(
        `${breach.ticketId}${clock}(bruto|netto|gross|net|,)+${label[language]}${breach.clause}${tight(decided)}${tight(overrun)}`,
      );
      expect(text).toMatch(row);
    }
  });

  it('holds open clocks at risk, and what the vendor published, digit by digit', () => {
    const { atRisk, publishedFigures } = evaluation;
    for (const { ticketId, elapsedSeconds, remainingSeconds } of atRisk) {
      const used = tight(durationText(elapsedSeconds, words.hour));
      const left = tight(durationText(remainingSeconds, words.hour));
      expect(text).toMatch(new RegExp(`${ticketId}[^.]*${used}${left}`));
    }
    for (const { component, percentage, source } of publishedFigures.figures)
      expect(text).toContain(tight(`${component}${percentage}${source}`));
    expect(text).toContain(tight(percentText(publishedFigures.crossCheck?.percent ?? 0, words.mark)));
  });

  it('names every ticket, outage, problem and exclusion that the JSON names', () => {
    const ids = fieldsOf(evaluation).flatMap(({ path, value }) =>
      /(ticketId|outageId|problemId|exclusionId|sha256)$/.test(path) && typeof value === 'string'
        ? [value]
        : [],
    );
    expect(ids.length).toBeGreaterThan(20);
    expect(ids.filter((id) => !text.includes(tight(id)))).toEqual([]);
  });

  it('says whose month it is, as it stands when, and on which page', async () => {
    const pages = await pdfPages(await rendered(evaluation, 'pdf', language));
    expect(text).toContain(tight(`${agreement.title[language]}${language === 'nl' ? 'maart' : 'March'}2026`));
    pages.forEach((page, index) => {
      const footer = language === 'nl' ? `pagina ${index + 1} van` : `page ${index + 1} of`;
      expect(tight(page)).toContain(tight(`${footer} ${pages.length}`));
    });
  });

  it('tells programs its title, language and date', async () => {
    expect(await pdfInfo(await rendered(evaluation, 'pdf', language))).toMatchObject({
      Title: expect.stringContaining(agreement.title[language]),
      Language: language,
      CreationDate: 'D:20260410093000Z',
      Producer: 'sla-ledger',
    });
  });
});

describe('the PDF', () => {
  it('has no page without text, and says in an empty month what there is not', async () => {
    const pages = await pdfPages(await rendered(emptyEvaluation(), 'pdf'));
    expect(pages.length).toBeLessThanOrEqual(3);
    expect(tight(pages.join(''))).toContain(tight('Nothing to report: Breaches, Superseded breaches'));
  });

  it('shows 500 breaches under their headings, on every page anew', async () => {
    const pages = await pdfPages(await rendered(withBreaches(496), 'pdf'));
    const all = tight(pages.join(''));
    const wanted = Array.from({ length: 496 }, (_, index) => `LATE-${String(index).padStart(5, '0')}`);
    expect(wanted.filter((id) => !all.includes(id))).toEqual([]);
    const withRows = pages.filter((page) => page.includes('LATE-'));
    expect(withRows.length).toBeGreaterThan(5);
    expect(withRows.filter((page) => !/Breaches\s+Ticket\s+Clock/.test(page))).toEqual([]);
  });

  it('keeps long ids and any text within its page, and interprets none of it', async () => {
    const report = reportOf(hostileEvaluation(), hostileAgreement(), 'nl');
    const text = await pdfText(await renderDocument(report, 'pdf'));
    expect(text).toContain(LONG_ID);
    for (const shown of [
      '=HYPERLINK("http://evil.example","x")',
      '<b>&amp;</b>{{page}}${x}',
      'gnp.exe',
      'x'.repeat(2_000),
    ]) {
      expect(text).toContain(shown);
    }
    const { left, right } = await pdfMargins(await renderDocument(report, 'pdf'));
    expect(Math.min(left, right)).toBeGreaterThanOrEqual(35);
  });
});

describe('the workbook', () => {
  const evaluation = exampleEvaluation();

  it('holds figures and breaches as numbers, under the names of the language', async () => {
    const sheets = await xlsxSheets(await rendered(evaluation, 'xlsx'));
    const [head = [], ...rows] = sheets.get('Figures') ?? [];
    const column = (name: string) => rows.map((row) => row[head.indexOf(name)]);
    expect(column('Met')).toEqual(evaluation.figures.map(({ met }) => met));
    expect(column('Measured')).toEqual(evaluation.figures.map(({ measured }) => measured));
    expect(column('Percentage (%)')).toEqual(evaluation.figures.map(({ percent }) => percent));
    const [names = [], ...breaches] = sheets.get('Breaches') ?? [];
    expect(breaches.map((row) => row[names.indexOf('Ticket')])).toEqual(
      evaluation.breaches.map(({ ticketId }) => ticketId),
    );
    expect(breaches.map((row) => row[names.indexOf('Over by (s)')])).toEqual(
      evaluation.breaches.map(({ overrunSeconds }) => overrunSeconds),
    );
    const certain = breaches.map((row) => row[names.indexOf('Certain on (Europe/Amsterdam)')] as Date);
    // Dates of a sheet have no zone: the reader gives their wall clock as if it were UTC.
    expect(certain.map((date) => Math.round(date.getTime() / 1000))).toEqual(
      evaluation.breaches.map(({ decidedAt }) => Date.parse(decidedAt) / 1000 + 3_600),
    );
  });

  it('has a sheet for every table in both languages, empty ones too', async () => {
    const english = [...(await xlsxSheets(await rendered(emptyEvaluation(), 'xlsx'))).keys()];
    expect(english).toEqual(expect.arrayContaining(['Figures', 'Breaches', 'Tickets', 'Exclusions']));
    const dutch = [...(await xlsxSheets(await rendered(evaluation, 'xlsx', 'nl'))).keys()];
    expect(dutch).toEqual(
      expect.arrayContaining(['Cijfers', 'Overschrijdingen', 'Tickets', 'Uitsluitingen']),
    );
    expect(dutch).toHaveLength(english.length);
  });

  it('holds clocks at risk as numbers, and published figures as the text they are', async () => {
    const { atRisk, publishedFigures } = evaluation;
    const sheets = await xlsxSheets(await rendered(evaluation, 'xlsx'));
    const column = (sheet: string, name: string) => {
      const [head = [], ...rows] = sheets.get(sheet) ?? [];
      return rows.map((row) => row[head.indexOf(name)]);
    };
    expect(column('Open clocks at risk', 'Left (s)')).toEqual(
      atRisk.map(({ remainingSeconds }) => remainingSeconds),
    );
    expect(column('Published by the vendor', 'As published (%)')).toEqual(
      publishedFigures.figures.map(({ percentage }) => percentage),
    );
    expect(column('Recorded beside published', 'Downtime by them (s)')).toEqual([
      publishedFigures.crossCheck?.downtimeSeconds,
    ]);
  });

  it('lists what it says of each ticket', async () => {
    const sheets = await xlsxSheets(await rendered(evaluation, 'xlsx'));
    const [head = [], ...rows] = sheets.get('Tickets') ?? [];
    const row = rows.find(([id]) => id === 'EX-316') ?? [];
    expect(Object.fromEntries(head.map((name, index) => [name, row[index]]))).toMatchObject({
      Breached: 'resolution/gross',
      Exclusions: 'EX-EXC-1',
    });
  });

  it('keeps text as text', async () => {
    const report = reportOf(hostileEvaluation(), hostileAgreement(), 'en');
    const bytes = await renderDocument(report, 'xlsx');
    const [head = [], ...rows] = (await xlsxSheets(bytes)).get('Exclusions') ?? [];
    const place = head.indexOf('Decided by');
    // XML has no place for control characters and halves of pairs (XML 1.0, 2.2).
    const kept = HOSTILE.map((text) => text.replace(/(?![\t\r\n])\p{Cc}|\p{Cs}/gu, ''));
    expect(rows.map((row) => row[place])).toEqual(
      kept.map((text) => (text === 'constructor' ? 'constructor ' : text)),
    );
    const formats = xlsxTextFormats(bytes);
    expect(formats.length).toBeGreaterThan(100);
    expect(new Set(formats)).toEqual(new Set(['@']));
  });
});

describe('the CSV', () => {
  it('holds every field of every table of the JSON', async () => {
    const evaluation = exampleEvaluation();
    const rows = csvRows(await rendered(evaluation, 'csv'));
    const left = new Set(rows);
    for (const { table, fields } of tablesIn(evaluation)) {
      const row = [...left].find((each) => each['table'] === table);
      if (row === undefined) throw new Error(`no row of ${table} is left`);
      left.delete(row);
      for (const [path, value] of fields) expect([path, normal(row[path])]).toEqual([path, normal(value)]);
    }
    // What is left is told of the JSON, not of it.
    expect([...new Set([...left].map((row) => row['table']))]).toEqual(['tickets']);
  });

  it('gives instants by the wall clock of the agreement, and codes in any language', async () => {
    const [nl, en] = [
      csvRows(await rendered(exampleEvaluation(), 'csv', 'nl')),
      csvRows(await rendered(exampleEvaluation(), 'csv')),
    ];
    const breach = nl.find((row) => row['table'] === 'breaches');
    expect(breach).toMatchObject({
      decidedAt: '2026-03-16T12:00:00+01:00',
      metric: 'resolution',
      overrunSeconds: '30600',
    });
    const told = /explanation$|^usage$/;
    const data = (row: Record<string, string>) => Object.entries(row).filter(([key]) => !told.test(key));
    expect(nl.map(data)).toEqual(en.map(data));
  });

  it('disarms formulas in text, and leaves numbers alone', async () => {
    const report = reportOf(hostileEvaluation(), hostileAgreement(), 'nl');
    const bytes = await renderDocument(report, 'csv');
    const rows = csvRows(bytes);
    const decidedBy = rows.filter((row) => row['table'] === 'exclusions').map((row) => row['decidedBy']);
    const wellFormed = HOSTILE.map((text) => Buffer.from(text, 'utf8').toString('utf8'));
    expect(decidedBy).toEqual(wellFormed.map((text) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text)));
    const [long] = rows.filter((row) => row['table'] === 'breaches');
    expect(long).toMatchObject({ ticketId: LONG_ID, overrunSeconds: '-5' });
    const armed = rows
      .flatMap((row) => Object.values(row))
      .filter((cell) => /^[=+@\t\r]|^-(?!\d+$)/.test(cell));
    expect(armed).toEqual([]);
  });

  it('has as many fields in every record, each ended by CR LF (RFC 4180)', async () => {
    const text = (await rendered(exampleEvaluation(), 'csv')).toString('utf8');
    expect(text.endsWith('\r\n')).toBe(true);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    // csv-parse refuses records of another length.
    expect(csvRows(Buffer.from(text)).length).toBe(text.split('\r\n').length - 2);
  });
});

describe.each(['pdf', 'xlsx', 'csv'] as const)('a %s', (format) => {
  it('is the same bytes whenever it is made', async () => {
    const first = await rendered(exampleEvaluation(), format);
    const second = await in2031(() => rendered(exampleEvaluation(), format));
    expect(second.equals(first)).toBe(true);
  });
});

/** Each row of the JSON under the name of its table, in the order of the JSON; its fields by their paths. */
function tablesIn(evaluation: EvaluationDocument) {
  return fieldsOf(evaluation).reduce<{ table: string; row: string; fields: [string, unknown][] }[]>(
    (tables, { table, row, path, value }) => {
      const last = tables.find((each) => each.row === row);
      if (last) last.fields.push([path, value]);
      else tables.push({ table, row, fields: [[path, value]] });
      return tables;
    },
    [],
  );
}

/** Instants alike in any zone; everything else as text. */
function normal(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.join(' ').replaceAll(',', '');
  const text = (typeof value === 'string' ? value : JSON.stringify(value)).replaceAll(',', '');
  return /^\d{4}-\d\d-\d\dT/.test(text) ? new Date(text).toISOString() : text;
}

/** Does something while the machine's clock is years ahead. */
async function in2031<T>(work: () => Promise<T>): Promise<T> {
  const Real = Date;
  const then = Real.parse('2031-01-01T00:00:00Z');
  globalThis.Date = class extends Real {
    constructor(...args: ConstructorParameters<typeof Date> | []) {
      super(...((args.length === 0 ? [then] : args) as [number]));
    }
    static override now = () => then;
  } as typeof Date;
  try {
    return await work();
  } finally {
    globalThis.Date = Real;
  }
}
