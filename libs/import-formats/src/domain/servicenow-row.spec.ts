import { readServicenowRow } from './servicenow-row.js';

const good = {
  number: 'INC1',
  incident_state: 'Active',
  sys_mod_count: '3',
  opened_at: '29/2/2016 01:16',
  sys_updated_at: '1/12/2016 23:59',
  contact_type: 'Phone',
  category: '?',
  cmdb_ci: '?',
  priority: '2 - High',
};
const read = (columns: Partial<typeof good>) =>
  readServicenowRow((column) => ({ ...good, ...columns })[column], 'text');

describe('a row of the ServiceNow log', () => {
  it('is read', () => {
    expect(read({})).toEqual({
      kind: 'row',
      row: {
        number: 'INC1',
        modCount: 3,
        state: 'Active',
        priority: 'high',
        openedAt: '2016-02-29T01:16',
        updatedAt: '2016-12-01T23:59',
        contactType: 'Phone',
        category: '?',
        configurationItem: '?',
        text: 'text',
      },
    });
  });

  it.each([
    ['1 - Critical', 'top'],
    ['2', 'high'],
    ['3 - Moderate', 'medium'],
    ['4 - Low', 'low'],
  ])('has the priority %s as %s', (priority, expected) => {
    expect(read({ priority })).toMatchObject({ row: { priority: expected } });
  });

  it.each<[string, Partial<typeof good>]>([
    ['INVALID_NUMBER', { number: '' }],
    ['INVALID_NUMBER', { number: 'INC 1' }],
    ['INVALID_SYS_MOD_COUNT', { sys_mod_count: '-1' }],
    ['INVALID_SYS_MOD_COUNT', { sys_mod_count: '1.5' }],
    ['INVALID_SYS_MOD_COUNT', { sys_mod_count: '?' }],
    ['UNKNOWN_STATE', { incident_state: '-100' }],
    ['UNKNOWN_STATE', { incident_state: '' }],
    ['UNKNOWN_PRIORITY', { priority: '?' }],
    ['UNKNOWN_PRIORITY', { priority: '5 - Planning' }],
    ['UNKNOWN_PRIORITY', { priority: '10 - Low' }],
    ['INVALID_OPENED_AT', { opened_at: '?' }],
    ['INVALID_OPENED_AT', { opened_at: '30/2/2016 01:16' }],
    ['INVALID_OPENED_AT', { opened_at: '2016-02-29 01:16' }],
    ['INVALID_SYS_UPDATED_AT', { sys_updated_at: '1/13/2016 01:16' }],
    ['INVALID_SYS_UPDATED_AT', { sys_updated_at: '1/12/2016 24:00' }],
    ['INVALID_SYS_UPDATED_AT', { sys_updated_at: '1/12/16 10:00' }],
    ['UNKNOWN_STATE', { incident_state: '-100', priority: '?', opened_at: '?' }],
  ])('is left out for %s: %o', (reason, columns) => {
    expect(read(columns)).toEqual({ kind: 'skipped', reason });
  });
});
