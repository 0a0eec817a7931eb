import type { Response } from 'supertest';
import { eventually } from '../support/stack-api.js';
import { untilQuiet } from '../support/quiet.js';
import { agreement, questions, steps, type Step } from '../support/as-of.script.js';
import { startTestLedger, type TestLedger } from '../support/test-ledger.js';

const BEFORE = Date.parse('2026-03-01T12:00:00Z');
const AFTER = Date.parse('2026-04-20T12:00:00Z');
const month = `/v1/evaluations/${agreement.agreementId}/2026-03`;

let nowMs = AFTER;
let ledger: TestLedger;

/** What was answered after a step: bytes and status of every question, and the position they are of. */
interface Seen {
  readonly what: string;
  readonly position: bigint;
  readonly answers: ReadonlyMap<string, string>;
}

const seen: Seen[] = [];
/** When each position of the log was recorded. */
const recordedAtMs = new Map<bigint, number>();

const ask = async (question: string, more = ''): Promise<string> => {
  const path = question.endsWith('?') ? `${question}${more.slice(1)}` : `${question}${more}`;
  const { status, text } = await ledger.call('get', path);
  // A refusal names itself with an id of its own.
  return status === 200 ? text : String(status);
};

/** Nothing comes any more: reactors are quiet, read models and tree hold all there is, and each freeze has its head. */
const settled = async (): Promise<bigint> => {
  const position = async (): Promise<bigint> => {
    const last = await untilQuiet(ledger.opened.parts);
    await ledger.call('get', `/v1/audit/heads?minPosition=${last}`).expect(200);
    return last;
  };
  const hasHead = async (): Promise<boolean> => {
    const { body, status } = await ledger.call('get', month);
    return status !== 200 || body.frozen === undefined || body.frozen.treeHead !== undefined;
  };
  await position();
  await eventually(hasHead, Boolean, 20_000);
  return eventually(
    async () => [await position(), await position()] as const,
    ([one, other]) => one === other,
    20_000,
  ).then(([last]) => last);
};

const take = async ({ what, when = 'after', method, path, body }: Step): Promise<void> => {
  nowMs = when === 'before' ? BEFORE : AFTER;
  const request = ledger.call(method, path);
  if (typeof body === 'string') void request.set('content-type', 'application/x-ndjson');
  const { status, text } = await request.send(body);
  if (status >= 300) throw new Error(`${what}: ${status} ${text}`);
  nowMs = AFTER;
  const position = await settled();
  const answers = new Map<string, string>();
  for (const question of questions) answers.set(question, await ask(question));
  seen.push({ what, position, answers });
};

/** What was seen after a step, asked again as of it: all of it, or what some questions were answered. */
const expectTheSame = async (
  { what, position, answers }: Seen,
  asOf: string,
  isAsked = (_question: string) => true,
): Promise<void> => {
  for (const [question, answer] of answers) {
    if (!isAsked(question)) continue;
    const now = await ask(question, asOf);
    // Taken apart where they differ: two long texts tell nobody in which field.
    if (now !== answer && question.includes('.csv') === false)
      expect({ what, position, question, answer: JSON.parse(now) }).toEqual({
        what,
        position,
        question,
        answer: JSON.parse(answer),
      });
    expect(now).toBe(answer);
  }
};

beforeAll(async () => {
  ledger = await startTestLedger({ clock: { nowMs: () => nowMs }, deadlinesEveryMs: 50 });
  for (const step of steps) await take(step);
  for await (const event of ledger.opened.parts.store.readAll())
    recordedAtMs.set(event.position, event.recordedAtMs);
}, 300_000);
afterAll(() => ledger.stop());

