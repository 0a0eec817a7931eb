import { untilQuiet } from '../support/quiet.js';
import { eventually } from '../support/stack-api.js';
import { exampleAgreement } from '../support/example-agreement.js';
import { startTestLedger, type TestLedger } from '../support/test-ledger.js';

const example = exampleAgreement();

let now = Date.parse('2026-03-23T08:00:00+01:00');
let ledger: TestLedger;

beforeAll(async () => {
  ledger = await startTestLedger({ clock: { nowMs: () => now }, deadlinesEveryMs: 20 });
  await ledger.call('put', `/v1/agreements/${example.agreementId}`).send(example).expect(201);
});
afterAll(() => ledger.stop());

type Item = Record<string, unknown>;

/** On Monday 23 March 2026 in Amsterdam, unless another day is named. */
const at = (time: string, day = '23'): string => `2026-03-${day}T${time}:00+01:00`;
const jumpTo = (time: string, day?: string): void => {
  now = Date.parse(at(time, day));
};

const register = (ticketId: string, time: string, priority = 'top') =>
  ledger
    .call('post', '/v1/tickets')
    .send({
      ticketId,
      occurredAt: at(time),
      type: 'incident',
      customerId: 'demo',
      serviceId: 'iv-integration',
      priority,
      channel: 'portal',
    })
    .expect(201);

const record = async (ticketId: string, type: string, time: string, data: object = {}): Promise<string> => {
  const fact = { type, occurredAt: at(time), data };
  const { body } = await ledger.call('post', `/v1/tickets/${ticketId}/facts`).send(fact).expect(201);
  return body.factId;
};

interface Page {
  readonly items: Item[];
  readonly next: string | null;
}

const pageOf = async (path: string): Promise<Page> => (await ledger.call('get', path).expect(200)).body;
const items = async (path: string): Promise<Item[]> => (await pageOf(path)).items;
const notices = (ticketId: string): Promise<Item[]> => items(`/v1/notices?ticketId=${ticketId}`);
const deadlines = (ticketId: string): Promise<Item[]> => items(`/v1/deadlines?ticketId=${ticketId}`);
const kinds = (list: readonly Item[]): string[] =>
  list.map(({ kind, state }) => `${String(kind)} ${String(state)}`);

const until = async (ask: () => Promise<Item[]>, expected: readonly string[]): Promise<Item[]> =>
  eventually(ask, (found) => JSON.stringify(kinds(found)) === JSON.stringify(expected), 10_000).catch(
    async (error) => {
      expect(kinds(await ask())).toEqual(expected);
      throw error;
    },
  );

/** Long enough for a poll to do what it should not. */
const quiet = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 300));

describe('a clock that runs', () => {
  it('is due at its share and at its breach, and told of as each has passed', async () => {
    jumpTo('08:31');
    await register('INC-2', '08:30');
    const pending = await until(
      () => deadlines('INC-2'),
      ['clock-at-risk pending', 'clock-breached pending'],
    );
    expect(pending[0]).toEqual({
      target: { kind: 'ticket', id: 'INC-2' },
      key: 'response:at-risk:0:service-support-manager',
      kind: 'clock-at-risk',
      agreementId: example.agreementId,
      customerId: 'demo',
      agreementVersion: 1,
      clause: '3.2',
      level: 1,
      role: 'service-support-manager',
      metric: 'response',
      priority: 'top',
      allowedSeconds: 3_600,
      dueAt: '2026-03-23T08:15:00Z',
      state: 'pending',
      noticeId: null,
      firedAt: null,
      withdrawnAt: null,
    });
    expect(await notices('INC-2')).toEqual([]);

    now = Date.parse(at('09:15')) - 1_000;
    await quiet();
    expect(await notices('INC-2')).toEqual([]);
    jumpTo('09:15');
    const [notice] = await until(() => notices('INC-2'), ['clock-at-risk pending']);
    expect(notice).toEqual({
      noticeId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      kind: 'clock-at-risk',
      level: 1,
      role: 'service-support-manager',
      agreementId: example.agreementId,
      agreementVersion: 1,
      customerId: 'demo',
      ticketId: 'INC-2',
      metric: 'response',
      priority: 'top',
      allowedSeconds: 3_600,
      clause: '3.2',
      dueAt: '2026-03-23T08:15:00Z',
      raisedAt: '2026-03-23T08:15:00Z',
      deliverAt: '2026-03-23T08:15:00Z',
      state: 'pending',
      withdrawnAt: null,
      text: { nl: expect.stringMatching(/^INC-2: .*dreigt/), en: expect.stringMatching(/^INC-2: .*at risk/) },
    });
    expect((await deadlines('INC-2'))[0]).toMatchObject({
      state: 'fired',
      noticeId: notice!['noticeId'],
      firedAt: '2026-03-23T08:15:00Z',
    });

    jumpTo('09:30');
    await quiet();
    expect(await notices('INC-2')).toHaveLength(1); // at `breachesAt` it is in time
    now += 1_000;
    const [, breach] = await until(
      () => notices('INC-2'),
      ['clock-at-risk pending', 'clock-breached pending'],
    );
    expect(breach).toMatchObject({ level: 2, role: 'cto', dueAt: '2026-03-23T08:30:00Z' });
  });

  it('that a fact of before stopped is not due any more, and its notices say so, once', async () => {
    await record('INC-2', 'ResponseGiven', '09:00');
    const withdrawn = await until(
      () => notices('INC-2'),
      ['clock-at-risk withdrawn', 'clock-breached withdrawn'],
    );
    expect(withdrawn[0]).toMatchObject({ withdrawnAt: '2026-03-23T08:30:01Z' });
    await until(() => deadlines('INC-2'), ['clock-at-risk withdrawn', 'clock-breached withdrawn']);
  });

  it('whose stop is retracted is due again, under another id', async () => {
    jumpTo('10:00');
    const [{ id }] = (await ledger.call('get', '/v1/tickets/INC-2').expect(200)).body.facts.filter(
      ({ type }: Item) => type === 'ResponseGiven',
    );
    await record('INC-2', 'FactRetracted', '10:00', { factId: id, reason: 'of another ticket' });
    const all = await until(
      () => notices('INC-2'),
      [
        'clock-at-risk withdrawn',
        'clock-breached withdrawn',
        'clock-at-risk pending',
        'clock-breached pending',
      ],
    );
    expect(new Set(all.map(({ noticeId }) => noticeId)).size).toBe(4);
  });

  it('is told of no second time by what leaves its moments in the past', async () => {
    await record('INC-2', 'AssignedToLine', '09:50', { line: 'second' });
    await record('INC-2', 'PriorityChanged', '09:50', { to: 'low' });
    await record('INC-2', 'ResponseGiven', '09:55');
    await quiet();
    expect(kinds(await notices('INC-2'))).toHaveLength(4);
  });
});

