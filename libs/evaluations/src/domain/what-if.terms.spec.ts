import { compileAgreement } from '@app/agreements/domain';
import { twoVersions } from '../../../../test/golden/golden.js';
import { whatIfTerms } from './index.js';

/** Version 1 from January, version 2 from 1 July 2026. */
const agreement = compileAgreement(twoVersions());
const patch = { clocks: { reopening: 'new-attempt' } };

/** The version numbers that a patch reaches. */
function patched(months: readonly string[], versions?: readonly number[]): number[] {
  const terms = whatIfTerms(agreement, months, patch, versions);
  if (terms.kind === 'invalid') throw new Error(JSON.stringify(terms.faults));
  expect(terms.before).toBe(agreement);
  return terms.after.versions
    .filter((version) => version.terms.clocks.reopening === 'new-attempt')
    .map((version) => version.terms.version);
}

const faultsOf = (...asked: [patch: unknown, versions?: readonly number[]]) => {
  const terms = whatIfTerms(agreement, ['2026-06'], ...asked);
  return terms.kind === 'invalid' ? terms.faults : [];
};

describe('other terms', () => {
  it('reach every version that judges in the months: not one that begins later', () => {
    expect(patched(['2026-06'])).toEqual([1]);
    expect(patched(['2026-06', '2026-07'])).toEqual([1, 2]);
  });

  it('reach only the versions that are named', () => {
    expect(patched(['2026-07'], [2])).toEqual([2]);
  });

  it('leave the agreement as it was', () => {
    patched(['2026-07']);
    expect(agreement.agreement).toEqual(twoVersions());
  });

  it('are refused for a version that judges in none of the months', () => {
    const detail = 'must be a version that judges in these months: 1';
    expect(faultsOf(patch, [1, 2, 7])).toEqual([
      { pointer: '/versions/1', code: 'INVALID_VALUE', detail },
      { pointer: '/versions/2', code: 'INVALID_VALUE', detail },
    ]);
  });

  it('are refused with every fault of what they make, each once and as one of the patch', () => {
    const spoilt = { calendar: { timeZone: 'Mars/Olympus' }, clocks: null };
    const terms = whatIfTerms(agreement, ['2026-07'], spoilt, [2, 3]);
    const pointers = terms.kind === 'invalid' ? terms.faults.map(({ pointer }) => pointer) : [];
    expect(pointers.sort()).toEqual(['/terms/calendar/timeZone', '/terms/clocks', '/versions/1']);
    const both = whatIfTerms(agreement, ['2026-07'], spoilt);
    expect(both.kind === 'invalid' ? both.faults : []).toHaveLength(2);
  });

  it.each([[null], [7], ['nl'], [[]]])('are refused where the patch is %j', (value) => {
    expect(faultsOf(value).map(({ pointer }) => pointer)).toContain('/terms');
  });
});
