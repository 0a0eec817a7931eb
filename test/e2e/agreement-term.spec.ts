import { exampleAgreement } from '../support/example-agreement.js';
import { startTestLedger, type TestLedger } from '../support/test-ledger.js';

const example = exampleAgreement();
const path = (agreementId: string): string => `/v1/agreements/${agreementId}`;

let now = Date.parse('2026-04-02T12:00:00Z');
let ledger: TestLedger;
let position = '0';

beforeAll(async () => {
  ledger = await startTestLedger({ clock: { nowMs: () => now } });
  await put('plain', { goLiveOn: '2026-01-01' });
  await put('year-end', { goLiveOn: '2025-12-31' });
});
afterAll(() => ledger.stop());

async function put(agreementId: string, change: object): Promise<void> {
  const document = { ...example, ...change, agreementId, serviceId: `service-${agreementId}` };
  position = (await ledger.call('put', path(agreementId)).send(document).expect(201)).body.position;
}

const read = async (url: string, expected = 200) => {
  const joint = url.includes('?') ? '&' : '?';
  return (await ledger.call('get', `${url}${joint}minPosition=${position}`).expect(expected)).body;
};
const term = (agreementId: string, query = '') => read(`${path(agreementId)}/term${query}`);

const give = (agreementId: string, notice: object) =>
  ledger.call('post', `${path(agreementId)}/notices`).send(notice);
const withdraw = (agreementId: string, noticeId: string, body: object) =>
  ledger.call('post', `${path(agreementId)}/notices/${noticeId}/withdrawal`).send(body);

describe('the term of an agreement', () => {
  it('is that of today, with when it is renewed and until when notice works', async () => {
    expect(await term('year-end')).toEqual({
      agreementId: 'year-end',
      on: '2026-04-02',
      timeZone: 'Europe/Amsterdam',
      state: 'running',
      goLiveOn: '2025-12-31',
      term: {
        number: 1,
        from: '2025-12-31',
        to: '2026-12-31',
        agreementVersion: 1,
        noticeMonths: 2,
        lastNoticeOn: '2026-10-31',
        clause: '3.3',
      },
      renewsOn: '2026-12-31',
      endsOn: null,
      endsOnIfNoticed: '2026-12-31',
      notices: [],
      position: expect.stringMatching(/^\d+$/),
    });
  });

  it('is that of another day, or of the day of an instant in its zone', async () => {
    expect(await term('year-end', '?on=2026-12-31')).toMatchObject({ on: '2026-12-31', term: { number: 2 } });
    expect(await term('year-end', '?at=2026-12-30T23:00:00Z')).toMatchObject({ on: '2026-12-31' });
    expect(await term('year-end', '?at=2026-12-30T22:59:59Z')).toMatchObject({ term: { number: 1 } });
  });

  it.each([
    ['?on=2026-02-29', '/query/on'],
    ['?on=2026-12-31&at=2026-12-30T22:59:59Z', '/query/on'],
    ['?at=yesterday', '/query/at'],
    ['?asof=2026-12-31', '/query/asof'],
  ])('refuses %s', async (query, pointer) => {
    const answer = await ledger.call('get', `${path('plain')}/term${query}`).expect(400);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.body).toMatchObject({ code: 'VALIDATION_FAILED', errors: [{ pointer }] });
  });

  it('is none where there is no agreement', async () => {
    expect(await read(`${path('nobody')}/term`, 404)).toMatchObject({ code: 'AGREEMENT_NOT_FOUND' });
    expect(
      (await give('nobody', { noticeId: 'N', occurredAt: '2026-04-01T10:00:00Z', party: 'customer' })).body,
    ).toMatchObject({ status: 404, code: 'AGREEMENT_NOT_FOUND' });
  });
});

