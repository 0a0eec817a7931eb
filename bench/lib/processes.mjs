import { readdirSync, readFileSync } from 'node:fs';

const statOf = (pid) => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const [state, parent, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // utime and stime, fields 14 and 15 of the line, in hundredths of a second (USER_HZ).
    return { state, parent: Number(parent), cpuMs: 10 * (Number(rest[9]) + Number(rest[10])) };
  } catch {
    // It has ended since it was listed.
    return undefined;
  }
};

/** A file of /proc about a process; empty when it has ended. */
export const textOf = (pid, file) => {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'latin1');
  } catch {
    return '';
  }
};

/** A process's children, theirs, and so on. */
export const descendants = (pid) => {
  const parents = new Map();
  for (const name of readdirSync('/proc')) {
    const stat = /^\d+$/.test(name) ? statOf(name) : undefined;
    if (stat === undefined || stat.state === 'Z') continue;
    parents.set(stat.parent, [...(parents.get(stat.parent) ?? []), Number(name)]);
  }
  const below = (parent) => (parents.get(parent) ?? []).flatMap((child) => [child, ...below(child)]);
  return below(pid);
};

/** Processor time that a process has had, ms in steps of 10; 0 when it has ended. */
export const cpuMsOf = (pid) => statOf(pid)?.cpuMs ?? 0;
