import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Response } from 'supertest';
import { eventually } from '../support/stack-api.js';
import { untilQuiet } from '../support/quiet.js';
import { startTestLedger, type TestLedger } from '../support/test-ledger.js';

const fixtures = resolve(import.meta.dirname, '../fixtures/contract');
const readFixture = (name: string): string => readFileSync(resolve(fixtures, name), 'utf8');
const agreement = JSON.parse(readFixture('agreement.example.json'));
const month = `/v1/evaluations/${agreement.agreementId}/2026-03`;

const MEETING = Date.parse('2026-04-02T12:00:00Z');
const LATER = Date.parse('2026-04-20T12:00:00Z');
let nowMs = MEETING;

let ledger: TestLedger;

/** Records one fact and waits until all that follows from it can be read. */
async function record(path: string, fact: object): Promise<string> {
  const { body } = await ledger.call('post', path).send(fact).expect(201);
  await untilQuiet(ledger.opened.parts);
  return body.factId;
}

type Body = Response['body'];

const read = async (path = month): Promise<Body> => (await ledger.call('get', path).expect(200)).body;

/** Where the same is computed from the facts alone: rows do not know what was known when. */
const computedFor = ({ at, position }: Body): string =>
  `${month}?as=current&at=${at}&asOfPosition=${position}`;

const excluded = { exclusionId: 'X1', cause: 'internet', evidence: 'mail of the provider' };

beforeAll(async () => {
  ledger = await startTestLedger({ clock: { nowMs: () => nowMs } });
  await ledger.call('put', `/v1/agreements/${agreement.agreementId}`).send(agreement).expect(201);
  await ledger
    .call('post', '/v1/imports')
    .set('content-type', 'application/x-ndjson')
    .send(readFixture('facts.example.ndjson'))
    .expect(200);
  await untilQuiet(ledger.opened.parts);
});
afterAll(() => ledger.stop());

