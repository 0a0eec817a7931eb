import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type request from 'supertest';
import { csvRows, pdfText, tight, xlsxSheets } from '../../libs/evaluation-documents/test/read-back.js';
import { untilQuiet } from '../support/quiet.js';
import { startTestLedger, type TestLedger } from '../support/test-ledger.js';

const example = (name: string): string =>
  readFileSync(resolve(import.meta.dirname, '../../examples/month', name), 'utf8');
const agreement = JSON.parse(example('agreement.json'));
const month = `/v1/evaluations/${agreement.agreementId}/2026-03`;

let ledger: TestLedger;
let position: string;

beforeAll(async () => {
  ledger = await startTestLedger({ clock: { nowMs: () => Date.parse('2026-04-02T12:00:00Z') } });
  await ledger.call('put', `/v1/agreements/${agreement.agreementId}`).send(agreement).expect(201);
  const imported = await ledger
    .call('post', '/v1/imports')
    .set('content-type', 'application/x-ndjson')
    .send(example('facts.ndjson'))
    .expect(200);
  position = imported.body.position;
  await untilQuiet(ledger.opened.parts);
});
afterAll(() => ledger.stop());

const file = (format: string, query = ''): request.Test =>
  ledger
    .call('get', `${month}.${format}?minPosition=${position}${query}`)
    .buffer()
    .parse((response, done) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => done(null, Buffer.concat(chunks)));
    });

describe('a month as a file', () => {
  it.each([
    ['pdf', 'application/pdf'],
    ['xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
    ['csv', 'text/csv; charset=utf-8; header=present'],
  ])('is a %s to keep, under a name of its own', async (format, type) => {
    const { headers, body } = await file(format, '&language=en').expect(200);
    expect(headers).toMatchObject({
      'content-type': type,
      'content-disposition': `attachment; filename="evaluation-example-iv-integration-2026-03-en.${format}"`,
      'content-length': String(body.length),
    });
  });

  it('says what the JSON says, in each format', async () => {
    const { body: json } = await ledger.call('get', `${month}?minPosition=${position}`).expect(200);
    const csv = csvRows((await file('csv')).body).filter(({ table }) => table === 'figures');
    const figures = json.figures.map(({ met, measured, verdict }: Record<string, unknown>) => [
      String(met),
      String(measured),
      verdict,
    ]);
    expect(csv.map(({ met, measured, verdict }) => [met, measured, verdict])).toEqual(figures);
    const [head = [], ...rows] =
      (await xlsxSheets((await file('xlsx', '&language=en')).body)).get('Breaches') ?? [];
    expect(rows.map((row) => [row[head.indexOf('Ticket')], row[head.indexOf('Over by (s)')]])).toEqual(
      json.breaches.map(({ ticketId, overrunSeconds }: Record<string, unknown>) => [
        ticketId,
        overrunSeconds,
      ]),
    );
    const pdf = await pdfText((await file('pdf')).body);
    expect(pdf).toContain(tight('21 van 22 (95,45 %) gehaald'));
    expect(pdf).toContain(tight(`Positie in het logboek ${json.position}`));
  });

  it('tells each breach in the language of the file', async () => {
    const { body: json } = await ledger
      .call('get', `${month}?minPosition=${position}&explain=en`)
      .expect(200);
    const told = csvRows((await file('csv', '&language=en')).body).filter(
      ({ table }) => table === 'breaches',
    );
    expect(told.map(({ explanation }) => explanation)).toEqual(
      json.breaches.map(({ explanation }: { explanation: string[] }) => explanation.join(' ')),
    );
    const [dutch] = csvRows((await file('csv')).body).filter(({ table }) => table === 'breaches');
    expect(dutch?.['explanation']).toMatch(/^De klok oplossing \(bruto\)/);
  });

  it('is of the instant and the cut asked for', async () => {
    const { body } = await file('csv', '&at=2026-03-20T00:00:00Z&monthOf=registration').expect(200);
    const [head] = csvRows(body);
    expect(head).toMatchObject({ at: '2026-03-20T01:00:00+01:00', monthOf: 'registration', status: 'open' });
  });

  it('says that the month was frozen, and by what it is known', async () => {
    const frozen = await ledger.call('post', `${month}/freeze`).send({ by: 'manager-1' }).expect(201);
    const at = `minPosition=${frozen.body.position}`;
    const { text } = await ledger.call('get', `${month}.csv?${at}`).expect(200);
    const rows = csvRows(Buffer.from(text));
    expect(rows[0]).toMatchObject({ status: 'frozen' });
    expect(rows.find(({ table }) => table === 'frozen')).toMatchObject({ sha256: frozen.body.frozen.sha256 });
    const current = await ledger.call('get', `${month}.csv?${at}&as=current`).expect(200);
    expect(csvRows(Buffer.from(current.text))[0]).toMatchObject({ status: 'restated' });
  });

  it.each([
    [`${month}.pdf?language=fr`, 400, 'VALIDATION_FAILED'],
    [`${month}.pdf?include=figures`, 400, 'VALIDATION_FAILED'],
    [`${month.replace('03', '13')}.pdf`, 400, 'VALIDATION_FAILED'],
    [`${month}.docx`, 400, 'VALIDATION_FAILED'],
    ['/v1/evaluations/nobody/2026-03.csv', 404, 'AGREEMENT_NOT_FOUND'],
  ])('is refused as a problem: %s', async (path, status, code) => {
    const { body } = await ledger.call('get', path).expect(status);
    expect(body.code).toBe(code);
  });

  it('is described with its media type', async () => {
    const { body } = await ledger.call('get', '/openapi.json').expect(200);
    for (const format of ['pdf', 'xlsx', 'csv']) {
      const operation = body.paths[`/v1/evaluations/{agreementId}/{month}.${format}`]?.get;
      expect(Object.keys(operation?.responses['200'].content)).toHaveLength(1);
      const inPath = operation.parameters.filter((parameter: { in: string }) => parameter.in === 'path');
      expect(inPath.map(({ name }: { name: string }) => name)).toEqual(['agreementId', 'month']);
    }
  });
});
