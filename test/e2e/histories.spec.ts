import type { Response } from 'supertest';
import { agreement, steps } from '../support/as-of.script.js';
import { untilQuiet } from '../support/quiet.js';
import { startTestLedger, type TestLedger } from '../support/test-ledger.js';

const BEFORE = Date.parse('2026-03-01T12:00:00Z');
const AFTER = Date.parse('2026-04-20T12:00:00Z');
const month = `/v1/evaluations/${agreement.agreementId}/2026-03`;

type Body = Response['body'];
type Values = Readonly<Record<string, unknown>>;

let nowMs = AFTER;
let ledger: TestLedger;

const read = async (path: string): Promise<Body> => (await ledger.call('get', path).expect(200)).body;

/** Every page of a history. */
const pages = async (path: string, limit: number): Promise<Body[]> => {
  const found: Body[] = [await read(`${path}limit=${limit}`)];
  for (let next = found[0].next; next !== null; next = found.at(-1).next)
    found.push(await read(`${path}limit=${limit}&cursor=${next}`));
  return found;
};

const itemsOf = (found: readonly Body[]): Body[] => found.flatMap(({ items }) => items);

beforeAll(async () => {
  ledger = await startTestLedger({ clock: { nowMs: () => nowMs }, deadlinesEveryMs: 50 });
  for (const { what, when = 'after', method, path, body } of steps) {
    nowMs = when === 'before' ? BEFORE : AFTER;
    const request = ledger.call(method, path);
    if (typeof body === 'string') void request.set('content-type', 'application/x-ndjson');
    const answer = await request.send(body);
    if (answer.status >= 300) throw new Error(`${what}: ${answer.status} ${answer.text}`);
    nowMs = AFTER;
    await untilQuiet(ledger.opened.parts);
  }
}, 120_000);
afterAll(() => ledger.stop());

describe('the history of a month', () => {
  it('names every fact that changed a figure, in the order in which they were recorded', async () => {
    const { items, at, next } = await read(`${month}/history?limit=500`);
    expect({ at, next }).toEqual({ at: '2026-03-31T22:00:00Z', next: null });
    const told = items.map(({ type, ticketId, outageId, serviceId, agreementId }: Body) => [
      type,
      ticketId ?? outageId ?? serviceId ?? agreementId,
    ]);
    expect(told).toEqual([
      // What was recorded before there were terms is in the first figures.
      ['AgreementRegistered', agreement.agreementId],
      ['RootCauseEstablished', 'INC-1'],
      ['WaitingStarted', 'INC-1'],
      ['WaitingEnded', 'INC-1'],
      ['ResolutionProvided', 'INC-1'],
      ['TicketRegistered', 'INC-2'],
      ['OutageStarted', 'OUT-1'],
      ['OutageEnded', 'OUT-1'],
      ['ExclusionAccepted', 'INC-1'],
      ['OutageCorrected', 'OUT-1'],
      ['TicketRegistered', 'REQ-3'],
      ['TicketRegistered', 'INC-4'],
      ['PriorityCorrected', 'INC-2'],
      ['TicketRegistered', 'INC-5'],
      // Its response came when the time was up already: no figure changed.
      ['FactRetracted', 'INC-5'],
      // What the vendor published was captured after the month's end.
      ['FactRetracted', 'INC-1'],
      ['OutageStarted', 'OUT-2'],
      ['OutageEnded', 'OUT-2'],
      ['FactRetracted', 'OUT-2'],
    ]);
    const corrected = items.find(({ type }: Body) => type === 'OutageCorrected');
    expect(corrected.changes).toContainEqual({
      figure: { section: 'availability', window: 'support-hours', basis: 'gross' },
      from: { downtimeSeconds: 2700, percent: 99.6212, verdict: 'met' },
      to: { downtimeSeconds: 5400, percent: 99.2424, verdict: 'breached' },
    });
    expect(corrected).toMatchObject({
      factId: expect.any(String),
      recordedAt: expect.stringMatching(/^\d{4}-.*Z$/),
      position: expect.stringMatching(/^\d+$/),
    });
  });

  it('leads to the figures as they are, at any instant, and comes in pages of any size', async () => {
    const at = '2026-04-20T12:00:00Z';
    const whole = await read(`${month}/history?limit=500&at=${at}`);
    for (const limit of [1, 4]) {
      const found = await pages(`${month}/history?at=${at}&`, limit);
      expect(itemsOf(found)).toEqual(whole.items);
      expect(found.length).toBeGreaterThan(3);
    }
    const last = new Map<string, Values>();
    for (const { changes } of whole.items)
      for (const { figure, to } of changes) last.set(JSON.stringify(figure), to);
    const { figures, counts } = await read(`${month}?at=${at}`);
    for (const { metric, objectiveId, basis, met, breached, measured, percent, verdict } of figures)
      expect(last.get(JSON.stringify({ section: 'figures', metric, objectiveId, basis }))).toEqual({
        met,
        breached,
        measured,
        percent,
        verdict,
      });
    const { registered, ...others } = counts;
    expect(last.get(JSON.stringify({ section: 'counts' }))).toEqual({ ...registered, ...others });
  });

  it('ends where it is asked to as of, and is the addenda of a frozen month from there on', async () => {
    const { items } = await read(`${month}/history?limit=500`);
    const freeze = (await read(`${month}/freeze`)).items[0].position;
    const asOf = await read(`${month}/history?limit=500&asOfPosition=${freeze}`);
    const before = items.filter(({ position }: Body) => BigInt(position) <= BigInt(freeze));
    expect(asOf.items).toEqual(before);
    expect(asOf.position).toBe(freeze);
  });

  it('goes on at the instant of its first page', async () => {
    const april = month.replace('2026-03', '2026-04');
    const [first] = await pages(`${april}/history?`, 1);
    nowMs = AFTER + 3_600_000;
    const second = await read(`${april}/history?limit=1&cursor=${first.next}`);
    nowMs = AFTER;
    expect([first.at, second.at]).toEqual(['2026-04-20T12:00:00Z', '2026-04-20T12:00:00Z']);
  });

  it('is refused for what is no month, no agreement or no cursor', async () => {
    await ledger.call('get', `${month.replace('2026-03', '2026-13')}/history`).expect(400);
    await ledger.call('get', '/v1/evaluations/nobody/2026-03/history').expect(404);
    const far = Buffer.from(JSON.stringify(['1', 1e300])).toString('base64url');
    for (const cursor of ['nonsense', far]) {
      const { body } = await ledger.call('get', `${month}/history?cursor=${cursor}`).expect(400);
      expect(body.errors[0].pointer).toBe('/query/cursor');
    }
  });
});

