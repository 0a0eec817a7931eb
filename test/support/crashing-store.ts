import type { EventStore } from '@app/event-store';

/** Where a process dies: when it is about to append for the nth time, or when the append has taken effect. */
export interface Crash {
  readonly nth: number;
  readonly when: 'before' | 'after';
}

/** The process is gone; whatever it would have done next is not done. */
class Crashed extends Error {
  override readonly name = 'Crashed';
}

/**
 * The log as a process sees it that dies at its nth append: from then on it does nothing at all.
 *
 * @param onDeath ends what else the process does
 */
export const crashingAt = (
  store: EventStore,
  crash: Crash | undefined,
  onDeath: () => void = () => undefined,
): EventStore => {
  let appends = 0;
  let isDead = false;
  const die = (): Crashed => {
    onDeath();
    return new Crashed();
  };
  const check = (): void => {
    if (isDead) throw new Crashed();
  };
  return {
    append: async (...append) => {
      check();
      appends += 1;
      const dies = appends === crash?.nth;
      if (dies) isDead = true;
      if (dies && crash.when === 'before') throw die();
      const outcome = await store.append(...append);
      if (dies) throw die();
      return outcome;
    },
    readStream: (...read) => {
      check();
      return store.readStream(...read);
    },
    readAll: (options) => store.readAll(options),
    last: () => store.last(),
    subscribeAll: (options) => store.subscribeAll(options),
    close: () => store.close(),
  };
};
