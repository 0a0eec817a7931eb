import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { startTestLedger, type TestLedger } from '../support/test-ledger.js';

const fixtures = resolve(import.meta.dirname, '../fixtures/contract');
const readFixture = (name: string): string => readFileSync(resolve(fixtures, name), 'utf8');

const agreement = JSON.parse(readFixture('agreement.example.json'));
const facts = readFixture('facts.example.ndjson');
const levels = JSON.parse(readFixture('service-levels.example.json'));
const evaluation = JSON.parse(readFixture('evaluation.example.json'));

let ledger: TestLedger;

beforeAll(async () => {
  ledger = await startTestLedger({ clock: { nowMs: () => Date.parse('2026-04-02T12:00:00Z') } });
});
afterAll(() => ledger.stop());

const importing = (body: string | Buffer, query = '') =>
  ledger.call('post', `/v1/imports${query}`).set('content-type', 'application/x-ndjson').send(body);

/** Positions and derived ids are illustrative on the contract page. */
const illustrative = (key: string, value: unknown): unknown =>
  key === 'factId' || key === 'position' ? expect.any(String) : value;
const asExpected = (document: object): object => JSON.parse(JSON.stringify(document), illustrative);

const at = 'at=2026-04-01T00:00:00Z';

describe('the example month of the contract', () => {
  it('is put, imported once, and counted as duplicates ever after', async () => {
    const put = await ledger
      .call('put', `/v1/agreements/${agreement.agreementId}`)
      .send(agreement)
      .expect(201);
    expect(put.headers['etag']).toBe('"0"');
    await ledger.call('put', `/v1/agreements/${agreement.agreementId}`).send(agreement).expect(200);

    const rehearsed = await importing(facts, '?dryRun=true').expect(200);
    expect(rehearsed.body).toMatchObject({
      lines: 11,
      recorded: 11,
      duplicates: 0,
      rejected: 0,
      position: null,
    });
    const first = await importing(facts).expect(200);
    expect(first.body).toMatchObject({ lines: 11, recorded: 11, duplicates: 0, rejected: 0, rejections: [] });
    const zipped = await importing(gzipSync(facts)).set('content-encoding', 'gzip').expect(200);
    expect(zipped.body).toMatchObject({ recorded: 0, duplicates: 11, position: first.body.position });

    const list = await ledger.call('get', `/v1/tickets?minPosition=${first.body.position}`).expect(200);
    const ids = list.body.items.map(({ ticketId }: { ticketId: string }) => ticketId);
    expect(ids).toEqual(['INC-1001', 'REQ-2001', 'INC-1002']);
    expect(list.body.next).toBeNull();
  });

  it('explains a ticket as the contract page shows it', async () => {
    const { body } = await ledger.call('get', `/v1/tickets/INC-1001/service-levels?${at}`).expect(200);
    expect(body).toMatchObject(asExpected(levels));
  });

  it('evaluates the month as the contract page shows it', async () => {
    const path = `/v1/evaluations/${agreement.agreementId}/2026-03?${at}`;
    const { body } = await ledger.call('get', path).expect(200);
    const { figures, ...rest } = evaluation;
    expect(body.figures).toHaveLength(20);
    expect(body.figures).toEqual(
      expect.arrayContaining(figures.map((row: object) => expect.objectContaining(row))),
    );
    // The page shows gross rows only.
    const gross = (rows: { basis: string }[]) => rows.filter(({ basis }) => basis === 'gross');
    const shown = { ...body, availability: gross(body.availability), reliability: gross(body.reliability) };
    expect(shown).toMatchObject(asExpected(rest));
  });

  it('keeps what came before a gzip was cut off, and says that it was', async () => {
    const lines = facts.replaceAll('INC-', 'CUT-').replaceAll('OUT-', 'CUT-');
    const whole = gzipSync(lines);
    const cut = await importing(whole.subarray(0, whole.length - 12)).set('content-encoding', 'gzip');
    expect(cut.status).toBe(400);
    expect(cut.body.code).toBe('VALIDATION_FAILED');
    const again = await importing(whole).set('content-encoding', 'gzip').expect(200);
    expect(again.body.recorded + again.body.duplicates).toBe(11);
  });
});
