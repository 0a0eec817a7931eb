import type { FigureChange, FigureValue } from './addendum.js';
import type { Evaluation } from './evaluation.js';

interface Figure {
  readonly figure: FigureChange['figure'];
  readonly values: Readonly<Record<string, FigureValue>>;
}

/** The figures that differ between two evaluations of one month, row by row; undefined: there was none yet. */
export function figureChanges(before: Evaluation | undefined, after: Evaluation): FigureChange[] {
  const was: ReadonlyMap<string, Figure> = before ? figuresIn(before) : new Map();
  const is = figuresIn(after);
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((key): FigureChange[] => {
    const [old, now] = [was.get(key), is.get(key)];
    const known = now ?? old;
    if (known === undefined || sameValues(old?.values, now?.values)) return [];
    return [{ figure: known.figure, from: old?.values ?? null, to: now?.values ?? null }];
  });
}

function sameValues(a: Figure['values'] | undefined, b: Figure['values'] | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return Object.entries(a).every(([name, value]) => b[name] === value);
}

/** Every figure that a meeting decides on, by what names it. */
function figuresIn({
  figures,
  availability,
  reliability,
  restoration,
  counts,
  publishedFigures,
}: Evaluation): Map<string, Figure> {
  const all: Figure[] = [
    ...figures.map(
      ({ metric, objectiveId, basis, agreementVersion, met, breached, measured, percent, verdict }) => ({
        figure: {
          section: 'figures',
          metric,
          objectiveId,
          basis,
          ...(agreementVersion === undefined ? {} : { agreementVersion }),
        },
        values: { met, breached, measured, percent, verdict },
      }),
    ),
    ...availability.map(({ window, basis, downtimeSeconds, percent, verdict }) => ({
      figure: { section: 'availability', window, basis },
      values: { downtimeSeconds, percent, verdict },
    })),
    ...reliability.map(({ basis, interruptions, verdict }) => ({
      figure: { section: 'reliability', basis },
      values: { interruptions, verdict },
    })),
    ...restoration.map(({ outageId, basis, seconds, verdict }) => ({
      figure: { section: 'restoration', outageId, basis },
      values: { seconds, verdict },
    })),
    ...publishedFigures.figures
      .filter(({ supersededBy }) => supersededBy === null)
      .map(({ component, percentage }) => ({
        figure: { section: 'publishedFigures', component },
        values: { percentage },
      })),
    { figure: { section: 'counts' }, values: { ...counts.registered, ...onlyNumbers(counts) } },
  ];
  return new Map(all.map((figure) => [JSON.stringify(figure.figure), figure]));
}

const onlyNumbers = ({ registered: _, ...counts }: Evaluation['counts']) => counts;
