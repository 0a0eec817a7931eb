import { MONTH } from './tickets.mjs';

/**
 * What the month must say of these tickets at an instant, counted ticket by ticket: what happened later has not yet.
 *
 * @param {Iterable<{ priority: string, reason: string, instants: (number | null)[] }>} tickets
 * @param {{ targets: object[], objectives: object[], clocks: object }} terms
 * @param {ReturnType<typeof import('./quarters.mjs').quartersOf>} time
 * @param {number} at epoch second of a quarter
 */
export const expectedMonth = (tickets, { targets, objectives, clocks }, time, at) => {
  const verdicts = new Map();
  const counts = { registered: 0, resolved: 0, openNow: 0, breaches: 0 };
  const target = (metric, priority) =>
    targets.find((each) => each.metric === metric && each.priority === priority).seconds;

  /** Runs through the stretches of a clock until they end or its target is used up; undefined: not decided yet. */
  const decide = (metric, priority, stretches, stoppedAt) => {
    let left = target(metric, priority);
    for (const [from, to] of stretches) {
      const seconds = time.between(from, to);
      if (seconds > left) return { verdict: 'breached', decidedAt: time.lastWithin(from, left) };
      left -= seconds;
    }
    return stoppedAt === null ? undefined : { verdict: 'met', decidedAt: stoppedAt };
  };
  const take = (metric, priority, decision) => {
    if (decision === undefined || time.monthOf(decision.decidedAt) !== MONTH) return;
    const { verdict } = decision;
    const key = `${metric} ${priority} ${verdict}`;
    verdicts.set(key, (verdicts.get(key) ?? 0) + 1);
    if (verdict === 'breached') counts.breaches += 1;
  };

  for (const { priority, reason, instants } of tickets) {
    const [registered, answered, caused, waits, resumes, resolved] = instants.map((instant) =>
      instant === null || instant > at ? null : instant,
    );
    if (registered === null) continue;
    const end = resolved ?? at;
    const pauses = clocks.resolution.pausedBy.includes(reason);
    const stretches = (
      pauses
        ? [
            [caused, waits ?? end],
            [resumes, end],
          ]
        : [[caused, end]]
    ).filter(([from]) => from !== null);
    take('response', priority, decide('response', priority, [[registered, answered ?? at]], answered));
    take('resolution', priority, decide('resolution', priority, stretches, resolved));
    counts.registered += 1;
    if (resolved === null) counts.openNow += 1;
    else if (time.monthOf(resolved) === MONTH) counts.resolved += 1;
  }

  const figures = ['response', 'resolution'].flatMap((metric) =>
    objectives.flatMap(({ objectiveId, priorities }) => {
      const of = (verdict) =>
        priorities.reduce(
          (sum, priority) => sum + (verdicts.get(`${metric} ${priority} ${verdict}`) ?? 0),
          0,
        );
      return ['gross', 'net'].map((basis) => ({
        metric,
        objectiveId,
        basis,
        met: of('met'),
        breached: of('breached'),
      }));
    }),
  );
  return { figures, ...counts };
};

/** What differs between that and an answer of the ledger; empty where nothing does. */
export const differences = (expected, { figures, counts, breachesCount }) => {
  const short = figures.map(({ metric, objectiveId, basis, met, breached }) => ({
    metric,
    objectiveId,
    basis,
    met,
    breached,
  }));
  const pairs = [
    ['figures', expected.figures, short],
    ['registered', expected.registered, counts?.registered.incident],
    ['resolved', expected.resolved, counts?.resolved],
    // Each breach once gross and once net.
    ['breaches', expected.breaches * 2, breachesCount],
  ];
  return pairs.flatMap(([name, wanted, found]) =>
    found === undefined || JSON.stringify(wanted) === JSON.stringify(found)
      ? []
      : [`${name}: ${JSON.stringify(found)} instead of ${JSON.stringify(wanted)}`],
  );
};
