import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Response } from 'supertest';
import { startTestLedger, type TestLedger } from '../support/test-ledger.js';

const fixtures = resolve(import.meta.dirname, '../fixtures/contract');
const agreement = JSON.parse(readFileSync(resolve(fixtures, 'agreement.example.json'), 'utf8'));
const { agreementId, serviceId } = agreement;
const month = `/v1/evaluations/${agreementId}/2026-03`;
const figures = `/v1/services/${serviceId}/published-figures`;

const NOW = Date.parse('2026-04-20T12:00:00Z');
let ledger: TestLedger;

beforeAll(async () => {
  ledger = await startTestLedger({ clock: { nowMs: () => NOW } });
  await ledger.call('put', `/v1/agreements/${agreementId}`).send(agreement).expect(201);
});
afterAll(() => ledger.stop());

type Body = Response['body'];
const read = async (path: string): Promise<Body> => (await ledger.call('get', path).expect(200)).body;

/** Records and waits until it can be read. */
async function record(path: string, body: object): Promise<Body> {
  const answer = await ledger.call('post', path).send(body).expect(201);
  await ledger.opened.parts.readModels.reach(BigInt(answer.body.position));
  return answer.body;
}

const capture = {
  component: 'API',
  month: '2026-03',
  percentage: '99.90',
  source: 'https://status.example/history',
};

