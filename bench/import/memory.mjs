import { clearInterval, setInterval } from 'node:timers';
import { descendants, textOf } from '../lib/processes.mjs';

/** What a process is in the stack, by its command line. */
const roleOf = (pid, top) => {
  if (pid === top) return 'parent';
  const command = textOf(pid, 'cmdline').replaceAll('\0', ' ');
  const known = {
    'event-node.main': 'event node',
    'postgres-keeper': 'Postgres keeper',
    'apps/api/': 'API',
    'apps/projector/': 'projector',
  };
  const found = Object.entries(known).find(([part]) => command.includes(part));
  return found?.[1] ?? (/postgres/.test(command) ? 'Postgres, largest backend' : 'other');
};

const residentBytes = (pid) => Number(/VmRSS:\s+(\d+)/.exec(textOf(pid, 'status'))?.[1] ?? 0) * 1024;

/** Pages that Postgres's processes share are counted in each of them: the private ones say what one needs. */
const privateBytes = (pid) => Number(/RssAnon:\s+(\d+)/.exec(textOf(pid, 'status'))?.[1] ?? 0) * 1024;

/**
 * Samples the memory of a process and of all below it, until stopped.
 *
 * @param {number} top process id
 * @returns {{ stop: () => Map<string, { resident: number, own: number }> }} peaks in bytes by role; `own` without
 *   pages that stand for files or are shared
 */
export const sampleMemory = (top) => {
  const peaks = new Map();
  const sample = () => {
    for (const pid of [top, ...descendants(top)]) {
      const role = roleOf(pid, top);
      const { resident = 0, own = 0 } = peaks.get(role) ?? {};
      peaks.set(role, {
        resident: Math.max(resident, residentBytes(pid)),
        own: Math.max(own, privateBytes(pid)),
      });
    }
  };
  sample();
  const timer = setInterval(sample, 200);
  return {
    stop: () => {
      clearInterval(timer);
      return peaks;
    },
  };
};
