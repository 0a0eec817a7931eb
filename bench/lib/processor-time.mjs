import { cpuMsOf, descendants, textOf } from './processes.mjs';

/** The processes that an event goes through. */
const kinds = ['this process', 'event node', 'Postgres'];

const kindOf = (pid) => {
  const command = textOf(pid, 'cmdline');
  if (command.includes('event-node.main')) return 'event node';
  return command.includes('postgres') ? 'Postgres' : undefined;
};

const now = () => {
  const sums = new Map([['this process', cpuMsOf(process.pid)]]);
  for (const pid of descendants(process.pid)) {
    const kind = kindOf(pid);
    if (kind !== undefined) sums.set(kind, (sums.get(kind) ?? 0) + cpuMsOf(pid));
  }
  return sums;
};

/**
 * Processor time by process, for the turns in between `begin` and `end`: says where the time goes.
 *
 * @returns {{ begin: () => void, end: (events: number) => void, perEvent: () => Map<string, number> }} `perEvent`:
 *   microseconds an event
 */
export const watchProcessorTime = () => {
  const spent = new Map(kinds.map((kind) => [kind, 0]));
  let events = 0;
  let before = new Map();
  return {
    begin: () => (before = now()),
    end: (more) => {
      for (const [kind, ms] of now()) spent.set(kind, spent.get(kind) + ms - (before.get(kind) ?? ms));
      events += more;
    },
    perEvent: () => new Map([...spent].map(([kind, ms]) => [kind, (1000 * ms) / Math.max(1, events)])),
  };
};