describe('a notice', () => {
  beforeAll(() => put('noticed', { goLiveOn: '2026-01-01' }));
  // The last second of the last day for it, in Amsterdam.
  const notice = {
    noticeId: 'N-1',
    occurredAt: '2026-11-01T22:59:59Z',
    party: 'customer',
    by: 'J. de Vries',
    evidence: 'letter',
  };

  it('cannot have been received tomorrow, nor hold what nobody knows', async () => {
    const { body } = await give('noticed', { ...notice, endsOn: '2027-01-01' }).expect(400);
    expect(body.errors.map(({ pointer, code }: Record<string, string>) => `${pointer} ${code}`)).toEqual([
      '/endsOn UNKNOWN_FIELD',
      '/occurredAt OCCURRED_IN_FUTURE',
    ]);
    expect((await give('noticed', []).expect(400)).body.code).toBe('VALIDATION_FAILED');
    now = Date.parse('2026-11-20T12:00:00Z');
  });

  it('in time ends the agreement with its term, and is told with both clocks', async () => {
    const before = await ledger.call('get', `${path('noticed')}?minPosition=${position}`).expect(200);
    const answer = await give('noticed', notice).set('if-match', before.headers['etag']!).expect(201);
    expect(answer.headers['etag']).toBe('"1"');
    expect(answer.body).toEqual({ agreementId: 'noticed', position: expect.stringMatching(/^\d+$/) });
    position = answer.body.position;
    expect(await term('noticed')).toMatchObject({
      state: 'ending',
      renewsOn: null,
      endsOn: '2027-01-01',
      endsOnIfNoticed: null,
      notices: [
        {
          ...notice,
          receivedOn: '2026-11-01',
          endsOn: '2027-01-01',
          state: 'standing',
          withdrawn: null,
          recordedBy: 'operator',
          recordedAt: expect.stringMatching(/Z$/),
          position,
        },
      ],
    });
    expect(await term('noticed', '?on=2026-10-31')).toMatchObject({ state: 'running', notices: [] });
    expect(await term('noticed', '?on=2027-01-01')).toMatchObject({ state: 'ended', term: { number: 1 } });
  });

  it('leaves the terms as they are, and moves the revision of the agreement', async () => {
    const answer = await ledger.call('get', `${path('noticed')}?minPosition=${position}`).expect(200);
    expect(answer.headers['etag']).toBe('"1"');
    expect(answer.body.versions).toEqual(example.versions);
    await ledger.call('put', path('noticed')).set('if-match', '"1"').send(answer.body).expect(200);
    await ledger.call('put', path('noticed')).set('if-match', '"0"').send(answer.body).expect(412);
  });

  it('is recorded once, and its id is no other one’s', async () => {
    const again = await give('noticed', { ...notice, occurredAt: '2026-11-01T23:59:59+01:00' }).expect(200);
    expect(again.body.position).toBe(position);
    expect((await give('noticed', { ...notice, party: 'provider' }).expect(409)).body.code).toBe(
      'FACT_ID_REUSED',
    );
    const late = { ...notice, noticeId: 'N-9', occurredAt: '2026-11-20T11:00:00Z' };
    await give('noticed', late).set('if-match', '"0"').expect(412);
  });

  it('is withdrawn once, and then the agreement goes on', async () => {
    const taken = { occurredAt: '2026-11-20T11:00:00Z', reason: 'we stay after all' };
    expect((await withdraw('noticed', 'N-7', taken).expect(404)).body.code).toBe('NOTICE_NOT_FOUND');
    expect((await withdraw('noticed', 'N-1', {}).expect(400)).body.errors).toHaveLength(2);
    expect(
      (await withdraw('noticed', 'N-1', { ...taken, occurredAt: '2026-11-01T22:59:58Z' }).expect(409)).body,
    ).toMatchObject({ code: 'BEFORE_NOTICE' });
    const answer = await withdraw('noticed', 'N-1', taken).expect(201);
    position = answer.body.position;
    expect((await withdraw('noticed', 'N-1', taken).expect(200)).body).toEqual(answer.body);
    expect((await withdraw('noticed', 'N-1', { ...taken, reason: 'other' }).expect(409)).body.code).toBe(
      'NOTICE_WITHDRAWN',
    );
    expect(await term('noticed')).toMatchObject({
      state: 'running',
      renewsOn: '2027-01-01',
      endsOnIfNoticed: '2028-01-01',
      notices: [{ noticeId: 'N-1', state: 'withdrawn', withdrawn: taken }],
    });
    expect(await term('noticed', '?on=2026-11-19')).toMatchObject({ endsOn: '2027-01-01' });
  });

  it('a second late works at the next renewal, and nothing is given on what has ended', async () => {
    const late = { ...notice, noticeId: 'N-2', occurredAt: '2026-11-01T23:00:00Z' };
    position = (await give('noticed', late).expect(201)).body.position;
    expect(await term('noticed')).toMatchObject({
      state: 'ending',
      renewsOn: '2027-01-01',
      endsOn: '2028-01-01',
    });
    now = Date.parse('2028-02-01T12:00:00Z');
    const ended = await give('noticed', { ...notice, noticeId: 'N-3', occurredAt: '2028-01-01T12:00:00Z' });
    expect(ended).toMatchObject({ status: 409, body: { code: 'AGREEMENT_ENDED' } });
    now = Date.parse('2026-11-20T12:00:00Z');
  });

  it('is answered again as it was first under the same Idempotency-Key', async () => {
    const keyed = { ...notice, noticeId: 'N-4' };
    const first = await give('plain', keyed).set('idempotency-key', 'k').expect(201);
    const again = await give('plain', keyed).set('idempotency-key', 'k').expect(201);
    expect([again.body, again.headers['etag']]).toEqual([first.body, first.headers['etag']]);
    await give('plain', { ...keyed, party: 'provider' })
      .set('idempotency-key', 'k')
      .expect(422);
    position = first.body.position;
    const undone = { occurredAt: keyed.occurredAt, reason: 'recorded by mistake' };
    position = (await withdraw('plain', 'N-4', undone).expect(201)).body.position;
    expect(await term('plain', '?on=2026-11-01')).toMatchObject({ endsOn: null });
  });
});