describe('a figure that a vendor published', () => {
  it('is recorded once, under the id it is given or one of its content', async () => {
    const sent = { ...capture, occurredAt: '2026-04-01T09:00:00+02:00', by: 'manager-1', id: 'api-1' };
    expect((await record(figures, sent)).factId).toBe('api-1');
    const again = await ledger.call('post', figures).send(sent).expect(200);
    expect(again.body).toMatchObject({ factId: 'api-1', duplicate: true });
    const other = await ledger
      .call('post', figures)
      .send({ ...sent, percentage: '99.9' })
      .expect(409);
    expect(other.body.code).toBe('FACT_ID_REUSED');
  });

  it('is superseded by a later capture, whenever that is recorded, and both stay readable', async () => {
    const later = { ...capture, percentage: '99.870', occurredAt: '2026-04-09T09:00:00Z', id: 'api-3' };
    await record(figures, later);
    // Found in a mailbox afterwards, by an import.
    const between = { serviceId, id: 'api-2', type: 'PublishedFigureCaptured' };
    const line = {
      ...between,
      occurredAt: '2026-04-05T09:00:00Z',
      data: { ...capture, percentage: '99.88' },
    };
    const { body } = await ledger
      .call('post', '/v1/imports')
      .set('content-type', 'application/x-ndjson')
      .send(`${JSON.stringify(line)}\n`)
      .expect(200);
    expect(body).toMatchObject({ recorded: 1, rejected: 0 });
    const { items, next } = await read(`${figures}?month=2026-03&minPosition=${body.position}`);
    expect(next).toBeNull();
    expect(items).toMatchObject([
      {
        factId: 'api-1',
        ...capture,
        by: 'manager-1',
        capturedAt: '2026-04-01T07:00:00Z',
        supersededBy: 'api-2',
      },
      { factId: 'api-2', percentage: '99.88', by: null, supersededBy: 'api-3' },
      { factId: 'api-3', percentage: '99.870', supersededBy: null, recordedBy: 'operator' },
    ]);
    expect((await read(`${figures}?at=2026-04-06T00:00:00Z`)).items).toHaveLength(2);
    expect((await read(`${figures}?component=Portal`)).items).toEqual([]);
    const page = await read(`${figures}?limit=2`);
    expect((await read(`${figures}?limit=2&cursor=${page.next}`)).items).toEqual(items.slice(2));
  });

  it('stands in the evaluation as published, with nothing beside it while no outage is recorded', async () => {
    const { publishedFigures } = await read(`${month}?include=publishedFigures`);
    expect(publishedFigures.crossCheck).toBeNull();
    expect(publishedFigures.figures[2]).toEqual({
      factId: 'api-3',
      component: 'API',
      percentage: '99.870',
      source: capture.source,
      capturedAt: '2026-04-09T09:00:00Z',
      by: null,
      supersededBy: null,
    });
    expect((await read(`${month}?at=2026-04-02T00:00:00Z`)).publishedFigures.figures).toHaveLength(1);
    const february = await read(month.replace('-03', '-02'));
    expect(february.publishedFigures).toEqual({ figures: [], crossCheck: null });
  });

  it('stands beside what the recorded outages say, round the clock', async () => {
    const before = (await read(month)).publishedFigures.figures;
    await record('/v1/outages', { outageId: 'V-1', occurredAt: '2026-03-31T21:00:00Z', serviceId });
    // To the end of March by the clock of Amsterdam, and on.
    await record('/v1/outages/V-1/facts', { type: 'OutageEnded', occurredAt: '2026-03-31T23:00:00Z' });
    const { publishedFigures } = await read(month);
    expect(publishedFigures).toEqual({
      figures: before,
      crossCheck: { outages: 1, windowSeconds: 743 * 3_600, downtimeSeconds: 3_600, percent: 99.8654 },
    });
  });

  it('is frozen without names and words, and a later capture is an addendum', async () => {
    const { body } = await ledger.call('post', `${month}/freeze`).send({ by: 'manager-1' }).expect(201);
    const shown = await read(`${month}?minPosition=${body.position}`);
    const { text } = await ledger.call('get', `${month}/frozen`).expect(200);
    expect(text).not.toMatch(/status\.example|"by"/);
    expect(text).toContain('99.870');
    await record(figures, {
      ...capture,
      percentage: '99.871',
      occurredAt: '2026-04-15T09:00:00Z',
      id: 'api-4',
    });
    const { publishedFigures, addenda } = await read(month);
    expect(publishedFigures).toEqual(shown.publishedFigures);
    expect(publishedFigures.figures[0]).toMatchObject({ by: 'manager-1', source: capture.source });
    const figure = { section: 'publishedFigures', component: 'API' };
    expect(addenda).toMatchObject([
      {
        serviceId,
        factId: 'api-4',
        changes: [{ figure, from: { percentage: '99.870' }, to: { percentage: '99.871' } }],
      },
    ]);
    await ledger.rebuild();
    expect((await read(month)).addenda).toEqual(addenda);
  });

  it('counts no more once it is retracted', async () => {
    await record(`/v1/services/${serviceId}/facts`, {
      type: 'FactRetracted',
      occurredAt: '2026-04-16T09:00:00Z',
      data: { factId: 'api-4', reason: 'another region' },
    });
    const { items } = await read(figures);
    expect(items.map(({ factId }: { factId: string }) => factId)).toEqual(['api-1', 'api-2', 'api-3']);
  });

  it('is refused with every fault of it, and then not stored', async () => {
    const { items } = await read(figures);
    const wrong = { component: ' ', month: '2026-13', percentage: 99.9, occurredAt: 'today', extra: 1 };
    const { body } = await ledger.call('post', figures).send(wrong).expect(400);
    expect(body.errors.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual([
      ...['/component', '/extra', '/month', '/occurredAt', '/percentage', '/source'],
    ]);
    for (const percentage of ['100.1', '-1', '99,9', '1e1', '99.', '', '099'])
      await ledger
        .call('post', figures)
        .send({ ...capture, percentage, occurredAt: '2026-04-16T09:00:00Z' })
        .expect(400);
    const early = { ...capture, month: '2026-06', occurredAt: '2026-04-16T09:00:00Z' };
    expect((await ledger.call('post', figures).send(early).expect(409)).body.code).toBe('MONTH_NOT_BEGUN');
    const elsewhere = { ...capture, serviceId: 'other', occurredAt: '2026-04-16T09:00:00Z' };
    const refused = await ledger.call('post', figures).send(elsewhere).expect(400);
    expect(refused.body.errors[0].pointer).toBe('/serviceId');
    expect((await read(figures)).items).toEqual(items);
  });
});