describe('what hinders a freeze', () => {
  const refused = async (code: string): Promise<void> => {
    const { body } = await ledger.call('post', `${month}/freeze`).send({}).expect(409);
    expect(body).toMatchObject({ code, detail: expect.stringContaining('') });
  };

  it('is a month that has not ended', async () => {
    nowMs = Date.parse('2026-03-31T21:59:59Z');
    await refused('MONTH_NOT_OVER');
    nowMs = MEETING;
  });

  it('is an outage that started in it and is open', async () => {
    const open = { outageId: 'OUT-9', occurredAt: '2026-03-31T20:00:00+02:00', serviceId: 'iv-integration' };
    const { body } = await ledger.call('post', '/v1/outages').send(open).expect(201);
    await refused('OUTAGE_OPEN');
    await record('/v1/outages/OUT-9/facts', {
      type: 'FactRetracted',
      occurredAt: '2026-04-01T09:00:00+02:00',
      data: { factId: body.factId, reason: 'another service' },
    });
  });

  it('is a body that says something else, every fault named', async () => {
    const { body } = await ledger.call('post', `${month}/freeze`).send({ by: '', remark: 'x' }).expect(400);
    expect(body.errors.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual(['/by', '/remark']);
  });

  it('is nothing to withdraw, for a withdrawal', async () => {
    const { body } = await ledger
      .call('post', `${month}/freeze/withdrawal`)
      .send({ reason: 'x' })
      .expect(409);
    expect(body.code).toBe('EVALUATION_NOT_FROZEN');
  });
});

describe('a month that the meeting froze', () => {
  let before: Body;
  let frozen: { text: string; etag: string | undefined };

  const bytes = async () => {
    const { text, headers } = await ledger.call('get', `${month}/frozen`).expect(200);
    return { text, etag: headers['etag'] };
  };

  it('is recorded with the hash of its canonical bytes, and answered again to the same request', async () => {
    await ledger.call('get', `${month}/frozen`).expect(404);
    before = await read();
    const freeze = () =>
      ledger
        .call('post', `${month}/freeze`)
        .set('idempotency-key', 'freeze-march')
        .send({ by: 'manager-1', note: 'as agreed' })
        .expect(201);
    const { body } = await freeze();
    expect((await freeze()).body).toEqual(body);
    await ledger.call('get', `${month}?minPosition=${body.position}`).expect(200);
    frozen = await bytes();
    const sha256 = createHash('sha256').update(frozen.text, 'utf8').digest('hex');
    expect(frozen.etag).toBe(`"${sha256}"`);
    expect(body.frozen).toMatchObject({ sha256, by: 'manager-1', note: 'as agreed', schema: 'evaluation/1' });
    expect(body.frozen.position).toBe(before.position);
  });

  it('reads as it was, and says that it is frozen', async () => {
    const { status, position: _, frozen: note, ...shown } = await read();
    const { status: _was, position: _before, ...open } = before;
    expect(status).toBe('frozen');
    expect(note).toMatchObject({ by: 'manager-1', note: 'as agreed', position: before.position });
    expect(shown).toEqual(open);
  });

  it('is not frozen twice', async () => {
    const { body } = await ledger.call('post', `${month}/freeze`).send({}).expect(409);
    expect(body.code).toBe('EVALUATION_FROZEN');
  });

  it('keeps its bytes, and names the facts that changed its figures since', async () => {
    nowMs = LATER;
    const corrected = await record('/v1/outages/OUT-7/facts', {
      type: 'OutageCorrected',
      occurredAt: '2026-04-07T09:00:00+02:00',
      data: { from: '2026-03-24T16:00:00+01:00', to: '2026-03-24T17:45:00+01:00' },
    });
    const at = '2026-04-08T09:00:00+02:00';
    await record('/v1/tickets/INC-1001/facts', { type: 'ExclusionProposed', occurredAt: at, data: excluded });
    const accepted = await record('/v1/tickets/INC-1001/facts', {
      type: 'ExclusionAccepted',
      occurredAt: at,
      by: 'manager-1',
      data: { exclusionId: 'X1' },
    });
    const wrongly = await record('/v1/tickets/INC-1001/facts', {
      type: 'PriorityCorrected',
      occurredAt: at,
      data: { to: 'medium', reason: 'one user' },
    });
    const reopened = await record('/v1/tickets/INC-1001/facts', {
      type: 'Reopened',
      occurredAt: '2026-04-09T09:00:00+02:00',
      data: {},
    });
    expect(await bytes()).toEqual(frozen);
    const { addenda, figures } = await read();
    expect(figures).toEqual(before.figures);
    expect(addenda.map(({ factId }: { factId: string }) => factId)).toEqual([
      corrected,
      accepted,
      wrongly,
      reopened,
    ]);
    expect(addenda[0].changes).toContainEqual({
      figure: { section: 'availability', window: 'support-hours', basis: 'gross' },
      from: { downtimeSeconds: 2700, percent: 99.6212, verdict: 'met' },
      to: { downtimeSeconds: 5400, percent: 99.2424, verdict: 'breached' },
    });
  });

  it('restated is what a fresh computation gives, and where the addenda lead', async () => {
    const current = await read(`${month}?as=current`);
    expect(current.status).toBe('restated');
    expect(current).toEqual(await read(computedFor(current)));
    const { addenda } = await read();
    const last = new Map<string, object>();
    for (const { changes } of addenda) {
      for (const { figure, to } of changes) last.set(JSON.stringify(figure), to);
    }
    const figure = { section: 'figures', metric: 'resolution', objectiveId: 'high', basis: 'gross' };
    const row = current.figures.find(
      (each: Record<string, string>) =>
        each['metric'] === 'resolution' && each['objectiveId'] === 'high' && each['basis'] === 'gross',
    );
    expect(row).toMatchObject(last.get(JSON.stringify(figure)) ?? { none: true });
  });

  it.each(['restart', 'rebuild'] as const)('is the same after a %s, addenda and all', async (upheaval) => {
    // The tree of the log is made anew by a rebuild: the head shows again when it holds the freeze.
    const withHead = (path = month): Promise<Body> =>
      eventually(
        () => read(path),
        ({ frozen: { treeHead } }) => treeHead !== undefined,
        10_000,
      );
    // The log goes on: a start may sign a head of it.
    const but = ({ position: _, ...said }: Body): Body => said;
    const all = async () => {
      const restated = await withHead(`${month}?as=current`);
      return {
        frozen: but(await withHead()),
        restated: but(restated),
        computed: but(await withHead(computedFor(restated))),
      };
    };
    const was = await all();
    expect(was.frozen.addenda).toHaveLength(4);
    expect(was.restated).toEqual(was.computed);
    await ledger[upheaval]();
    expect(await all()).toEqual(was);
    expect(await bytes()).toEqual(frozen);
  });

  it('lists what is long from the frozen document too', async () => {
    const listed = await read(`${month}/findings`);
    expect(listed.items).toEqual(before.findings);
  });

  it('is released by a withdrawal, which is a fact of its own, and can be frozen anew', async () => {
    const withdrawal = { reason: 'wrong month', by: 'manager-1' };
    const { body } = await ledger.call('post', `${month}/freeze/withdrawal`).send(withdrawal).expect(201);
    expect((await read(`${month}?minPosition=${body.position}`)).status).toBe('open');
    const again = await ledger.call('post', `${month}/freeze`).send({}).expect(201);
    const { items } = await read(`${month}/freeze?minPosition=${again.body.position}`);
    expect(items.map(({ withdrawn }: { withdrawn: unknown }) => withdrawn)).toEqual([withdrawal, null]);
    expect((await read()).addenda).toEqual([]);
  });
});
