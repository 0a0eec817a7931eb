import fc from 'fast-check';
import type { Deadline, Firing } from './deadline.js';
import { nextFiring } from './firings.js';
import { settle } from './settle.js';

const deadline = (key: string, passesAt: number): Deadline => ({
  owner: 'timer-1',
  key,
  kind: 'timer',
  agreementId: null,
  customerId: null,
  dueAt: passesAt,
  passesAt,
  data: {},
});
const firing = (key: string, firedAt: number, liftedAt: number | null = null, round = 0): Firing => ({
  key,
  id: `${key}-${round}`,
  round,
  firedAt,
  liftedAt,
});

const told = (...question: Parameters<typeof settle>): string[] =>
  settle(...question).map((each) =>
    each.kind === 'fire' ? `fire ${each.deadline.key} ${each.round}` : `lift ${each.firing.id}`,
  );

describe('what is to be said of deadlines', () => {
  it('is that one has passed, from its second on, and once', () => {
    expect(told([deadline('a', 10)], [], 9)).toEqual([]);
    expect(told([deadline('a', 10)], [], 10)).toEqual(['fire a 0']);
    expect(told([deadline('a', 10)], [firing('a', 10)], 11)).toEqual([]);
  });

  it('is nothing where one that fired has passed at another instant', () => {
    expect(told([deadline('a', 5)], [firing('a', 10)], 11)).toEqual([]);
    expect(told([deadline('a', 11)], [firing('a', 10)], 11)).toEqual([]);
  });

  it('is that one that fired is due no more, or lies ahead by now', () => {
    expect(told([], [firing('a', 10)], 11)).toEqual(['lift a-0']);
    expect(told([deadline('a', 12)], [firing('a', 10)], 11)).toEqual(['lift a-0']);
  });

  it('is that one has passed again after it was lifted, under another id', () => {
    expect(told([deadline('a', 12)], [firing('a', 10, 11)], 11)).toEqual([]);
    expect(told([deadline('a', 12)], [firing('a', 10, 11)], 12)).toEqual(['fire a 1']);
  });

  it('is nothing where only the clock was put back', () => {
    expect(told([deadline('a', 10)], [firing('a', 10)], 3)).toEqual([]);
  });

  it('leaves nothing more to say, and exactly what has passed standing', () => {
    const deadlines = fc
      .uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.nat(20)), { selector: ([key]) => key })
      .map((list) => list.map(([key, at]) => deadline(key, at)));
    const looks = fc.array(fc.tuple(deadlines, fc.nat(3)), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(looks, (all) => {
        let [now, firings] = [0, new Map<string, Firing>()];
        for (const [rows, later] of all) {
          now += later;
          for (const each of settle(rows, [...firings.values()], now)) {
            const event =
              each.kind === 'fire'
                ? ({
                    kind: 'fired',
                    id: `${each.deadline.key} ${each.round}`,
                    deadline: each.deadline,
                    at: now,
                  } as const)
                : ({
                    kind: 'lifted',
                    id: each.firing.id,
                    owner: 'timer-1',
                    key: each.firing.key,
                    at: now,
                  } as const);
            const key = event.kind === 'fired' ? event.deadline.key : event.key;
            const next = nextFiring(firings.get(key), event);
            if (next) firings = new Map(firings).set(key, next);
          }
          expect(settle(rows, [...firings.values()], now)).toEqual([]);
          const standing = [...firings.values()].filter(({ liftedAt }) => liftedAt === null);
          expect(standing.map(({ key }) => key).sort()).toEqual(
            rows
              .filter(({ passesAt }) => passesAt <= now)
              .map(({ key }) => key)
              .sort(),
          );
        }
      }),
    );
  });
});