describe('people', () => {
  it('who call on management and vendor are heard', async () => {
    await register('INC-3', '09:59', 'low');
    await record('INC-3', 'ManagementEscalated', '10:00', { level: 2 });
    const factId = await record('INC-3', 'EscalatedToVendor', '10:00', { vendor: 'Xurrent' });
    const told = await eventually(
      () => notices('INC-3'),
      (found) => found.length === 2,
      10_000,
    );
    // Seen at once, they come in any order.
    told.sort((a, b) => (String(a['kind']) < String(b['kind']) ? -1 : 1));
    expect(told).toMatchObject([
      { kind: 'management-escalated', level: 2, role: 'cto' },
      { kind: 'vendor-escalated', level: null, factId, vendor: 'Xurrent' },
    ]);
    expect(kinds(await deadlines('INC-3'))).toEqual(['clock-at-risk pending', 'clock-breached pending']);
  });
});

describe('notices', () => {
  it('wait for support time where the terms say so', async () => {
    jumpTo('17:29');
    await register('INC-4', '17:29');
    jumpTo('19:00');
    await record('INC-4', 'ManagementEscalated', '18:30', { level: 1 });
    const [notice] = await until(() => notices('INC-4'), ['management-escalated pending']);
    expect(notice).toMatchObject({ raisedAt: '2026-03-23T18:00:00Z', deliverAt: '2026-03-24T07:30:00Z' });
    expect(await items('/v1/notices?ticketId=INC-4&deliverBy=2026-03-24T07:29:59Z')).toEqual([]);
    expect(await items('/v1/notices?ticketId=INC-4&deliverBy=2026-03-24T07:30:00Z')).toHaveLength(1);
  });

  it('and deadlines are listed by page, and by what they are of', async () => {
    // Top incidents open problem records, which owe an analysis: all of it has to be there before it is listed.
    const last = await untilQuiet(ledger.opened.parts);
    await ledger.call('get', `/v1/deadlines?minPosition=${last}`).expect(200);
    for (const list of ['notices', 'deadlines']) {
      const all = await items(`/v1/${list}?limit=500`);
      const paged: Item[] = [];
      let cursor: string | null = '';
      while (cursor !== null) {
        const page: Page = await pageOf(`/v1/${list}?limit=3${cursor && `&cursor=${cursor}`}`);
        paged.push(...page.items);
        cursor = page.next;
      }
      expect(paged).toEqual(all);
      expect(all.length).toBeGreaterThan(6);
      expect(await items(`/v1/${list}?customerId=nobody`)).toEqual([]);
      const breaches = await items(`/v1/${list}?kind=clock-breached&agreementId=${example.agreementId}`);
      expect(new Set(breaches.map(({ kind }) => kind))).toEqual(new Set(['clock-breached']));
    }
    const withdrawn = await items('/v1/notices?state=withdrawn&level=1');
    expect(withdrawn.map(({ ticketId }) => ticketId)).toEqual(['INC-2']);
    expect(await items('/v1/notices?role=cto')).toHaveLength(3);
    const due = await items(
      '/v1/deadlines?state=pending&from=2026-10-01T00:00:00Z&horizon=2026-12-01T00:00:00Z',
    );
    expect(due).toMatchObject([
      { kind: 'notice-day', dueAt: '2026-10-31T23:00:00Z', lastNoticeOn: '2026-11-01' },
    ]);
  });

  it.each([
    ['notices?kind=letter', '/query/kind'],
    ['notices?level=3', '/query/level'],
    ['notices?deliverBy=soon', '/query/deliverBy'],
    ['deadlines?kind=vendor-escalated', '/query/kind'],
    ['deadlines?state=late', '/query/state'],
    ['deadlines?horizon=tomorrow', '/query/horizon'],
    ['deadlines?before=2026-03-24', '/query/before'],
    ['deadlines?cursor=WyJ4Il0', '/query/cursor'],
    ['notices?cursor=WyJ4Il0', '/query/cursor'],
  ])('refuses %s', async (path, pointer) => {
    const { body } = await ledger.call('get', `/v1/${path}`).expect(400);
    expect(body).toMatchObject({ code: 'VALIDATION_FAILED', errors: [{ pointer }] });
  });
});

