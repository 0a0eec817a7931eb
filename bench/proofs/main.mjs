import { createHash, randomUUID } from 'node:crypto';
import { leafText, planConsistency, planInclusion } from '../../dist/libs/audit/src/domain/index.js';
import { prepareTree } from '../../dist/libs/audit/src/prepare-tree.js';
import { proofOf } from '../../dist/libs/audit/src/stored-tree.js';
import { TreeWriter } from '../../dist/libs/audit/src/tree-writer.js';
import { connect, disconnect, roleOf } from '../../dist/libs/platform/src/index.js';
import { startLogServer } from '../lib/log-server.mjs';
import { median } from '../lib/median.mjs';
import { randomFrom } from '../lib/random.mjs';
import { isQuick, note, report } from '../lib/report.mjs';
import { short, table, whole } from '../lib/table.mjs';
import { factsOf } from '../lib/ticket-facts.mjs';
import { holdsBeginning, holdsLeaf, pathOf, rootOf } from './rfc6962.mjs';

const SIZES = isQuick ? [100, 1_000] : [1_000, 10_000, 100_000, 1_000_000];
const QUESTIONS = isQuick ? 20 : 300;
const ROUNDS = 3;
const BATCH = 2_000;
/** A proof of the largest tree may take this much of the time of one of the smallest. */
const GROWTH = 3;

const ledgerId = randomUUID();
const random = randomFrom(6962);

/** Events of tickets without end, as the log has them. */
function* eventsWithoutEnd() {
  for (let ticket = 1, position = 0; ; ticket += 1) {
    for (const [revision, { type, ...data }] of factsOf(ticket, random).entries()) {
      position += 1;
      yield {
        id: randomUUID(),
        stream: `ticket-${data.ticketId}`,
        revision: BigInt(revision),
        position: BigInt(position),
        recordedAtMs: 1_772_000_000_000 + position,
        type,
        data: { id: String(revision), ...data },
        metadata: { schema: 1, occurredAt: data.occurredAt, recordedBy: 'bench' },
      };
    }
  }
}

/** @param {string} text */
const hashOfLeaf = (text) => createHash('sha256').update(Uint8Array.of(0)).update(text).digest();

const failures = [];
const expect = (holds, what) => {
  if (!holds && failures.length < 10) failures.push(what);
};

/** Milliseconds of each of so many questions, and what they were answered. */
const timed = async (questions, ask) => {
  const [times, answers] = [[], []];
  for (const question of questions) {
    const start = performance.now();
    answers.push(await ask(question));
    times.push(performance.now() - start);
  }
  return { ms: median(times), answers };
};

const server = await startLogServer();
const sql = connect({
  url: server.databaseUrl,
  applicationName: 'bench proofs',
  role: roleOf.read,
  max: 1,
});
try {
  await prepareTree(sql);
  const writer = await TreeWriter.open(sql, ledgerId);
  const events = eventsWithoutEnd();
  /** Of all leaves there are, hashed apart. */
  const leaves = [];
  const [growing, found] = [{ leaves: 0, seconds: 0 }, []];

  for (const size of SIZES) {
    note(`${whole(size)} leaves`);
    while (leaves.length < size) {
      const count = Math.min(BATCH, size - leaves.length);
      const batch = Array.from({ length: count }, () => events.next().value);
      leaves.push(...batch.map((event) => hashOfLeaf(leafText(event, ledgerId))));
      const start = performance.now();
      await writer.add(batch);
      growing.seconds += (performance.now() - start) / 1000;
      growing.leaves += count;
    }
    await sql`analyze audit_leaf, audit_node`;
    const root = rootOf(leaves, 0, size);

    const rounds = { inclusion: [], consistency: [], row: [], unstored: [] };
    for (let round = 0; round < ROUNDS; round += 1) {
      const indexes = Array.from({ length: QUESTIONS }, () => random(size));
      const inclusion = await timed(indexes, (index) => proofOf(sql, planInclusion(index, size)));
      for (const [nth, index] of indexes.entries())
        expect(
          holdsLeaf(leaves[index], index, size, inclusion.answers[nth], root),
          `${size}: no proof of leaf ${index}`,
        );
      const firsts = Array.from({ length: QUESTIONS }, () => 1 + random(size - 1));
      const consistency = await timed(firsts, (first) => proofOf(sql, planConsistency(first, size)));
      // A root of a million leaves takes a second by itself: some of them are compared.
      for (const nth of [0, 1, 2])
        expect(
          holdsBeginning(firsts[nth], size, consistency.answers[nth], rootOf(leaves, 0, firsts[nth]), root),
          `${size}: no proof that ${firsts[nth]} leaves are its beginning`,
        );
      const row = await timed(
        indexes,
        (index) => sql`select hash from audit_leaf where leaf_index = ${index}`,
      );
      const unstored = await timed(indexes.slice(0, 3), (index) => pathOf(leaves, index, 0, size));
      for (const nth of [0, 1, 2])
        expect(
          Buffer.concat(unstored.answers[nth]).equals(Buffer.concat(inclusion.answers[nth])),
          `${size}: the path of leaf ${indexes[nth]} is another one`,
        );
      rounds.inclusion.push(inclusion.ms);
      rounds.consistency.push(consistency.ms);
      rounds.row.push(row.ms);
      rounds.unstored.push(unstored.ms);
    }
    const ms = Object.fromEntries(Object.entries(rounds).map(([name, times]) => [name, median(times)]));
    found.push({ size, ...ms });
  }

  const [smallest, largest] = [found[0], found.at(-1)];
  const growth = largest.inclusion / smallest.inclusion;
  await report('proofs', {
    markdown: [
      `A tree of facts of tickets, grown leaf by leaf in batches of ${whole(BATCH)}; medians of ${ROUNDS} × ${QUESTIONS} proofs:`,
      table(
        ['leaves', ...found.map(({ size }) => whole(size))],
        [
          ['that a fact is in it', ...found.map(({ inclusion }) => `${short(inclusion)} ms`)],
          ['that an earlier tree is its beginning', ...found.map((of) => `${short(of.consistency)} ms`)],
          ['limit: one row of the same table', ...found.map(({ row }) => `${short(row)} ms`)],
          ['rival: the same path from all leaf hashes', ...found.map((of) => `${short(of.unstored)} ms`)],
          ['- so many times as long', ...found.map((of) => `**${short(of.unstored / of.inclusion)}×**`)],
        ],
      ),
      table(
        ['', 'found', 'aim', ''],
        [
          [
            `${whole(largest.size)} leaves against ${whole(smallest.size)}, time of a proof`,
            `${short(growth)} ×`,
            `≤ ${GROWTH} ×`,
            growth <= GROWTH ? 'met' : 'missed',
          ],
          ['growing, leaves a second', `${whole(growing.leaves / growing.seconds)}/s`, '', ''],
        ],
      ),
      'Every path was followed from its leaf to the root, and some consistency proofs to both roots, by code of the bench that follows the RFC.',
    ].join('\n\n'),
    failures,
  });
} finally {
  await disconnect(sql);
  await server.stop();
}
