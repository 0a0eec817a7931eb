import { ToldWorld } from '../../../test/told-world.js';

describe('problem detection', () => {
  let world: ToldWorld;
  const only = (): string => {
    const [id, ...others] = world.ids();
    if (id === undefined || others.length > 0) throw new Error(`there are ${world.ids().length} problems`);
    return id;
  };

  beforeEach(() => {
    world = new ToldWorld();
  });

  it('opens one problem at the second like incident, and links the third', () => {
    world.incident('A', 0);
    expect(world.ids()).toEqual([]);
    world.incident('B', 1);
    expect(world.record(only())).toMatchObject({ registeredAt: world.at(1), analysisStartedAt: null });
    world.incident('C', 40);
    expect(world.linked(only())).toEqual(['A', 'B', 'C']);
  });

  it('keeps incidents of another category apart', () => {
    world.incident('A', 0);
    world.incident('B', 1, 'high', { configurationItem: 'gateway', category: 'mail' });
    expect(world.ids()).toEqual([]);
  });

  it('opens a problem with its analysis for a Top incident', () => {
    world.incident('A', 0, 'top');
    expect(world.record(only())).toMatchObject({ registeredAt: world.at(0), analysisStartedAt: world.at(0) });
  });

  it('gives an open problem its analysis when a Top incident joins, once, whatever joins later', () => {
    world.incident('A', 0);
    world.incident('B', 1);
    world.incident('C', 3, 'top');
    world.incident('D', 4, 'top');
    expect(world.linked(only())).toEqual(['A', 'B', 'C', 'D']);
    expect(world.record(only()).analysisStartedAt).toBe(world.at(3));
    expect(world.own(only(), 'RootCauseAnalysisStarted')).toHaveLength(1);
  });

  it('starts the analysis when a customer asks for one, and takes it back with the request', () => {
    world.incident('A', 0, 'medium');
    const request = world.ticket('A', 'RootCauseAnalysisRequested', 2, { evidence: 'letter of 25 March' });
    expect(world.record(only())).toMatchObject({ registeredAt: world.at(0), analysisStartedAt: world.at(2) });
    world.ticket('A', 'FactRetracted', 3, { factId: request, reason: 'meant another ticket' });
    expect(world.linked(only())).toEqual([]);
    expect(world.record(only())).toMatchObject({ analysisStartedAt: null, state: 'closed' });
  });

  it('refers to the closed problem from the one after it', () => {
    world.incident('A', 0);
    world.incident('B', 1);
    const first = only();
    world.problem(first, 'ProblemClosed', 2);
    world.incident('C', 3);
    expect(world.ids()).toEqual([first]);
    world.incident('D', 4);
    const second = world.ids()[1] ?? '';
    expect(world.record(second).refersTo).toBe(first);
    expect([world.linked(first), world.linked(second)]).toEqual([
      ['A', 'B'],
      ['C', 'D'],
    ]);
  });

  it('unlinks a withdrawn incident with the reason, and keeps the emptied record as closed history', () => {
    world.incident('A', 0, 'top');
    const withdrawal = world.ticket('A', 'Withdrawn', 1, { reason: 'never happened' });
    const record = world.record(only());
    expect(record.links).toEqual([
      expect.objectContaining({
        ticketId: 'A',
        unlinked: expect.objectContaining({ at: world.at(0) }) as unknown,
      }),
    ]);
    expect(record.links[0]?.unlinked?.reason).toContain('withdrawn');
    expect(record.state).toBe('closed');
    world.ticket('A', 'FactRetracted', 2, { factId: withdrawal, reason: 'it did' });
    expect(world.linked(only())).toEqual(['A']);
    expect(world.record(only()).state).toBe('analysing');
  });

  it('moves the opening back for an incident that was told of late', () => {
    world.incident('B', 4);
    world.incident('C', 6);
    expect(world.record(only()).registeredAt).toBe(world.at(6));
    world.incident('A', 2);
    expect(world.record(only()).registeredAt).toBe(world.at(4));
    expect(world.record(only()).links.map(({ ticketId, linkedAt }) => [ticketId, linkedAt])).toEqual([
      ['A', world.at(4)],
      ['B', world.at(4)],
      ['C', world.at(6)],
    ]);
  });

  it('judges by the priority as corrected, and by the highest that an incident ever had', () => {
    world.incident('A', 0, 'medium');
    world.incident('B', 1);
    expect(world.ids()).toEqual([]);
    world.ticket('A', 'PriorityChanged', 1, { to: 'high' });
    world.ticket('A', 'PriorityChanged', 2, { to: 'low' });
    expect(world.linked(only())).toEqual(['A', 'B']);
    world.ticket('A', 'PriorityCorrected', 3, { to: 'low', reason: 'mistyped all along' });
    expect(world.linked(only())).toEqual([]);
  });

  it('leaves to a person what lacks an item, and lets the confirmed one bring its analysis', () => {
    world.incident('A', 0);
    world.incident('B', 1);
    world.incident('C', 2, 'high', {});
    expect(world.linked(only())).toEqual(['A', 'B']);
    world.ticket('C', 'RootCauseAnalysisRequested', 2, { evidence: 'letter' });
    const [ours] = world.ids();
    world.problem(ours ?? '', 'TicketLinked', 3, { ticketId: 'C' });
    expect(world.linked(ours ?? '')).toEqual(['A', 'B', 'C']);
    expect(world.record(ours ?? '').analysisStartedAt).toBe(world.at(2));
  });
});

