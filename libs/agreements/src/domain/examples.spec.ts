import { readFileSync } from 'node:fs';
import type { Agreement } from './agreement.js';
import { compileAgreement, compiledVersionInForce } from './compiled-agreement.js';
import { validateAgreement } from './validate-agreement.js';

const root = `${import.meta.dirname}/../../../../`;
const read = (path: string): unknown => JSON.parse(readFileSync(root + path, 'utf8'));

describe('the agreements that ship as examples', () => {
  it.each(['demo.json', 'servicenow.json', 'month/agreement.json'])('%s is valid', (name) => {
    expect(validateAgreement(read(`examples/${name}`))).toMatchObject({ kind: 'valid' });
  });

  it('the seed agreement is the contract’s', () => {
    expect(read('examples/demo.json')).toEqual(read('test/fixtures/contract/agreement.example.json'));
  });

  it('the agreement of the ServiceNow log judges it from the first of 2016, without root causes', () => {
    const agreement = read('examples/servicenow.json') as Agreement;
    expect(agreement).toMatchObject({ agreementId: 'servicenow', customerId: 'servicenow' });
    const version = compiledVersionInForce(compileAgreement(agreement), Date.UTC(2016, 0, 1, 12) / 1000);
    expect(version?.terms.clocks.resolution.startsAt).toBe('registration');
    // What the import of that log records as the reason of every wait must pause the clock.
    expect(version?.terms.clocks.resolution.pausedBy).toContain('information-missing');
  });
});
