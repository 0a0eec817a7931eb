import { compileAgreement, type AgreementVersion } from '@app/agreements/domain';
import { parseInstant } from '@app/support-time';
import { exampleAgreement, withTerms } from '../../../../test/support/example-agreement.js';
import { analysisNotices } from './index.js';

const dueAt = parseInstant('2026-04-30T21:59:59Z')!.second;

const keys = (
  deliveredAt: number | null,
  terms: (version: AgreementVersion) => Partial<AgreementVersion> = () => ({}),
) =>
  analysisNotices({ dueAt, deliveredAt }, compileAgreement(withTerms(exampleAgreement(), terms))).map(
    (notice) => `${notice.key}+${notice.passesAt - dueAt}`,
  );

describe('an analysis that is owed', () => {
  it('is told of to the first level from the second after it was due, unless it came in time', () => {
    expect(keys(null)).toEqual(['rca-due:service-support-manager+1']);
    expect(keys(dueAt)).toEqual([]);
    expect(keys(dueAt + 1)).toEqual(['rca-due:service-support-manager+1']);
  });

  it('is told of to everybody whom the terms name, or where they name nobody to the service support manager', () => {
    const levels = [
      { level: 1 as const, role: 'coordinator' },
      { level: 2 as const, role: 'cto' },
      { level: 1 as const, role: 'owner' },
    ];
    const named = ({ escalation }: AgreementVersion) => ({ escalation: { ...escalation!, levels } });
    expect(keys(null, named)).toEqual(['rca-due:coordinator+1', 'rca-due:owner+1']);
    expect(keys(null, () => ({ escalation: undefined }))).toEqual(['rca-due:service-support-manager+1']);
  });

  it('is not told of where notices begin later, and is on the day itself', () => {
    const from =
      (noticesFrom: string) =>
      ({ escalation }: AgreementVersion) => ({ escalation: { ...escalation!, noticesFrom } });
    expect(keys(null, from('2026-05-01'))).toEqual([]);
    expect(keys(null, from('2026-04-30'))).toHaveLength(1);
  });

  it('says by which terms', () => {
    const [notice] = analysisNotices({ dueAt, deliveredAt: null }, compileAgreement(exampleAgreement()));
    expect(notice?.about).toMatchObject({
      kind: 'rca-due',
      agreementVersion: 1,
      clause: exampleAgreement().versions[0]!.rootCauseAnalysis.clause,
      level: null,
      timeZone: 'Europe/Amsterdam',
    });
  });
});