describe('what people decide of a problem', () => {
  let world: ToldWorld;
  let id: string;

  beforeEach(() => {
    world = new ToldWorld();
    for (const [day, ticketId] of ['A', 'B', 'C'].entries()) world.incident(ticketId, day);
    [id = ''] = world.ids();
  });

  it('keeps out the ticket that a person unlinked, or whose link a person retracted', () => {
    world.problem(id, 'TicketUnlinked', 3, { ticketId: 'C', reason: 'other cause' });
    expect(world.linked(id)).toEqual(['A', 'B']);
    const link = world
      .own(id, 'TicketLinked')
      .find(({ data }) => 'ticketId' in data && data.ticketId === 'B');
    world.problem(id, 'FactRetracted', 3, { factId: link?.id, reason: 'other cause' });
    expect(world.linked(id)).toEqual(['A']);
    world.incident('D', 4);
    expect(world.linked(id)).toEqual(['A', 'D']);
  });

  it('puts back for good the ticket whose unlinking a person retracted', () => {
    world.ticket('C', 'Withdrawn', 3, { reason: 'gone' });
    expect(world.linked(id)).toEqual(['A', 'B']);
    const [unlinking] = world.own(id, 'TicketUnlinked');
    world.problem(id, 'FactRetracted', 4, { factId: unlinking?.id, reason: 'it was one of them' });
    expect(world.linked(id)).toEqual(['A', 'B', 'C']);
    world.incident('D', 5);
    expect(world.linked(id)).toEqual(['A', 'B', 'C', 'D']);
  });

  it('starts no analysis again that a person took back', () => {
    world.incident('D', 3, 'top');
    const [start] = world.own(id, 'RootCauseAnalysisStarted');
    world.problem(id, 'FactRetracted', 4, { factId: start?.id, reason: 'agreed with the customer' });
    world.incident('E', 5, 'top');
    expect(world.record(id).analysisStartedAt).toBeNull();
  });

  it('leaves a record alone that a person took back', () => {
    const [registration] = world.own(id, 'ProblemRegistered');
    world.problem(id, 'FactRetracted', 4, { factId: registration?.id, reason: 'no problem at all' });
    world.incident('D', 5);
    expect(() => world.record(id)).toThrow();
  });
});
