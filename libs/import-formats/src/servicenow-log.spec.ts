import type { Agreement } from '@app/agreements/domain';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { servicenowTerms, type ServicenowTerms } from './domain/servicenow-terms.js';
import { ServicenowFormatError } from './servicenow-csv.js';
import { ServicenowLog } from './servicenow-log.js';

const fixtures = `${import.meta.dirname}/../../../test/fixtures/`;
const sample = readFileSync(`${fixtures}servicenow/incident_event_log.sample.csv`, 'utf8');
const agreement = JSON.parse(readFileSync(`${fixtures}contract/agreement.example.json`, 'utf8')) as Agreement;
const terms: ServicenowTerms = servicenowTerms(agreement);
const [header = '', ...rows] = sample.trimEnd().split('\n');

async function logOf(...files: string[]): Promise<ServicenowLog> {
  const log = new ServicenowLog();
  for (const text of files) await log.read(chunks(text));
  return log;
}

/** In pieces that end anywhere. */
async function* chunks(text: string): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let start = 0; start < bytes.length; start += 997) {
    yield await Promise.resolve(bytes.subarray(start, start + 997));
  }
}

const factsOf = async (...files: string[]) => [...(await logOf(...files)).facts(terms)];
const csv = (lines: readonly string[], end = '\n'): string => [header, ...lines, ''].join(end);

/** The columns of a row, replaced by name. */
function changed(row: string, columns: Record<string, string>): string {
  const names = header.split(',');
  return row
    .split(',')
    .map((text, index) => columns[names[index]!] ?? text)
    .join(',');
}

describe('a ServiceNow log', () => {
  it('becomes facts: the slice of the real one', async () => {
    const log = await logOf(sample);
    const facts = [...log.facts(terms)];
    const counts: Record<string, number> = {};
    for (const { type } of facts) counts[type] = (counts[type] ?? 0) + 1;
    expect({ rows: log.rowCount, incidents: log.incidentCount, skipped: log.skipped, counts }).toEqual({
      rows: 1044,
      incidents: 200,
      skipped: { UNKNOWN_STATE: 2 },
      // Counted with another program, over pairs of rows that follow each other.
      counts: {
        TicketRegistered: 200,
        ResponseGiven: 129,
        WaitingStarted: 46,
        WaitingEnded: 46,
        ResolutionProvided: 212,
        Reopened: 17,
        Closed: 203,
        PriorityChanged: 20,
      },
    });
    expect(facts.filter(({ ticketId }) => ticketId === 'INC0028089').map(({ id }) => id)).toEqual([
      '0:TicketRegistered',
      '3:ResolutionProvided',
      '5:Closed',
    ]);
  });

  it('gives the same facts with its rows in any order, its columns too, and cut into files', async () => {
    const facts = await factsOf(sample);
    const backwards = (line: string) => line.split(',').reverse().join(',');
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(rows, { minLength: rows.length }),
        fc.nat(rows.length),
        async (any, cut) => {
          expect(await factsOf(csv(any))).toEqual(facts);
          expect(await factsOf(csv(any.slice(0, cut)), csv(any.slice(cut)))).toEqual(facts);
        },
      ),
      { numRuns: 5 },
    );
    // Other columns first makes another text of a row, which decides between rows of one count: those set aside.
    const untied = rows.filter((row) => !/^INC00001(30|34|35|37|64),/.test(row));
    const reversed = [backwards(header), ...untied.map(backwards), ''].join('\n');
    expect(await factsOf(reversed)).toEqual(await factsOf(csv(untied)));
  });

  it('is read with CRLF, a byte order mark, blank lines, quotes, and no end of its last line', async () => {
    const few = rows.slice(0, 20);
    const facts = await factsOf(csv(few));
    expect(facts.length).toBeGreaterThan(10);
    expect(await factsOf(`\uFEFF${csv(few, '\r\n')}`)).toEqual(facts);
    expect(await factsOf(csv(few).replaceAll('\n', '\n\n').trimEnd())).toEqual(facts);
    const quoted = (line: string) =>
      line
        .split(',')
        .map((text) => `"${text}"`)
        .join(',');
    expect(await factsOf([quoted(header), ...few.map(quoted)].join('\n'))).toEqual(facts);
  });

  it('keeps a comma and a quote inside quotes', async () => {
    const row = changed(rows[0]!, { category: '"a, ""b"""' });
    expect((await factsOf(csv([row])))[0]?.data).toMatchObject({ category: 'a, "b"' });
  });

  it('leaves out rows that cannot be read, and counts them by reason', async () => {
    const [first = '', second = ''] = rows;
    const log = await logOf(
      csv([
        first,
        second,
        `${second},one more`,
        'INC1,New',
        changed(second, { incident_state: 'Dreaming' }),
        changed(second, { priority: '?' }),
        changed(second, { sys_updated_at: '?' }),
      ]),
    );
    expect(log.skipped).toEqual({
      INVALID_SYS_UPDATED_AT: 1,
      UNKNOWN_PRIORITY: 1,
      UNKNOWN_STATE: 1,
      WRONG_COLUMN_COUNT: 2,
    });
    expect(log.rowCount).toBe(7);
    expect([...log.facts(terms)]).toEqual(await factsOf(csv([first, second])));
  });

  it.each([
    ['nothing', '', /no header/],
    ['another file', '{"ticketId":"INC-1"}\n', /columns number, incident_state/],
    ['a log without priorities', csv(rows.slice(0, 3)).replace('priority', 'prio'), /column priority$/],
    ['a quote that is never closed', `${csv(rows.slice(0, 3))}"INC1,`, /is not CSV: Quote Not Closed/],
  ])('says what is wrong with %s', async (_, text, message) => {
    const reading = logOf(text);
    await expect(reading).rejects.toThrow(ServicenowFormatError);
    await expect(reading).rejects.toThrow(message);
  });

  it('passes on what its input throws', async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(Buffer.from(csv(rows)));
      throw new Error('the disk is gone');
    }
    await expect(new ServicenowLog().read(broken())).rejects.toThrow('the disk is gone');
  });
});

describe('the zone of a ServiceNow log', () => {
  const [version] = agreement.versions;
  const inZone = (effectiveFrom: string, timeZone: string) => ({
    ...version!,
    effectiveFrom,
    calendar: { ...version!.calendar, timeZone },
  });

  it('is that of the version in force on the day; before the first one, its', () => {
    const versions = [inZone('2016-01-01', 'Europe/Amsterdam'), inZone('2016-06-01', 'Asia/Kolkata')];
    const dated = servicenowTerms({ ...agreement, versions });
    expect(['2015-12-31', '2016-05-31', '2016-06-01', '2020-01-01'].map((day) => dated.zoneOn(day))).toEqual([
      'Europe/Amsterdam',
      'Europe/Amsterdam',
      'Asia/Kolkata',
      'Asia/Kolkata',
    ]);
  });
});
