import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createEventStore } from '../../dist/libs/event-store/src/index.js';
import { startLogServer } from '../lib/log-server.mjs';
import { isQuick, note, report } from '../lib/report.mjs';
import { short, table, whole } from '../lib/table.mjs';
import { startProjector } from './projector.mjs';

const [DEADLINES, SPREAD_SECONDS, KILLS] = isQuick ? [500, 10, 3] : [10_000, 60, 20];
/** Seconds from the first fact to the first deadline: recording them must be over by then. */
const LEAD_SECONDS = isQuick ? 8 : 75;
const AT_RISK_SECONDS = 1_800;
const IN_FLIGHT = 128;
const AIM_SECONDS = 10;

const example = JSON.parse(readFileSync(new URL('../../examples/demo.json', import.meta.url), 'utf8'));
const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const agreement = {
  ...example,
  agreementId: 'bench-deadlines',
  versions: example.versions.slice(0, 1).map((version) => ({
    ...version,
    calendar: {
      ...version.calendar,
      hours: Object.fromEntries(days.map((day) => [day, [['00:00', '24:00']]])),
    },
    targets: version.targets.map((target) => ({ ...target, seconds: 2 * AT_RISK_SECONDS })),
    escalation: {
      atRiskPercent: 50,
      levels: [{ level: 1, role: 'on-call' }],
      noticesInSupportHoursOnly: true,
      noticesFrom: new Date(performance.timeOrigin - 86_400_000).toISOString().slice(0, 10),
      clause: '2.8',
    },
  })),
};
const { customerId, serviceId } = agreement;

/** Appends events to streams of their own, so many under way at once. @returns {Promise<number>} seconds it took */
const appendAll = async (store, events) => {
  const start = performance.now();
  const rest = events.values();
  const work = async () => {
    for (const { stream, event } of rest) await store.append(stream, [event], 'no-stream');
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, work));
  return (performance.now() - start) / 1_000;
};

const registration = (number, dueAt) => {
  const occurredAt = new Date((dueAt - AT_RISK_SECONDS) * 1_000).toISOString();
  const ticketId = `DUE-${number}`;
  const data = { type: 'incident', customerId, serviceId, priority: 'low', channel: 'portal' };
  return {
    stream: `ticket-${ticketId}`,
    event: {
      id: randomUUID(),
      type: 'TicketRegistered',
      data: { id: 'f-1', ticketId, occurredAt, data, customerId },
      metadata: { schema: 1, occurredAt, recordedBy: 'bench', customerId },
    },
  };
};

const nowMs = () => performance.timeOrigin + performance.now();

const failures = [];
note('starting Postgres, the event node and a projector');
const server = await startLogServer();
let projector;
try {
  projector = await startProjector(server);
  const store = createEventStore({ connectionString: server.connectionString });
  const metadata = { schema: 1, recordedBy: 'bench', customerId };
  const registered = {
    id: randomUUID(),
    type: 'AgreementRegistered',
    data: { agreement, customerId },
    metadata,
  };
  await store.append(`agreement-${agreement.agreementId}`, [registered], 'no-stream');

  const firstDueAt = Math.floor(nowMs() / 1_000) + LEAD_SECONDS;
  const facts = Array.from({ length: DEADLINES }, (_, number) =>
    registration(number, firstDueAt + Math.floor((number * SPREAD_SECONDS) / DEADLINES)),
  );
  note(`recording ${whole(DEADLINES)} tickets, due within ${SPREAD_SECONDS} s`);
  const limit = DEADLINES / (await appendAll(store, facts));
  if (nowMs() / 1_000 > firstDueAt) failures.push('the first deadlines were due before all were recorded');

  await new Promise((resolve) => setTimeout(resolve, Math.max(0, firstDueAt * 1_000 - nowMs())));
  let kills = 0;
  const killUntil = nowMs() + SPREAD_SECONDS * 1_000;
  const pause = (SPREAD_SECONDS * 1_000) / KILLS;
  for (let next = nowMs() + pause / 2; kills < KILLS; next += pause) {
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, next - nowMs())));
    await projector.kill();
    kills += 1;
    note(`killed ${kills} of ${KILLS}`);
  }
  await new Promise((resolve) => setTimeout(resolve, Math.max(0, killUntil - nowMs())));

  const said = new Map();
  const lags = [];
  let position;
  let lastDue = 0;
  const PATIENCE_MS = 30_000;
  for (let progress = performance.now(), before = 0; lags.length < DEADLINES;) {
    if (lags.length > before) [progress, before] = [performance.now(), lags.length];
    if (performance.now() - progress > PATIENCE_MS) break;
    for await (const event of store.readAll(position === undefined ? {} : { after: position })) {
      position = event.position;
      if (!event.stream.startsWith('notice-ticket-')) continue;
      said.set(event.stream, (said.get(event.stream) ?? 0) + 1);
      if (event.type !== 'NoticeRaised') failures.push(`${event.stream} holds ${event.type}`);
      const dueAt = Date.parse(event.data.dueAt);
      lags.push((event.recordedAtMs - dueAt) / 1_000);
      lastDue = Math.max(lastDue, event.recordedAtMs);
    }
    if (lags.length < DEADLINES) await new Promise((resolve) => setTimeout(resolve, 200));
  }
  // What is said a second time would come now.
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  for await (const event of store.readAll({ after: position }))
    if (event.stream.startsWith('notice-')) said.set(event.stream, (said.get(event.stream) ?? 0) + 1);
  await store.close();

  const twice = [...said].filter(([, times]) => times > 1).length;
  const missing = facts.filter(({ stream }) => !said.has(`notice-${stream}`)).length;
  if (twice > 0) failures.push(`${twice} deadlines were said more than once`);
  if (missing > 0) failures.push(`${missing} deadlines were not said`);
  lags.sort((a, b) => a - b);
  const part = (share) => lags[Math.min(lags.length - 1, Math.floor(lags.length * share))] ?? Infinity;
  const row = (name, value, aim = '') => [name, value, aim];
  await report('deadlines', {
    markdown: [
      `${whole(DEADLINES)} deadlines within ${SPREAD_SECONDS} s, the projector killed ${kills} times in between; each said once:`,
      table(
        ['', 'found', 'aim'],
        [
          row('from due to recorded, p50', `${short(part(0.5))} s`),
          row('from due to recorded, p99', `${short(part(0.99))} s`),
          row('from due to recorded, longest', `${short(part(1))} s`, `< ${AIM_SECONDS} s`),
          row('all said after the last was due', `${short(lastDue / 1_000 - firstDueAt - SPREAD_SECONDS)} s`),
          row('limit: appends of as many events by one client', `${whole(limit)}/s`),
        ],
      ),
    ].join('\n\n'),
    failures,
  });
} finally {
  await projector?.stop();
  await server.stop();
}