describe('the dates of all agreements', () => {
  const told = ({ on, kind, agreementId }: Record<string, string>): string => `${on} ${kind} ${agreementId}`;
  const inYear = [
    '2026-10-31 notice-by year-end',
    '2026-11-01 notice-by noticed',
    '2026-11-01 notice-by plain',
    '2026-12-31 renewal year-end',
    '2027-01-01 renewal noticed',
    '2027-01-01 renewal plain',
  ];

  it('come by day and agreement, from the first to the last day asked for', async () => {
    const { items, next } = await read('/v1/agreement-dates?from=2026-10-31&to=2027-01-01');
    expect(items.map(told)).toEqual(inYear);
    expect(next).toBeNull();
    expect(items[0]).toEqual({
      on: '2026-10-31',
      kind: 'notice-by',
      agreementVersion: 1,
      termNumber: 1,
      clause: '3.3',
      agreementId: 'year-end',
      customerId: 'demo',
      serviceId: 'service-year-end',
    });
  });

  it('come a page at a time without losing or doubling any', async () => {
    const seen: string[] = [];
    for (let cursor = ''; ;) {
      const page = await read(`/v1/agreement-dates?from=2026-10-31&to=2027-01-01&limit=2${cursor}`);
      expect(page.items.length).toBeLessThanOrEqual(2);
      seen.push(...page.items.map(told));
      if (page.next === null) break;
      cursor = `&cursor=${page.next}`;
    }
    expect(seen).toEqual(inYear);
  });

  it('begin today and end in a year where nothing is asked for', async () => {
    const { items } = await read('/v1/agreement-dates');
    expect(items.map(told)).toEqual([
      ...inYear.slice(3),
      '2027-10-31 notice-by year-end',
      '2027-11-01 notice-by plain',
    ]);
  });

  it('end with the end of an agreement', async () => {
    const { items } = await read('/v1/agreement-dates?from=2027-12-31&to=2029-01-01');
    expect(items.map(told).filter((text: string) => text.endsWith('noticed'))).toEqual([
      '2028-01-01 end noticed',
    ]);
  });

  it.each([
    ['?from=2026-13-01', '/query/from'],
    ['?to=tomorrow', '/query/to'],
    ['?from=2026-02-01&to=2026-01-31', '/query/to'],
    ['?cursor=WyJ4Il0', '/query/cursor'],
    ['?limit=0', '/query/limit'],
  ])('refuses %s', async (query, pointer) => {
    const { body } = await ledger.call('get', `/v1/agreement-dates${query}`).expect(400);
    expect(body).toMatchObject({ code: 'VALIDATION_FAILED', errors: [{ pointer }] });
  });
});
