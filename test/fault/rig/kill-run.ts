import { setTimeout as timer } from 'node:timers/promises';
import { exampleAgreement } from '../../support/example-agreement.js';
import { differencesToCleanFold } from './clean-fold.js';
import { Ledger, putAgreement } from './client.js';
import { type Load, randomFrom, startLoad } from './load.js';
import { type LoggedEvent, readLog } from './log-content.js';
import { type StackParts, startStackParts } from './stack-parts.js';
import { untilAllIsSaid } from './until-said.js';
import { aimAt, type Victim, victims } from './victims.js';
import { watchLog } from './watcher.js';

/** One kill, and what was under way. */
export interface Kill {
  readonly victim: Victim;
  /** Of the machine's clock, as the log has it. */
  readonly atMs: number;
  /** Facts sent and not answered, by request. */
  readonly unanswered: readonly (readonly string[])[];
}

/** What a run has left; nothing is judged here. */
export interface KillRun {
  readonly kills: readonly Kill[];
  readonly ledger: Ledger;
  readonly log: readonly LoggedEvent[];
  /** What a subscription delivered over the whole run: `position id`. */
  readonly delivered: readonly string[];
  /** Of the read models to those of one clean fold. */
  readonly differences: readonly string[];
  /** Ends of programs that nobody had killed. */
  readonly ownEnds: readonly string[];
}

const parts = ['postgres', 'event-node', 'projector', 'api'] as const;
const settledAnswers = 6;

/** Waits until everything runs again and answers come. */
const untilSettled = async (stack: StackParts, ledger: Ledger): Promise<void> => {
  for (const name of parts) await stack.part(name).untilReady(60_000);
  const before = ledger.answers;
  const end = performance.now() + 90_000;
  while (ledger.answers < before + settledAnswers) {
    if (ledger.odd.length > 0) throw new Error(`unforeseen: ${ledger.odd.slice(0, 3).join('; ')}`);
    if (performance.now() > end) throw new Error('nothing was answered for a minute and a half after a kill');
    await timer(5);
  }
};

/** Each victim once, shuffled, again and again. */
const createOrder = (random: () => number): (() => Victim) => {
  let bag: Victim[] = [];
  return () => {
    if (bag.length === 0) bag = [...victims];
    const [next] = bag.splice(Math.floor(random() * bag.length), 1);
    return next ?? victims[0];
  };
};

/** Kills at a random instant at which appends are unanswered and there is something to kill. */
const killOnce = async (
  victim: Victim,
  stack: StackParts,
  { importer }: Load,
  ledger: Ledger,
  random: () => number,
): Promise<Kill> => {
  const end = performance.now() + 30_000;
  for (;;) {
    if (performance.now() > end) throw new Error(`there was no ${victim} to kill for half a minute`);
    await timer(random() * 100);
    const kill = await aimAt(victim, stack, importer);
    const unanswered = ledger.unanswered();
    if (kill === undefined || unanswered.length === 0) continue;
    kill();
    return { victim, atMs: Date.now(), unanswered };
  }
};

/**
 * So many kills of the parts of a stack under load, one after another as soon as it has recovered; then the reckoning.
 *
 * @param options.seed decides who is killed and what is sent; the instants are the machine's as well
 * @param options.judge throws where something was lost; then data and logs are kept
 */
export const runKills = async (options: {
  readonly kills: number;
  readonly seed: number;
  readonly onKill: (kill: Kill) => void;
  readonly judge: (run: KillRun) => void;
}): Promise<void> => {
  const { kills: wanted, seed, onKill, judge } = options;
  const random = randomFrom(seed);
  const nextVictim = createOrder(random);
  const stack = await startStackParts();
  const ledger = new Ledger();
  const watcher = watchLog(stack.eventStore);
  let isGood = false;
  try {
    await putAgreement(stack, exampleAgreement());
    const load = startLoad(stack, ledger, stack.dataDir, seed);
    const kills: Kill[] = [];
    while (kills.length < wanted) {
      await untilSettled(stack, ledger);
      const kill = await killOnce(nextVictim(), stack, load, ledger, random);
      kills.push(kill);
      onKill(kill);
    }
    await untilSettled(stack, ledger);
    await load.stop();
    await untilAllIsSaid(stack.database);
    const log = await readLog(stack.administrator);
    const head = log.at(-1)?.position ?? 0;
    const delivered = await watcher.upTo(head);
    const differences = await differencesToCleanFold(stack, head);
    const ownEnds = parts.flatMap((name) => stack.part(name).ownEnds.map((how) => `${name} ${how}`));
    judge({ kills, ledger, log, delivered, differences, ownEnds });
    isGood = true;
  } finally {
    await watcher.close();
    await stack.stop(!isGood);
  }
};
