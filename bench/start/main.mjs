import { rmSync } from 'node:fs';
import { newDataDir, startStack } from '../import/stack.mjs';
import { ledgerOf } from '../import/ledger.mjs';
import { median } from '../lib/median.mjs';
import { isQuick, note, report } from '../lib/report.mjs';
import { short, table, whole } from '../lib/table.mjs';
import { FACTS_A_TICKET } from '../lib/ticket-facts.mjs';
import { fillLedger } from '../rebuild/ledger.mjs';

const [TICKETS, ROUNDS] = isQuick ? [500, 1] : [166_667, 5];
/** Two starts of one stack differ by so much. */
const NOISE = 1.15;

const failures = [];

/** A data directory that has been used before, with so many tickets. */
const prepare = async (dataDir, tickets) => {
  const stack = await startStack(dataDir);
  const { position } = await fillLedger(stack, tickets);
  await stack.stop();
  return { dataDir, position, facts: tickets * FACTS_A_TICKET, times: [] };
};

const ledgers = [];
const dataDirs = [newDataDir(), newDataDir()];
try {
  note('a ledger with next to none');
  ledgers.push(await prepare(dataDirs[0], 1));
  note(`a ledger with ${whole(TICKETS * FACTS_A_TICKET)} facts`);
  ledgers.push(await prepare(dataDirs[1], TICKETS));
  for (let round = 1; round <= ROUNDS; round += 1) {
    note(`round ${round} of ${ROUNDS}`);
    for (const ledger of ledgers) {
      const start = performance.now();
      const stack = await startStack(ledger.dataDir);
      ledger.times.push((performance.now() - start) / 1000);
      const { items } = await ledgerOf(stack).get('/v1/projections');
      if (items.some(({ position }) => position === null || BigInt(position) < BigInt(ledger.position)))
        failures.push(`a start with ${whole(ledger.facts)} facts has lost some of them`);
      await stack.stop();
    }
  }
} finally {
  for (const dataDir of dataDirs) rmSync(dataDir, { recursive: true, force: true });
}
const [few, many] = ledgers;
const [fewSeconds, manySeconds] = [median(few.times), median(many.times)];
const ratio = manySeconds / fewSeconds;
await report('start', {
  markdown: [
    `From \`npm start\` until it says where it is, a ledger with next to nothing and a full one by turns, medians of ${ROUNDS}:`,
    table(
      ['facts in the log', 'ready after', 'aim', ''],
      [
        [whole(few.facts), `${short(fewSeconds)} s`, '', ''],
        [
          whole(many.facts),
          `${short(manySeconds)} s, **${short(ratio)}×**`,
          'no slower',
          ratio <= NOISE ? 'met' : 'missed',
        ],
      ],
    ),
    'After each start all read models were where they had been.',
  ].join('\n\n'),
  failures,
});
