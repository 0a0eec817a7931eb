import { type Kill, type KillRun, runKills } from './rig/kill-run.js';
import { faultsOfLog, lossesIn } from './rig/log-content.js';
import { seed, survived, wantedKills } from './rig/tally.js';
import { type Victim, victims } from './rig/victims.js';

/** A stack of its own for so many: what was lost shows before the next round begins. */
const perRound = 50;
const rounds = Array.from({ length: Math.ceil(wantedKills / perRound) }, (_, index) => ({
  kills: Math.min(perRound, wantedKills - index * perRound),
  seed: seed + index,
}));

/** By victim: kills that came after the commit of an append they left unanswered, and before one. */
const commits = new Map<Victim, { after: number; before: number }>();

const noteCommits = ({ kills, log }: KillRun): void => {
  const recordedAtMs = new Map(log.map((event) => [event.factId, event.recordedAtMs]));
  for (const { victim, unanswered, atMs } of kills) {
    // In the log before the kill, or only since its client has sent it again. Of the same millisecond: who knows.
    const times = unanswered.flat().map((id) => recordedAtMs.get(id) ?? 0);
    const seen = commits.get(victim) ?? { after: 0, before: 0 };
    if (times.some((time) => time < atMs)) seen.after += 1;
    if (times.some((time) => time > atMs)) seen.before += 1;
    commits.set(victim, seen);
  }
};

const judge = (run: KillRun): void => {
  const { kills, ledger, log, delivered, differences, ownEnds } = run;
  expect(kills.filter(({ unanswered }) => unanswered.length === 0)).toEqual([]);
  expect(ledger.odd).toEqual([]);
  expect(ownEnds).toEqual([]);
  expect(faultsOfLog(log)).toEqual([]);
  expect(lossesIn(log, ledger.answered)).toEqual({ lost: [], doubled: [], strange: [] });
  expect(delivered).toEqual(log.map(({ position, eventId }) => `${position} ${eventId}`));
  expect(differences).toEqual([]);
  noteCommits(run);
};

const onKill = ({ victim }: Kill): void => survived(`kill -9, ${victim}`);

describe('kill -9 at any instant, under eight clients that repeat what was not answered', () => {
  it.each(rounds)(
    'loses nothing and doubles nothing: $kills kills, seed $seed',
    (round) => runKills({ ...round, onKill, judge }),
    300_000 + wantedKills * 20_000,
  );

  it('was before the commit of appends, and after it', () => {
    expect([...commits.keys()].sort()).toEqual([...victims].sort());
    for (const { after, before } of commits.values()) {
      expect(after).toBeGreaterThan(0);
      expect(before).toBeGreaterThan(0);
    }
  });
});
