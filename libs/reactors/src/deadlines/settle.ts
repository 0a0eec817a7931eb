import type { Deadline, Firing } from './deadline.js';

/** What is to be said of one deadline. */
export type Settlement =
  | { readonly kind: 'fire'; readonly deadline: Deadline; readonly round: number }
  | { readonly kind: 'lift'; readonly firing: Firing; readonly deadline: Deadline | undefined };

/**
 * What the log lacks of one owner's deadlines at an instant: those that have passed and no firing stands for, and firings
 * that stand for a deadline which is no more, or lies ahead by now. One that passed at another instant than it did when it
 * fired has passed all the same: nothing is said twice. A clock that was put back lifts nothing either.
 *
 * Pure. Whoever comes to this with the same arguments comes to the same settlements, and once they are in the log there
 * are none left.
 *
 * @param now whole second
 * @example settle([{ key: 'due', passesAt: 10, ... }], [], 10) // [{ kind: 'fire', round: 0, ... }]
 */
export const settle = (
  deadlines: readonly Deadline[],
  firings: readonly Firing[],
  now: number,
): readonly Settlement[] => {
  const known = new Map(firings.map((firing) => [firing.key, firing]));
  const stands = (firing: Firing | undefined): boolean => firing !== undefined && firing.liftedAt === null;
  const fire = deadlines
    .filter(({ key, passesAt }) => passesAt <= now && !stands(known.get(key)))
    .map((deadline): Settlement => {
      const round = (known.get(deadline.key)?.round ?? -1) + 1;
      return { kind: 'fire', deadline, round };
    });
  const current = new Map(deadlines.map((deadline) => [deadline.key, deadline]));
  const lift = firings.filter(stands).flatMap((firing): Settlement[] => {
    const deadline = current.get(firing.key);
    const isDue = deadline !== undefined && deadline.passesAt <= Math.max(now, firing.firedAt);
    return isDue ? [] : [{ kind: 'lift', firing, deadline }];
  });
  return [...lift, ...fire];
};
