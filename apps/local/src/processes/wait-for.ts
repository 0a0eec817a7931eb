import { setTimeout as timer } from 'node:timers/promises';

/** Asks again and again until the answer is yes (true) or the time is up (false). */
export const waitFor = async (
  question: () => boolean | Promise<boolean>,
  withinMs: number,
  everyMs = 50,
): Promise<boolean> => {
  const end = performance.now() + withinMs;
  for (;;) {
    if (await question()) return true;
    if (performance.now() >= end) return false;
    await timer(everyMs);
  }
};
