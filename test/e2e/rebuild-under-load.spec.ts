import { readRebuild } from '@app/projections';
import { agreement } from '../support/as-of.script.js';
import { startTestLedger, type TestLedger } from '../support/test-ledger.js';

const NOW = '2026-04-02T12:00:00Z';
const TICKETS = 1_000;
/** How many of the answers are asked for again. */
const COMPARED = 150;
const EVERY_MS = 50; // 20 requests a second

const month = `/v1/evaluations/${agreement.agreementId}/2026-03`;
const own = { customerId: agreement.customerId, serviceId: agreement.serviceId };

/** What is asked meanwhile, and how the same is asked again as of then. */
const questions: readonly { readonly now: string; readonly then: string }[] = [
  { now: `${month}?`, then: `${month}?at=${NOW}` },
  { now: '/v1/tickets?limit=100', then: '/v1/tickets?limit=100' },
  { now: '/v1/tickets?state=resolved&limit=20', then: '/v1/tickets?state=resolved&limit=20' },
  { now: `/v1/tickets/T-7/service-levels?`, then: `/v1/tickets/T-7/service-levels?at=${NOW}` },
  { now: '/v1/tickets/T-9?', then: '/v1/tickets/T-9?' },
  { now: '/v1/outages?', then: `/v1/outages?` },
  { now: `/v1/agreements/${agreement.agreementId}?`, then: `/v1/agreements/${agreement.agreementId}?` },
];

interface Answer {
  readonly question: (typeof questions)[number];
  readonly status: number;
  readonly text: string;
}

const lines = (facts: readonly object[]): string => facts.map((fact) => `${JSON.stringify(fact)}\n`).join('');

/** A ticket's facts; minutes apart, so that lists have an order of their own. */
const ticket = (n: number): object[] => {
  const at = (minutes: number) =>
    new Date(Date.parse('2026-03-02T07:30:00Z') + minutes * 60_000).toISOString();
  const fact = (type: string, minutes: number, data: object) => ({
    ticketId: `T-${n}`,
    type,
    occurredAt: at(7 * n + minutes),
    data,
  });
  return [
    fact('TicketRegistered', 0, { type: 'incident', channel: 'portal', priority: 'low', ...own }),
    fact('ResponseGiven', 20, {}),
    fact('RootCauseEstablished', 30, {}),
    ...(n % 50 === 0 ? [] : [fact('ResolutionProvided', 900, { kind: 'fix' })]),
  ];
};

let ledger: TestLedger;

const imported = async (facts: readonly object[]): Promise<bigint> => {
  const { body } = await ledger
    .call('post', '/v1/imports')
    .set('content-type', 'application/x-ndjson')
    .send(lines(facts))
    .expect(200);
  return BigInt(body.position);
};

beforeAll(async () => {
  ledger = await startTestLedger({ clock: { nowMs: () => Date.parse(NOW) } });
  await ledger.app.listen(0, '127.0.0.1');
  await ledger.call('put', `/v1/agreements/${agreement.agreementId}`).send(agreement).expect(201);
  const facts = Array.from({ length: TICKETS }, (_, n) => ticket(n)).flat();
  const position = await imported(facts);
  const late = performance.now() + 60_000;
  while (performance.now() < late) {
    const { status } = await ledger.call('get', `/v1/tickets?limit=1&minPosition=${position}`);
    if (status === 200) break;
  }
}, 120_000);
afterAll(() => ledger.stop());

const askAgain = async ({ then }: Answer['question'], position: string): Promise<string> => {
  const path = then.endsWith('?') ? then : `${then}&`;
  return (await ledger.call('get', `${path}asOfPosition=${position}`).expect(200)).text;
};

describe('a rebuild under twenty requests a second, while facts go on being recorded', () => {
  it('lets no request fail, and shows none of them anything but a whole state of the log', async () => {
    const { sql } = ledger.opened.parts;
    const isMaking = async (): Promise<boolean> =>
      (await readRebuild(sql, 'service-levels'))?.state !== 'done';
    const answers: Promise<Answer>[] = [];
    const recorded: Promise<bigint>[] = [];
    await ledger.call('post', '/v1/projections/tickets/rebuild').send({}).expect(202);
    const began = performance.now();
    let making = true;
    for (let turn = 0; making || answers.length < 40; turn += 1) {
      const question = questions[turn % questions.length]!;
      answers.push(ledger.call('get', question.now).then(({ status, text }) => ({ question, status, text })));
      if (turn % 5 === 0) recorded.push(imported(ticket(TICKETS + turn)));
      const wait = began + (turn + 1) * EVERY_MS - performance.now();
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, wait)));
      making = await isMaking();
    }
    const seconds = (performance.now() - began) / 1_000;
    const given = await Promise.all(answers);
    await Promise.all(recorded);
    expect(given.filter(({ status }) => status !== 200)).toEqual([]);
    expect((await readRebuild(sql, 'service-levels'))?.differences).toEqual([]);
    // It was under way all the while, and the answers are of many states of the log.
    const positions = new Set(given.map(({ text }) => JSON.parse(text).position as string));
    expect(positions.size).toBeGreaterThan(5);
    process.stdout.write(
      `${given.length} requests in ${seconds.toFixed(1)} s of rebuilding, of ${positions.size} positions\n`,
    );

    const nth = Math.ceil(given.length / COMPARED);
    for (const { question, text } of given.filter((_, index) => index % nth === 0)) {
      const answer = JSON.parse(text);
      expect(JSON.parse(await askAgain(question, answer.position))).toEqual(answer);
    }
  }, 240_000);
});
