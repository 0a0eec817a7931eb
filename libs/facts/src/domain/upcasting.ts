/** What an event says, wherever it stands. */
export interface EventShape {
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly metadata: Readonly<Record<string, unknown>>;
}

/**
 * One step up: makes the event of schema `from` one of schema `from + 1`, with the meaning that it had. Pure, and for
 * ever: an event that was written once is read for as long as its log is. It never touches `metadata.schema`.
 */
export interface Upcaster {
  readonly type: string;
  /** The schema of the events that it is given, from 1. */
  readonly from: number;
  readonly upcast: (event: EventShape) => EventShape;
}

/**
 * Every step there is, of every type of event in a ledger's log. None yet: every shape is the first. Whoever changes a
 * shape adds a step here and a frozen sample of the new shape to `test/fixtures/events`; the samples of the old ones
 * stay, and are read in every test run.
 *
 * @example
 * // Version 2 of WaitingStarted names a party:
 * // { type: 'WaitingStarted', from: 1, upcast: (event) => ({ ...event, data: withParty(event.data) }) }
 */
const UPCASTERS: readonly Upcaster[] = [];

/** Why an event cannot be had in the shape of today: nobody knows its type, or its schema, or a step up failed. */
export type UnknownShape = 'type' | 'schema' | 'upcast';

/** The shapes of events that a program knows. */
export interface EventShapes {
  /** The schema that events of this type are written in today, from 1. */
  schemaOf(type: string): number;
  /** The event as it would be written today: itself where nothing has changed. Never throws. */
  current(event: EventShape): EventShape | UnknownShape;
}

/**
 * Builds the ways up for these types; an event without a schema is of the first.
 *
 * @throws Error where a step is missing or there twice: events of the schemas before it could not be read
 * @example
 * createEventShapes(['Closed'], []).current({ type: 'Closed', data: {}, metadata: { schema: 2 } }) // 'schema'
 */
export function createEventShapes(
  types: Iterable<string>,
  upcasters: readonly Upcaster[] = UPCASTERS,
): EventShapes {
  const steps = stepsByType(upcasters);
  const known = new Set(types);
  const schemaOf = (type: string): number => 1 + (steps.get(type)?.length ?? 0);

  function current(event: EventShape): EventShape | UnknownShape {
    const { type, metadata } = event;
    if (!known.has(type)) return 'type';
    const { schema = 1 } = metadata;
    const today = schemaOf(type);
    if (schema === today) return event;
    if (typeof schema !== 'number' || !Number.isInteger(schema) || schema < 1 || schema > today)
      return 'schema';
    try {
      const ways = steps.get(type)?.slice(schema - 1) ?? [];
      const raised = ways.reduce((shape, { upcast }) => upcast(shape), event);
      return { ...raised, metadata: { ...raised.metadata, schema: today } };
    } catch {
      return 'upcast'; // an event that never was what its schema says: told by the reason, and refused where it is needed
    }
  }

  return { schemaOf, current };
}

function stepsByType(upcasters: readonly Upcaster[]): ReadonlyMap<string, readonly Upcaster[]> {
  const steps = new Map<string, Upcaster[]>();
  for (const upcaster of [...upcasters].sort((a, b) => a.from - b.from)) {
    const { type, from } = upcaster;
    const before = steps.get(type) ?? [];
    if (from !== before.length + 1) {
      throw new Error(`the steps up of ${type} must be from 1, 2, ... each once: there is one from ${from}`);
    }
    steps.set(type, [...before, upcaster]);
  }
  return steps;
}

const WRITTEN = createEventShapes([], UPCASTERS);

/** The schema that an event of this type is written in: goes into its metadata. */
export const schemaOf = (type: string): number => WRITTEN.schemaOf(type);
