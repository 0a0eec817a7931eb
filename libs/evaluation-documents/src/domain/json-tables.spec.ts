import { jsonTables } from './json-tables.js';

describe('jsonTables', () => {
  it('takes a document apart into its own fields, lists, objects and lists within rows', () => {
    const document = {
      month: '2026-03',
      versions: [1, 2],
      counts: { registered: { incident: 2 }, open: 1 },
      exclusions: [
        {
          exclusionId: 'X',
          state: 'accepted',
          metrics: null,
          changes: [{ metric: 'response', with: { state: 'met' } }],
        },
        { exclusionId: 'Y', state: 'rejected', metrics: ['response'], changes: [] },
      ],
      previousPeriod: { month: '2026-02', breaches: [{ ticketId: 'T' }] },
      problems: [],
    };
    expect(jsonTables(document, ['problems', 'exclusions.changes'])).toEqual([
      { id: 'evaluation', rows: [{ month: '2026-03', versions: [1, 2] }] },
      { id: 'counts', rows: [{ 'registered.incident': 2, open: 1 }] },
      {
        id: 'exclusions',
        rows: [
          { exclusionId: 'X', state: 'accepted', metrics: null },
          { exclusionId: 'Y', state: 'rejected', metrics: ['response'] },
        ],
      },
      {
        id: 'exclusions.changes',
        rows: [{ exclusionId: 'X', state: 'accepted', metric: 'response', 'with.state': 'met' }],
      },
      { id: 'previousPeriod', rows: [{ month: '2026-02' }] },
      { id: 'previousPeriod.breaches', rows: [{ ticketId: 'T' }] },
      { id: 'problems', rows: [] },
    ]);
  });

  it('shows a section that nobody has thought of yet', () => {
    expect(jsonTables({ atRisk: [{ ticketId: 'T', dueAt: '2026-03-31T22:00:00Z' }] }, [])).toContainEqual({
      id: 'atRisk',
      rows: [{ ticketId: 'T', dueAt: '2026-03-31T22:00:00Z' }],
    });
  });
});