describe('a root cause analysis that a Top incident owes', () => {
  /** As an import has it: the bytes are elsewhere. */
  const attached = (problemId: string, occurredAt: string, digit: string): Promise<unknown> =>
    ledger
      .call('post', '/v1/imports')
      .set('content-type', 'application/x-ndjson')
      .send(
        JSON.stringify({
          problemId,
          type: 'RootCauseReportAttached',
          occurredAt,
          data: { name: 'rca.pdf', mediaType: 'application/pdf', sha256: digit.repeat(64) },
        }),
      )
      .expect(200);

  it('is told of from the second after its day, whatever comes late, and not where it came in time', async () => {
    const [problem] = await eventually(
      () => items('/v1/problems?ticketId=INC-4'),
      ([found]) => found !== undefined,
      10_000,
    );
    const problemId = String(problem!['problemId']);
    const told = (): Promise<Item[]> => items(`/v1/notices?problemId=${problemId}`);
    const [due] = await until(() => items(`/v1/deadlines?problemId=${problemId}`), ['rca-due pending']);
    expect(due).toMatchObject({ target: { kind: 'problem', id: problemId }, dueAt: '2026-04-23T21:59:59Z' });
    now = Date.parse('2026-04-23T21:59:59Z');
    await quiet();
    expect(await told()).toEqual([]);
    now += 1_000;
    const [notice] = await until(told, ['rca-due pending']);
    expect(notice).toMatchObject({
      clause: '3.3',
      level: null,
      role: 'service-support-manager',
      dueAt: '2026-04-23T21:59:59Z',
      deliverAt: '2026-04-24T06:30:00Z',
      text: {
        nl: expect.stringContaining('root cause analysis'),
        en: expect.stringContaining('not been delivered'),
      },
    });
    await attached(problemId, '2026-04-23T22:00:00Z', 'a');
    await quiet();
    expect(kinds(await told())).toEqual(['rca-due pending']);
    await attached(problemId, '2026-04-23T21:59:59Z', 'b');
    await until(told, ['rca-due withdrawn']);
    expect(await items(`/v1/deadlines?problemId=${problemId}&ticketId=INC-4`)).toEqual([]);
  });
});

describe('read models made anew', () => {
  it('say nothing again, and come to the same deadlines and notices', async () => {
    now = Date.parse('2026-04-24T12:00:00+02:00');
    await until(
      () => notices('INC-4'),
      ['management-escalated pending', 'clock-at-risk pending', 'clock-breached pending'],
    );
    await quiet();
    const before = [await items('/v1/notices?limit=500'), await items('/v1/deadlines?limit=500')];
    const last = await ledger.opened.parts.store.last();
    await ledger.rebuild();
    await quiet();
    expect([await items('/v1/notices?limit=500'), await items('/v1/deadlines?limit=500')]).toEqual(before);
    expect((await ledger.opened.parts.store.last())?.position).toBe(last?.position);
  });

  it('after a year, the last day for notice is told of', async () => {
    now = Date.parse('2026-11-01T00:00:00+01:00');
    const told = await eventually(
      () => items('/v1/notices?kind=notice-day'),
      (found) => found.length === 1,
      10_000,
    );
    expect(told).toMatchObject([
      {
        agreementId: example.agreementId,
        lastNoticeOn: '2026-11-01',
        renewsOn: '2027-01-01',
        deliverAt: '2026-10-31T23:00:00Z', // a Sunday: it would be too late on Monday
        role: 'service-support-manager',
        text: { en: expect.stringContaining('2026-11-01 is the last day for notice') },
      },
    ]);
  });
});
