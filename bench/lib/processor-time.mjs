import { cpuMsOf, descendants, textOf } from './processes.mjs';

/** The processes that an event goes through. */
const kinds = ['this process', 'event node', 'Postgres'];

const kindOf = (pid) => {
  const command = textOf(pid, 'cmdline');
  if (command.includes('event-node.main')) return 'event node';
  return command.includes('postgres') ? 'Postgres' : undefined;
};

/** The processor time that each of them has had, by its id. */
const now = () => {
  const had = new Map([[process.pid, { kind: 'this process', ms: cpuMsOf(process.pid) }]]);
  for (const pid of descendants(process.pid)) {
    const kind = kindOf(pid);
    if (kind !== undefined) had.set(pid, { kind, ms: cpuMsOf(pid) });
  }
  return had;
};

/**
 * Processor time by process, for the turns in between `begin` and `end`: says where the time goes. What a process had that
 * ended within a turn is not counted.
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
      for (const [pid, { kind, ms }] of now())
        spent.set(kind, spent.get(kind) + ms - (before.get(pid)?.ms ?? 0));
      events += more;
    },
    perEvent: () => new Map([...spent].map(([kind, ms]) => [kind, (1000 * ms) / Math.max(1, events)])),
  };
};
