/**
 * What both clocks of a bench ticket must say, worked out from its six instants and the oracle's seconds, for terms in
 * which the response clock starts at registration and the resolution clock at the cause, and waits of `pausedBy` pause
 * the latter.
 *
 * @param {ReturnType<typeof import('./tickets.mjs').makeTickets>[number]} ticket
 * @param {{ targets: { metric: string, priority: string, seconds: number }[], clocks: any }} terms
 * @param {ReturnType<typeof import('../lib/oracle.mjs').createOracle>} oracle
 */
export const expectedClocks = ({ priority, reason, instants }, { targets, clocks }, oracle) => {
  const [registered, answered, caused, waits, resumes, resolved] = instants;
  const pauses = clocks.resolution.pausedBy.includes(reason);
  const runs = pauses
    ? [
        [caused, waits],
        [resumes, resolved],
      ]
    : [[caused, resolved]];
  return [judged('response', [[registered, answered]]), judged('resolution', runs)];

  function judged(metric, stretches) {
    const target = targets.find((each) => each.metric === metric && each.priority === priority).seconds;
    let elapsed = 0;
    let decidedAt;
    for (const [from, to] of stretches) {
      const seconds = oracle.between(from, to);
      if (decidedAt === undefined && elapsed + seconds > target) {
        decidedAt = oracle.after(from, target - elapsed).lastAt;
      }
      elapsed += seconds;
    }
    const state = decidedAt === undefined ? 'met' : 'breached';
    return { metric, state, elapsedSeconds: elapsed, decidedAt: decidedAt ?? stretches.at(-1)[1] };
  }
};

/** Is this what the ticket's clocks were measured to be? */
export const agrees = (clocks, expected) =>
  clocks.length === expected.length &&
  expected.every((right, at) => Object.entries(right).every(([field, value]) => clocks[at][field] === value));
