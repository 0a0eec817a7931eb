import { formatSecondIn } from '@app/support-time';
import type { Agreement, RecordedNotice } from '@app/agreements/domain';
import { exampleAgreement, withTerms } from '../../../../test/support/example-agreement.js';
import { noticeDays } from './index.js';

const example = exampleAgreement();

const notice = (received: string, withdrawn?: string): RecordedNotice => {
  const as = { recordedAt: '2026-01-01T00:00:00.000Z', recordedBy: null, position: '1' };
  const fact = { noticeId: 'N-1', occurredAt: received, party: 'customer' } as const;
  return {
    given: { fact, ...as },
    withdrawn:
      withdrawn === undefined
        ? null
        : { fact: { noticeId: 'N-1', occurredAt: withdrawn, reason: 'we stay' }, ...as },
  };
};

const days = (agreement: Agreement, notices: readonly RecordedNotice[] = []): string[] =>
  noticeDays(agreement, notices).map(({ dueAt, about }) => {
    if (about.kind !== 'notice-day') throw new Error('of another kind');
    return `${formatSecondIn('Europe/Amsterdam', dueAt).slice(0, 16)} for ${about.renewsOn}`;
  });

describe('the last days for notice', () => {
  it('begin at midnight of the agreement’s zone, one for each renewal of the years to come', () => {
    const found = days(example);
    expect(found.slice(0, 3)).toEqual([
      '2026-11-01T00:00 for 2027-01-01',
      '2027-11-01T00:00 for 2028-01-01',
      '2028-11-01T00:00 for 2029-01-01',
    ]);
    expect(found).toHaveLength(31);
  });

  it('are told by the version of the term, to its first level, or to who is responsible overall', () => {
    expect(noticeDays(example, [])[0]).toMatchObject({
      key: 'notice-day:1:service-support-manager',
      about: { agreementVersion: 1, clause: '3.3', level: null, role: 'service-support-manager' },
    });
    const { escalation: _, ...without } = example.versions[0]!;
    expect(noticeDays({ ...example, versions: [without] }, [])[0]?.about.role).toBe(
      'service-support-manager',
    );
    const told = withTerms(example, ({ escalation }) => ({
      escalation: { ...escalation!, levels: [{ level: 1, role: 'owner' }] },
    }));
    expect(noticeDays(told, [])[0]?.about.role).toBe('owner');
  });

  it('are none once notice was received before them; what comes on the day itself takes nothing back', () => {
    expect(days(example, [notice('2026-10-31T22:59:59Z')])).toEqual([]);
    expect(days(example, [notice('2026-10-31T23:00:00Z')])).toEqual(['2026-11-01T00:00 for 2027-01-01']);
    // Too late for the first renewal, it ends the agreement with the second.
    expect(days(example, [notice('2026-11-02T10:00:00Z')])).toEqual(['2026-11-01T00:00 for 2027-01-01']);
  });

  it('are all there again when the notice was withdrawn in time', () => {
    expect(days(example, [notice('2026-03-01T10:00:00Z', '2026-04-01T10:00:00Z')])).toHaveLength(31);
  });

  it('are told from the day on that the terms name', () => {
    const late = withTerms(example, ({ escalation }) => ({
      escalation: { ...escalation!, noticesFrom: '2027-06-01' },
    }));
    expect(days(late)[0]).toBe('2027-11-01T00:00 for 2028-01-01');
  });
});
