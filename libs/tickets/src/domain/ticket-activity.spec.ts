import { amsterdam, incident, life, type Told } from '../../../../test/golden/golden.js';
import { ticketActivity } from './ticket-activity.js';
import { ticketAt } from './ticket-at.js';

const second = (wall: string) => amsterdam(wall).second;
const activity = (...told: readonly Told[]) => ticketActivity(ticketAt(life(...told), Infinity));

const registered: Told = ['2026-03-02 09:00', 'TicketRegistered', incident('low')];
const resolved = (wall: string): Told => [wall, 'ResolutionProvided', { kind: 'fix' }];
const reopened = (wall: string): Told => [wall, 'Reopened'];

describe('what happened to a ticket', () => {
  it('is nothing while it is not registered', () => {
    expect(activity(resolved('2026-03-02 09:00'))).toBeUndefined();
  });

  it('is open until it is resolved, and again from a reopening on', () => {
    expect(
      activity(
        registered,
        resolved('2026-03-02 10:00'),
        resolved('2026-03-02 11:00'),
        reopened('2026-03-03 09:00'),
      ),
    ).toEqual({
      state: 'open',
      resolutions: [{ at: second('2026-03-02 10:00'), kind: 'fix' }],
      reopenings: [second('2026-03-03 09:00')],
      openSpans: [
        { from: second('2026-03-02 09:00'), to: second('2026-03-02 10:00') },
        { from: second('2026-03-03 09:00'), to: null },
      ],
    });
  });

  it('has been open all along when it was reopened at the very instant of its resolution', () => {
    const both = [resolved('2026-03-02 10:00'), reopened('2026-03-02 10:00')] as const;
    expect(activity(registered, ...both)?.openSpans).toEqual([
      { from: second('2026-03-02 09:00'), to: null },
    ]);
    expect(activity(registered, ...both, resolved('2026-03-02 11:00'))?.openSpans).toEqual([
      { from: second('2026-03-02 09:00'), to: second('2026-03-02 11:00') },
    ]);
  });

  it('was never open when it was resolved as it was registered', () => {
    expect(activity(registered, resolved('2026-03-02 09:00'))).toMatchObject({
      state: 'resolved',
      openSpans: [],
    });
  });

  it('ends with being withdrawn: what is told later changes nothing', () => {
    expect(
      activity(registered, ['2026-03-02 10:00', 'Withdrawn'], reopened('2026-03-02 11:00')),
    ).toMatchObject({
      state: 'withdrawn',
      reopenings: [],
      openSpans: [{ from: second('2026-03-02 09:00'), to: second('2026-03-02 10:00') }],
    });
  });
});
