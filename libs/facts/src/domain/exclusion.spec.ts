import { exclusionsOf } from './exclusion.js';

interface Told {
  readonly id: string;
  readonly type: string;
  readonly data: object;
  readonly by?: string;
}

const proposed = (id: string, more: object = {}, exclusionId = 'X1'): Told => ({
  id,
  type: 'ExclusionProposed',
  data: { exclusionId, cause: 'internet', evidence: 'mail', ...more },
});
const decided = (id: string, type: 'Accepted' | 'Rejected', by?: string): Told => ({
  ...{ id, type: `Exclusion${type}`, data: { exclusionId: 'X1' } },
  ...(by !== undefined && { by }),
});

describe('the exclusions of a ticket or an outage (MEASURING 8)', () => {
  it('are proposed until somebody decides, and name what they are about', () => {
    const from = '2026-03-02T10:00:00.9+01:00';
    expect(exclusionsOf([proposed('p', { from, metrics: ['response'] })])).toEqual([
      {
        exclusionId: 'X1',
        cause: 'internet',
        from: Date.parse('2026-03-02T09:00:00Z') / 1000,
        to: null,
        metrics: ['response'],
        state: 'proposed',
        decidedBy: null,
        proposedBy: 'p',
        decidedByFact: null,
      },
    ]);
  });

  it.each([
    ['accepted', [decided('a', 'Rejected', 'one'), decided('b', 'Accepted', 'two')]],
    ['rejected', [decided('a', 'Accepted', 'one'), decided('b', 'Rejected', 'two')]],
  ])('are %s by the last of several decisions', (state, decisions) => {
    expect(exclusionsOf([proposed('p'), ...decisions])).toMatchObject([
      { state, decidedBy: 'two', decidedByFact: 'b' },
    ]);
  });

  it('are the last of several proposals under one id, decided before or after', () => {
    const wider = proposed('q', { cause: 'access-missing', to: '2026-03-02T12:00:00Z' });
    const last = {
      cause: 'access-missing',
      from: null,
      to: Date.parse('2026-03-02T12:00:00Z') / 1000,
      state: 'accepted',
      proposedBy: 'q',
    };
    const first = proposed('p', { from: '2026-03-02T10:00:00Z' });
    expect(exclusionsOf([first, decided('a', 'Accepted'), wider])).toMatchObject([last]);
    expect(exclusionsOf([first, wider, decided('a', 'Accepted')])).toMatchObject([last]);
  });

  it('are told apart by their ids; a decision on none that was proposed does nothing', () => {
    const two = exclusionsOf([proposed('p'), decided('a', 'Accepted'), proposed('q', {}, 'X2')]);
    expect(two.map(({ exclusionId, state }) => [exclusionId, state])).toEqual([
      ['X1', 'accepted'],
      ['X2', 'proposed'],
    ]);
    expect(exclusionsOf([decided('a', 'Accepted')])).toEqual([]);
  });
});
