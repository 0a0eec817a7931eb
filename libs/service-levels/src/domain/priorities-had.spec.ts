import { compileAgreement } from '@app/agreements/domain';
import { ticketAt, type TicketFact } from '@app/tickets/domain';
import { amsterdam, example, incident, life } from '../../../../test/golden/golden.js';
import { prioritiesHad, prioritiesSince } from './priorities-had.js';

const [version] = compileAgreement(example()).versions;

const of = (facts: readonly TicketFact[]) => {
  if (!version) throw new Error('the example has no version');
  const ticket = ticketAt(facts, amsterdam('2026-03-03 12:00').second);
  const since = prioritiesSince(ticket, version);
  expect(prioritiesHad(ticket, version)).toEqual(since.map(({ priority }) => priority));
  return since;
};

const since = (wall: string, priority: string) => ({ priority, since: amsterdam(wall).second });

const registered = life(['2026-03-02 09:00', 'TicketRegistered', incident('high')]);
const raised = life(['2026-03-02 10:00', 'PriorityChanged', { to: 'top' }]);
const lowered = life(['2026-03-02 11:00', 'PriorityChanged', { to: 'medium' }]);

describe('the priorities that an incident had (MEASURING 3)', () => {
  it('are what it began with, and each other one from its change on, once', () => {
    const raisedAgain = life(['2026-03-02 10:30', 'PriorityChanged', { to: 'top' }]);
    expect(of([...registered, ...raised, ...raisedAgain, ...lowered])).toEqual([
      since('2026-03-02 09:00', 'high'),
      since('2026-03-02 10:00', 'top'),
      since('2026-03-02 11:00', 'medium'),
    ]);
  });

  it('are not those that a correction replaced', () => {
    const corrected = life(['2026-03-02 10:30', 'PriorityCorrected', { to: 'low', reason: 'typo' }]);
    expect(of([...registered, ...raised, ...corrected, ...lowered])).toEqual([
      since('2026-03-02 09:00', 'low'),
      since('2026-03-02 11:00', 'medium'),
    ]);
  });

  it('begin where it became an incident, with the priority named then', () => {
    const { type: _, priority: __, ...rest } = incident('high');
    const facts = life(
      ['2026-03-02 09:00', 'TicketRegistered', { ...rest, type: 'information-request' }],
      ['2026-03-02 10:00', 'TypeChanged', { to: 'incident', priority: 'low' }],
    );
    expect(of(facts)).toEqual([since('2026-03-02 10:00', 'low')]);
  });

  it('begin with its first change where none was named at first', () => {
    const { priority: _, ...unnamed } = incident('high');
    const facts = life(['2026-03-02 09:00', 'TicketRegistered', unnamed]);
    expect(of(facts)).toEqual([]);
    expect(of([...facts, ...raised])).toEqual([since('2026-03-02 10:00', 'top')]);
  });

  it('begin with the last one before it became an incident, which a correction after that replaces', () => {
    const request = life(
      ['2026-03-02 09:00', 'TicketRegistered', { ...incident('high'), type: 'information-request' }],
      ['2026-03-02 09:10', 'PriorityChanged', { to: 'medium' }],
      ['2026-03-02 09:20', 'PriorityChanged', { to: 'low' }],
    );
    const becomes = life(['2026-03-02 12:00', 'TypeChanged', { to: 'incident' }]);
    expect(of([...request, ...becomes])).toEqual([since('2026-03-02 12:00', 'low')]);
    const corrected = life(['2026-03-02 09:30', 'PriorityCorrected', { to: 'top', reason: 'typo' }]);
    expect(of([...request, ...corrected, ...becomes])).toEqual([since('2026-03-02 12:00', 'top')]);
    expect(of([...request, ...corrected, ...lowered, ...becomes])).toEqual([
      since('2026-03-02 12:00', 'medium'),
    ]);
  });

  it('are none of what is no incident, or no longer measured', () => {
    const request = life([
      '2026-03-02 09:00',
      'TicketRegistered',
      { ...incident('high'), type: 'information-request' },
    ]);
    expect(of(request)).toEqual([]);
    expect(of([])).toEqual([]);
    const withdrawn = life(['2026-03-02 12:00', 'Withdrawn', { reason: 'gone' }]);
    expect(of([...registered, ...withdrawn])).toEqual([]);
  });
});
