import { isJsonObject } from '@app/facts';
import { WORDS_REQUIRED } from '@app/facts';
import { calendarFaults, isLocalDay } from '@app/support-time';
import { PRIORITIES } from './agreement.js';

/** One fault of a document: where (RFC 6901), what, and a sentence for people. */
export interface AgreementFault {
  readonly pointer: string;
  readonly code: string;
  readonly detail: string;
}

type Json = Readonly<Record<string, unknown>>;

const objects = (value: unknown): [number, Json][] =>
  Array.isArray(value)
    ? [...value.entries()].filter((entry): entry is [number, Json] => isJsonObject(entry[1]))
    : [];
const invalid = (pointer: string, detail: string): AgreementFault => ({
  pointer,
  code: 'INVALID_VALUE',
  detail,
});

/**
 * What a schema cannot say of a version, found in whatever is well formed of it, so that one answer names every
 * fault of a document. `at` goes before the pointers.
 */
export function versionFaults(version: Json, at: string): AgreementFault[] {
  return [
    // Anything else in place of a calendar is named by the schema already.
    ...(isJsonObject(version['calendar']) ? calendarFaults(version['calendar']) : []).map((fault) => ({
      ...fault,
      pointer: `${at}/calendar${fault.pointer}`,
    })),
    ...dayFaults(version['effectiveFrom'], `${at}/effectiveFrom`),
    ...repeated(version['targets'], `${at}/targets`, ['metric', 'priority']),
    ...repeated(version['objectives'], `${at}/objectives`, ['objectiveId']),
    ...percentFaults(version['objectives'], `${at}/objectives`),
    ...availabilityFaults(version['availability'], `${at}/availability`),
    ...impactFaults(version['priorities'], `${at}/priorities`),
    ...codeFaults(version['waitingReasons'], `${at}/waitingReasons`),
    ...pauseFaults(version, at),
    ...escalationFaults(version['escalation'], `${at}/escalation`),
  ];
}

/** Versions follow each other: numbers and effective dates both rise, over those that cannot be compared. */
export function orderFaults(versions: unknown): AgreementFault[] {
  return [
    ...risingFaults(versions, 'version', (value): value is number => Number.isSafeInteger(value)),
    ...risingFaults(versions, 'effectiveFrom', isDay),
  ];
}

function risingFaults<T extends string | number>(
  versions: unknown,
  field: 'version' | 'effectiveFrom',
  isComparable: (value: unknown) => value is T,
): AgreementFault[] {
  let before: T | undefined;
  return objects(versions).flatMap(([index, { [field]: value }]) => {
    if (!isComparable(value)) return [];
    const rises = before === undefined || value > before;
    const was = before;
    before = value;
    return rises
      ? []
      : [invalid(`/versions/${index}/${field}`, `must be later than ${String(was)} of the version before`)];
  });
}

/** A local day that exists; what does not even look like one is named by the schema. */
export function dayFaults(day: unknown, pointer: string): AgreementFault[] {
  if (typeof day !== 'string' || !DAY.test(day) || isLocalDay(day)) return [];
  return [invalid(pointer, `${day} is no day of the calendar`)];
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const isDay = (value: unknown): value is string =>
  typeof value === 'string' && DAY.test(value) && isLocalDay(value);

/** Rows that may stand once only, told apart by some of their fields. */
function repeated(rows: unknown, at: string, by: readonly string[]): AgreementFault[] {
  const seen = new Set<string>();
  return objects(rows).flatMap(([index, row]) => {
    const values = by.map((field) => row[field]);
    if (values.some((value) => typeof value !== 'string')) return [];
    const key = values.join(' ');
    if (!seen.has(key)) {
      seen.add(key);
      return [];
    }
    return [invalid(`${at}/${index}`, `${by.join(' and ')} ${key} stand here a second time`)];
  });
}

function percentFaults(rows: unknown, at: string): AgreementFault[] {
  return objects(rows).flatMap(([index, { percent }]) => decimalFaults(percent, `${at}/${index}/percent`));
}

/** More than four decimals could not be compared exactly with counts. */
function decimalFaults(percent: unknown, pointer: string): AgreementFault[] {
  return typeof percent === 'number' && Number(percent.toFixed(4)) !== percent
    ? [invalid(pointer, 'must have at most four decimals')]
    : [];
}

function escalationFaults(escalation: unknown, at: string): AgreementFault[] {
  if (!isJsonObject(escalation)) return [];
  const { atRiskPercent, noticesFrom } = escalation;
  const percents = isJsonObject(atRiskPercent)
    ? Object.entries(atRiskPercent).map(([name, percent]) => [`/${step(name)}`, percent] as const)
    : [['', atRiskPercent] as const];
  return [
    ...percents.flatMap(([name, percent]) => decimalFaults(percent, `${at}/atRiskPercent${name}`)),
    ...dayFaults(noticesFrom, `${at}/noticesFrom`),
  ];
}

function availabilityFaults(availability: unknown, at: string): AgreementFault[] {
  if (!isJsonObject(availability)) return [];
  const { objectives } = availability;
  return [
    ...repeated(objectives, `${at}/objectives`, ['window']),
    ...percentFaults(objectives, `${at}/objectives`),
  ];
}

/** The criterion is a matrix: each impact gives one priority (TERMS 2). */
function impactFaults(priorities: unknown, at: string): AgreementFault[] {
  if (!isJsonObject(priorities)) return [];
  const seen = new Map<string, string>();
  return PRIORITIES.flatMap((priority) => {
    const terms = priorities[priority];
    const impact = isJsonObject(terms) ? terms['impact'] : undefined;
    if (!isJsonObject(impact)) return [];
    const key = JSON.stringify([impact['service'], impact['users']]);
    const other = seen.get(key);
    seen.set(key, other ?? priority);
    return other === undefined
      ? []
      : [invalid(`${at}/${priority}/impact`, `is the impact of ${other} already`)];
  });
}

/** The code of a reason is what `WaitingStarted` may name: nobody could wait for another one. */
function codeFaults(waitingReasons: unknown, at: string): AgreementFault[] {
  if (!isJsonObject(waitingReasons)) return [];
  return Object.keys(waitingReasons).flatMap((code) =>
    code.length <= WORDS_REQUIRED.maxLength && CODE.test(code)
      ? []
      : [invalid(`${at}/${step(code)}`, CODE_DETAIL)],
  );
}

const CODE = new RegExp(WORDS_REQUIRED.pattern, 'u');
const CODE_DETAIL = `must have a code of 1 to ${WORDS_REQUIRED.maxLength} characters that says something, without NUL characters and lone surrogates`;

/** One step of a JSON pointer (RFC 6901, 3). */
const step = (name: string): string => name.slice(0, 100).replaceAll('~', '~0').replaceAll('/', '~1');

/** A clock is paused by reasons that the version knows. */
function pauseFaults({ clocks, waitingReasons }: Json, at: string): AgreementFault[] {
  if (!isJsonObject(clocks) || !isJsonObject(waitingReasons)) return [];
  return (['response', 'resolution'] as const).flatMap((metric) => {
    const clock = clocks[metric];
    const pausedBy =
      isJsonObject(clock) && Array.isArray(clock['pausedBy']) ? (clock['pausedBy'] as unknown[]) : [];
    return [...pausedBy.entries()].flatMap(([index, code]) =>
      typeof code !== 'string' || Object.hasOwn(waitingReasons, code)
        ? []
        : [invalid(`${at}/clocks/${metric}/pausedBy/${index}`, `${code} is not one of waitingReasons`)],
    );
  });
}