describe('the history of a ticket', () => {
  const told = ({ items }: Body): unknown[] =>
    items.flatMap(({ type, changes }: Body) =>
      changes.map(({ metric, basis, from, to }: Body) =>
        [type, metric, basis, from && from.state, to && to.state].join(' '),
      ),
    );

  it('names what made and unmade each verdict', async () => {
    const history = await read('/v1/tickets/INC-1/history?limit=500');
    expect(told(history).filter((line) => String(line).includes(' response '))).toEqual([
      // It was answered before there were terms.
      'AgreementRegistered response gross  met',
      'AgreementRegistered response net  met',
      'ExclusionAccepted response net met excluded',
      'FactRetracted response gross met breached',
    ]);
    const retracted = history.items.find(({ type }: Body) => type === 'FactRetracted');
    expect(retracted).toMatchObject({ factId: expect.any(String), position: expect.any(String) });
    expect(retracted.changes[0]).toMatchObject({
      from: { stoppedAt: '2026-03-10T09:00:00Z', month: '2026-03', agreementVersion: 1 },
      to: { state: 'breached', month: '2026-03' },
    });
  });

  it('tells of changed terms, and of a corrected priority', async () => {
    const { items, at } = await read('/v1/tickets/INC-2/history?limit=500');
    expect(at).toBe('2026-04-20T12:00:00Z');
    const terms = items.find(({ type }: Body) => type === 'AgreementVersionAdded');
    expect(terms).toMatchObject({ factId: null, agreementId: agreement.agreementId });
    expect(terms.changes[0]).toMatchObject({
      metric: 'response',
      from: { agreementVersion: 1, targetSeconds: 3600 },
      to: { agreementVersion: 2, targetSeconds: 1800 },
    });
    const corrected = items.find(({ type }: Body) => type === 'PriorityCorrected');
    expect(corrected.changes[0]).toMatchObject({
      from: { priority: 'top', state: 'breached' },
      to: { priority: 'medium', state: 'met' },
    });
  });

  it('loses a ticket that turns out to be another customer’s, and comes in pages', async () => {
    const whole = await read('/v1/tickets/INC-5/history?limit=500');
    const lost = whole.items.at(-1);
    expect(lost).toMatchObject({ type: 'FactRetracted' });
    expect(lost.changes.map(({ to }: Body) => to)).toEqual(lost.changes.map(() => null));
    expect(itemsOf(await pages('/v1/tickets/INC-5/history?', 1))).toEqual(whole.items);
  });

  it('is known as of then, and not where nothing was recorded', async () => {
    const { items } = await read('/v1/tickets/INC-2/history?limit=500');
    const { position } = items[1];
    const asOf = await read(`/v1/tickets/INC-2/history?asOfPosition=${position}&at=2026-04-20T12:00:00Z`);
    expect(asOf.items).toEqual(items.slice(0, 2));
    await ledger.call('get', '/v1/tickets/NOBODY/history').expect(404);
    await ledger.call('get', '/v1/tickets/INC-2/history?asOf=1999-01-01T00:00:00Z').expect(404);
  });
});
