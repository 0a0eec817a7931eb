import { compileAgreement } from '@app/agreements/domain';
import type { TicketFact } from '@app/tickets/domain';
import { amsterdam, example, incident, life } from '../../../../test/golden/golden.js';
import { measure, serviceLevelsDocument } from './index.js';

const clockIn = (facts: readonly TicketFact[]) => {
  const agreement = compileAgreement(example({ priorityChange: 'from-change' }));
  const levels = measure(facts, agreement, amsterdam('2026-03-03 12:00').second);
  return serviceLevelsDocument('INC-1', levels).clocks.find(({ metric }) => metric === 'resolution');
};

const registered = life(
  ['2026-03-02 09:00', 'TicketRegistered', incident('high')],
  ['2026-03-02 09:00', 'RootCauseEstablished'],
);

describe('the document of a clock', () => {
  it('names what is allowed where that is not the target', () => {
    const raised = life(['2026-03-02 10:00', 'PriorityChanged', { to: 'top' }]);
    expect(clockIn([...registered, ...raised])).toMatchObject({
      targetSeconds: 14_400,
      allowedSeconds: 18_000,
    });
    expect(clockIn(registered)).not.toHaveProperty('allowedSeconds');
  });

  it('names when and why it was cancelled, where it was', () => {
    const withdrawn = life(['2026-03-02 10:00', 'Withdrawn', { reason: 'gone' }]);
    expect(clockIn([...registered, ...withdrawn])).toMatchObject({
      state: 'cancelled',
      cancelledAt: '2026-03-02T09:00:00Z',
      cancelledBecause: 'Withdrawn',
    });
    expect(clockIn(registered)).not.toHaveProperty('cancelledAt');
    expect(clockIn(registered)).not.toHaveProperty('cancelledBecause');
  });
});