describe('an answer as of what was known then', () => {
  it('is the one that was given then, byte for byte: by position', async () => {
    expect(seen.length).toBeGreaterThanOrEqual(30);
    for (const each of seen) await expectTheSame(each, `&asOfPosition=${each.position}`);
    // What is compared differs from step to step, and so does each question's answer at least once.
    for (const question of questions)
      expect(new Set(seen.map(({ answers }) => answers.get(question))).size).toBeGreaterThan(1);
  }, 300_000);

  it('is the same by instant, to the last of its millisecond and until the next fact', async () => {
    for (const [index, each] of seen.entries()) {
      const ms = recordedAtMs.get(each.position) ?? 0;
      const iso = new Date(ms).toISOString();
      const next = [...recordedAtMs].find(([position]) => position > each.position)?.[1];
      const instants = [iso, iso.replace('Z', '999999Z')];
      if (next !== undefined) instants.push(`${new Date(next - 1).toISOString().replace('Z', '999Z')}`);
      const asked = instants[index % instants.length] ?? iso;
      // The month after each step, everything else after some: by then it is one position like any other.
      const isOfMonth = (question: string) => question.startsWith(`${month}?`);
      await expectTheSame(each, `&asOf=${asked}`, index % 6 === 1 ? undefined : isOfMonth);
    }
  }, 300_000);

  it('is the same from read models that were made anew', async () => {
    await ledger.rebuild();
    await settled();
    for (const each of seen.filter((_, index) => index % 7 === 3))
      await expectTheSame(each, `&asOfPosition=${each.position}`);
  }, 120_000);

  it('shows a month as it was frozen then, whether that was withdrawn since, and open before', async () => {
    const statusAfter = async (what: string): Promise<string> => {
      const position = seen.find((each) => each.what === what)?.position ?? 0n;
      return (await ledger.call('get', `${month}?asOfPosition=${position}`).expect(200)).body.status;
    };
    expect(await statusAfter('what the vendor published')).toBe('open');
    expect(await statusAfter('a freeze')).toBe('frozen');
    expect(await statusAfter('which was another service’s')).toBe('frozen');
    expect(await statusAfter('the freeze is withdrawn')).toBe('open');
    expect(await statusAfter('a second freeze')).toBe('frozen');
    const last = seen.find(({ what }) => what === 'which was another service’s')?.position;
    const { body } = await ledger.call('get', `${month}?asOfPosition=${last}`).expect(200);
    expect(body.addenda.map(({ type }: { type: string }) => type)).toEqual([
      'FactRetracted',
      'OutageStarted',
      'OutageEnded',
      'FactRetracted',
    ]);
  });

  it('takes `at` from what it is as of, where it is not given', async () => {
    const { position } = seen[7]!;
    const second = `${new Date(recordedAtMs.get(position) ?? 0).toISOString().slice(0, 19)}Z`;
    for (const asOf of [`asOfPosition=${position}`, `asOf=${second.replace('Z', '.9999Z')}`]) {
      const { body } = await ledger.call('get', `${month}?${asOf}`).expect(200);
      expect(body.at).toBe(second);
    }
  });

  it('says nothing of what nobody had recorded yet', async () => {
    const before = '1999-12-31T23:59:59Z';
    const { body } = await ledger.call('get', `/v1/tickets?asOf=${before}`).expect(200);
    expect(body).toEqual({ items: [], next: null, position: '0' });
    await ledger.call('get', `/v1/tickets/INC-1?asOf=${before}`).expect(404);
    await ledger.call('get', `${month}?asOf=${before}`).expect(404);
  });

  it('stays the same from page to page, whatever is recorded meanwhile', async () => {
    const { position, answers } = seen[21]!;
    const whole = JSON.parse(answers.get('/v1/tickets?') ?? '{}');
    const items: object[] = [];
    let next: string | null = '';
    while (next !== null) {
      const cursor: string = next === '' ? '' : `&cursor=${next}`;
      const path = `/v1/tickets?limit=2&asOfPosition=${position}${cursor}`;
      const { body }: Response = await ledger.call('get', path).expect(200);
      items.push(...body.items);
      next = body.next;
      await ledger
        .call('post', '/v1/tickets')
        .send({
          ticketId: `LATE-${items.length}`,
          occurredAt: '2026-03-02T10:00:00Z',
          type: 'incident',
          channel: 'portal',
          priority: 'low',
          customerId: 'demo',
          serviceId: agreement.serviceId,
        })
        .expect(201);
    }
    expect(items).toEqual(whole.items);
    expect(items.length).toBeGreaterThan(3);
  });

  it('is refused where the question makes no sense', async () => {
    const faults = async (query: string): Promise<readonly string[]> => {
      const { body } = await ledger.call('get', `/v1/tickets?${query}`).expect(400);
      return body.errors.map(({ pointer }: { pointer: string }) => pointer);
    };
    expect(await faults('asOf=2026-03-17T12:00:00Z&asOfPosition=3')).toEqual(['/query/asOfPosition']);
    expect(await faults('asOf=2199-03-17T12:00:00Z')).toEqual(['/query/asOf']);
    expect(await faults('asOf=yesterday&asOfPosition=-1')).toEqual(['/query/asOf', '/query/asOfPosition']);
    const { body } = await ledger.call('get', '/v1/audit/heads?asOfPosition=3').expect(400);
    expect(body.errors[0].code).toBe('UNKNOWN_PARAMETER');
  });

  it('waits for a position that the read models do not hold, and says so when it does not come', async () => {
    const last = (await ledger.opened.parts.store.last())?.position ?? 0n;
    const { body, headers } = await ledger
      .call('get', `/v1/tickets?asOfPosition=${last + 1_000n}`)
      .expect(503);
    expect(body.code).toBe('READ_MODEL_BEHIND');
    expect(headers['retry-after']).toBe('1');
  });
});
