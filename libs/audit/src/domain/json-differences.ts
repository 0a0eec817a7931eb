/** A member that two documents have differently; undefined: one of them has none. */
export interface JsonDifference {
  /** RFC 6901. */
  readonly pointer: string;
  readonly stored: unknown;
  readonly computed: unknown;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const escaped = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');

/**
 * What two JSON documents say differently, the innermost members that differ, in the order of the stored one.
 *
 * @example [...jsonDifferences({ figures: [{ met: 1 }] }, { figures: [{ met: 2 }] })]
 * // [{ pointer: '/figures/0/met', stored: 1, computed: 2 }]
 */
export function* jsonDifferences(stored: unknown, computed: unknown, pointer = ''): Iterable<JsonDifference> {
  if (isObject(stored) && isObject(computed) && Array.isArray(stored) === Array.isArray(computed)) {
    for (const name of new Set([...Object.keys(stored), ...Object.keys(computed)]))
      yield* jsonDifferences(stored[name], computed[name], `${pointer}/${escaped(name)}`);
  } else if (isObject(stored) || isObject(computed) || !Object.is(stored, computed)) {
    yield { pointer, stored, computed };
  }
}
