import { setTimeout as timer } from 'node:timers/promises';
import type { Agreement } from '@app/agreements/domain';
import { exampleAgreement, withTerms } from '../support/example-agreement.js';
import { withPostgres } from '../support/stack-api.js';
import { Ledger, postImport, putAgreement } from './rig/client.js';
import type { SentFact } from './rig/fact-source.js';
import { ledgerDatabase } from './rig/log-content.js';
import { expectNothingLost } from './rig/reckoning.js';
import { type StackParts, startStackParts } from './rig/stack-parts.js';
import { survived } from './rig/tally.js';

const DEADLINES = 300;
const SPREAD_SECONDS = 12;
const KILLS = 4;
/** Half of an hour of response puts a Top incident at risk. */
const AT_RISK_SECONDS = 1_800;

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** Every hour is a support hour, so that deadlines fall due while the test runs; nobody is told of breaches. */
const roundTheClock: Agreement = withTerms(exampleAgreement(), ({ calendar, escalation }) => ({
  calendar: {
    ...calendar,
    hours: Object.fromEntries(days.map((day) => [day, [['00:00', '24:00'] as const]])),
  },
  escalation: { ...escalation!, atRiskPercent: { top: 50 }, levels: [{ level: 1, role: 'on-call' }] },
}));

const registration = (number: number, dueAt: number): SentFact => {
  const [id, ticketId] = [`due-${number}`, `DUE-${number}`];
  const occurredAt = new Date((dueAt - AT_RISK_SECONDS) * 1_000).toISOString();
  const data = {
    type: 'incident',
    customerId: 'demo',
    serviceId: 'iv-integration',
    priority: 'top',
    channel: 'portal',
  };
  return { id, ticketId, body: { ticketId, id, type: 'TicketRegistered', occurredAt, data } };
};

interface Said {
  readonly stream: string;
  readonly type: string;
  readonly key: string;
}

describe('deadlines that fall due while the projector is killed', () => {
  let stack: StackParts;
  beforeAll(async () => {
    stack = await startStackParts();
    await putAgreement(stack, roundTheClock);
  }, 120_000);
  afterAll(() => stack.stop());

  it('are each said once, with two projectors that take turns to die, and lead to the rows of one fold', async () => {
    const second = stack.another('second projector', 'projector');
    await second.start();
    const ledger = new Ledger();
    const first = Math.floor(Date.now() / 1_000) + 4;
    const facts = Array.from({ length: DEADLINES }, (_, number) =>
      registration(number, first + Math.floor((number * SPREAD_SECONDS) / DEADLINES)),
    );
    await postImport(stack, ledger, facts);
    await timer(Math.max(0, first * 1_000 - Date.now()));
    for (let kill = 0; kill < KILLS; kill += 1) {
      const victim = stack.part(kill % 2 === 0 ? 'projector' : 'second projector');
      await victim.untilReady(30_000);
      await timer((SPREAD_SECONDS * 1_000) / KILLS / 2);
      victim.kill();
      survived('kill -9, deadlines fall due');
    }
    await timer(Math.max(0, (first + SPREAD_SECONDS) * 1_000 - Date.now()));
    await expectNothingLost(stack, ledger);
    const said = await withPostgres(
      ledgerDatabase(stack.administrator),
      (sql) => sql<Said[]>`
      select stream, type, convert_from(data, 'UTF8')::jsonb ->> 'key' as key from log.event
      where stream like 'notice-ticket-%' order by position`,
    );
    expect(said.map(({ stream }) => stream).sort()).toEqual(
      facts.map(({ ticketId }) => `notice-ticket-${ticketId}`).sort(),
    );
    expect(new Set(said.map(({ type, key }) => `${type} ${key}`))).toEqual(
      new Set(['NoticeRaised response:at-risk:0:on-call']),
    );
    expect(second.ownEnds).toEqual([]);
  }, 240_000);
});
