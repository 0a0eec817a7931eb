import { createEventShapes, schemaOf, type EventShape, type Upcaster } from './upcasting.js';

/** Moved: `place` (1) became `where.city` (2), and `where.country` was added (3). */
const steps: readonly Upcaster[] = [
  {
    type: 'Moved',
    from: 2,
    upcast: (event) => ({
      ...event,
      data: { ...event.data, where: { ...(event.data['where'] as object), country: 'NL' } },
    }),
  },
  {
    type: 'Moved',
    from: 1,
    upcast: ({ data: { place, ...data }, ...event }) => {
      if (typeof place !== 'string') throw new Error('no place');
      return { ...event, data: { ...data, where: { city: place } } };
    },
  },
];
const shapes = createEventShapes(['Moved', 'Rested'], steps);
const moved = (schema: unknown, data: EventShape['data']): EventShape => ({
  type: 'Moved',
  data,
  metadata: { schema, recordedBy: 'desk' },
});
const today = moved(3, { id: 'f1', where: { city: 'Delft', country: 'NL' } });

describe('the shape of today', () => {
  it.each<[string, EventShape]>([
    ['the first schema', moved(1, { id: 'f1', place: 'Delft' })],
    ['an event that says no schema', moved(undefined, { id: 'f1', place: 'Delft' })],
    ['the second', moved(2, { id: 'f1', where: { city: 'Delft' } })],
    ['the third', today],
  ])('is reached from %s, step by step', (_, event) => {
    expect(shapes.current(event)).toEqual(today);
  });

  it('is the very event where nothing has changed', () => {
    const rested = { type: 'Rested', data: {}, metadata: {} };
    expect(shapes.current(rested)).toBe(rested);
    expect(shapes.current(today)).toBe(today);
  });

  it.each<[string, EventShape, string]>([
    ['a type that nobody knows', { type: 'Flown', data: {}, metadata: { schema: 1 } }, 'type'],
    ['a schema to come', moved(4, {}), 'schema'],
    ['a schema that never was', moved(0, {}), 'schema'],
    ['a schema that is no number', moved('2', {}), 'schema'],
    ['an event that is not what its schema says', moved(1, { city: 'Delft' }), 'upcast'],
  ])('is not guessed for %s', (_, event, reason) => {
    expect(shapes.current(event)).toBe(reason);
  });

  it('is what is written', () => {
    expect(shapes.schemaOf('Moved')).toBe(3);
    expect(shapes.schemaOf('Rested')).toBe(1);
    expect(schemaOf('Closed')).toBe(1);
  });

  it.each<[string, readonly Upcaster[]]>([
    ['a step is missing', [steps[0]!]],
    ['a step is there twice', [...steps, steps[1]!]],
  ])('cannot be had where %s', (_, upcasters) => {
    expect(() => createEventShapes(['Moved'], upcasters)).toThrow('Moved');
  });
});
