import {
  METRICS,
  reachesPercent,
  shownPercent,
  type CompiledVersion,
  type Metric,
  type ObjectiveTerms,
} from '@app/agreements/domain';
import type { Basis } from '@app/service-levels/domain';
import type { MonthFrame } from './month-frame.js';
import type { Tally } from './month-of-tickets.js';

/** Compliance with one objective: metric x objective x basis (MEASURING 9). Counts decide, percentages are shown. */
export interface Figure {
  readonly metric: Metric;
  readonly objectiveId: string;
  readonly priorities: ObjectiveTerms['priorities'];
  readonly basis: Basis;
  /** Only where versions of one agreement have different objectives under one id. */
  readonly agreementVersion?: number;
  readonly met: number;
  readonly breached: number;
  readonly measured: number;
  readonly percent: number | null;
  readonly targetPercent: number;
  readonly verdict: 'met' | 'breached' | 'no-measurement';
  readonly clause: string;
}

/** An objective, and the versions whose clocks share it. */
interface SharedObjective {
  readonly objective: ObjectiveTerms;
  readonly versions: number[];
}

/** Every row of the month's version always, and those of other versions that judged a clock in it. */
export function figures(frame: MonthFrame, tallies: readonly Tally[]): Figure[] {
  const judging = new Set(tallies.map(({ agreementVersion }) => agreementVersion));
  const others = frame.agreement.versions.filter(
    (version) => version !== frame.version && judging.has(version.terms.version),
  );
  const objectives = sharedObjectives([frame.version, ...others]);
  const isAmbiguous = ({ objective }: SharedObjective) =>
    objectives.filter((other) => other.objective.objectiveId === objective.objectiveId).length > 1;
  return METRICS.flatMap((metric) =>
    objectives.flatMap((shared) =>
      (['gross', 'net'] as const).map((basis) => {
        const version = isAmbiguous(shared) ? shared.versions[0] : undefined;
        return figure(metric, basis, shared, version, tallies);
      }),
    ),
  );
}

/** Objectives are the same where id, priorities and percent are; otherwise each version has its own. */
function sharedObjectives(versions: readonly CompiledVersion[]): SharedObjective[] {
  const shared = new Map<string, SharedObjective>();
  for (const { terms } of versions) {
    for (const objective of terms.objectives) {
      const key = JSON.stringify([
        objective.objectiveId,
        [...objective.priorities].sort(),
        objective.percent,
      ]);
      const known = shared.get(key);
      if (known) known.versions.push(terms.version);
      else shared.set(key, { objective, versions: [terms.version] });
    }
  }
  return [...shared.values()];
}

function figure(
  metric: Metric,
  basis: Basis,
  { objective, versions }: SharedObjective,
  agreementVersion: number | undefined,
  tallies: readonly Tally[],
): Figure {
  const own = tallies.filter(
    (tally) =>
      tally.metric === metric &&
      tally.basis === basis &&
      objective.priorities.includes(tally.priority) &&
      versions.includes(tally.agreementVersion),
  );
  const sum = (verdict: Tally['verdict']) =>
    own.reduce((total, tally) => (tally.verdict === verdict ? total + tally.count : total), 0);
  const [met, breached] = [sum('met'), sum('breached')];
  const measured = met + breached;
  return {
    metric,
    objectiveId: objective.objectiveId,
    priorities: objective.priorities,
    basis,
    ...(agreementVersion === undefined ? {} : { agreementVersion }),
    met,
    breached,
    measured,
    percent: shownPercent(met, measured),
    targetPercent: objective.percent,
    verdict:
      measured === 0
        ? 'no-measurement'
        : reachesPercent(met, measured, objective.percent)
          ? 'met'
          : 'breached',
    clause: objective.clause,
  };
}
