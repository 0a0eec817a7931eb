import { ToldWorld } from '../../../test/told-world.js';

describe('the root cause of linked tickets', () => {
  let world: ToldWorld;
  let id: string;

  beforeEach(() => {
    world = new ToldWorld();
    for (const [day, ticketId] of ['A', 'B'].entries()) world.incident(ticketId, day);
    [id = ''] = world.ids();
  });

  it('is established at the instant of the problem, for whoever is linked and whoever joins', () => {
    world.problem(id, 'RootCauseFound', 3, { cause: 'a full disk' });
    world.incident('C', 4);
    expect(['A', 'B', 'C'].map((ticketId) => world.causes(ticketId))).toEqual(Array(3).fill([`${id} 3`]));
  });

  it('is the earliest that stands', () => {
    const wrong = world.problem(id, 'RootCauseFound', 3);
    world.problem(id, 'RootCauseFound', 5);
    expect(world.causes('A')).toEqual([`${id} 3`]);
    world.problem(id, 'FactRetracted', 6, { factId: wrong, reason: 'it was not' });
    expect(world.causes('A')).toEqual([`${id} 5`]);
  });

  it('goes with the link, and comes back with it under another id', () => {
    world.problem(id, 'RootCauseFound', 3);
    const unlinking = world.problem(id, 'TicketUnlinked', 4, { ticketId: 'B', reason: 'other cause' });
    expect([world.causes('A'), world.causes('B')]).toEqual([[`${id} 3`], []]);
    world.problem(id, 'FactRetracted', 5, { factId: unlinking, reason: 'the same after all' });
    expect(world.causes('B')).toEqual([`${id} 3`]);
    expect(new Set(world.idsOf('B')).size).toBe(world.idsOf('B').length);
  });

  it('is not said again of a ticket on which a person retracted it', () => {
    world.problem(id, 'RootCauseFound', 3);
    const established = world.idsOf('B').at(-1);
    world.ticket('B', 'FactRetracted', 4, { factId: established, reason: 'not this one' });
    world.problem(id, 'RootCauseFound', 2);
    expect([world.causes('A'), world.causes('B')]).toEqual([[`${id} 2`], []]);
  });

  it('is that of every problem which the ticket is linked to: measuring takes the earliest', () => {
    world.problem('PRB-1', 'ProblemRegistered', 0, { customerId: 'demo', serviceId: 'iv-integration' });
    world.problem('PRB-1', 'TicketLinked', 1, { ticketId: 'A' });
    world.problem('PRB-1', 'RootCauseFound', 2);
    world.problem(id, 'RootCauseFound', 3);
    expect(world.causes('A')).toEqual(['PRB-1 2', `${id} 3`]);
  });
});
