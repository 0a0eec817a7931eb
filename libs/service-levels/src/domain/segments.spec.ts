import { addStretch, asEarlierAttempt, segmentsOf, type Stretch } from './segments.js';

const stretch = (from: number, to: number, kind: Stretch['kind'], more: Partial<Stretch> = {}): Stretch => ({
  from,
  to,
  kind,
  seconds: to - from,
  factId: `f${from}`,
  reasons: [],
  ...more,
});

const added = (...stretches: readonly Stretch[]): Stretch[] => {
  const all: Stretch[] = [];
  for (const each of stretches) addStretch(all, each);
  return all;
};

describe('the stretches of a clock', () => {
  it('are one where neighbours are of one kind, opened by the fact of the first', () => {
    expect(added(stretch(0, 10, 'running'), stretch(10, 15, 'running'), stretch(15, 20, 'resolved'))).toEqual(
      [stretch(0, 15, 'running'), stretch(15, 20, 'resolved')],
    );
  });

  it('are held for every reason that held one of them, each once and sorted', () => {
    const first = stretch(0, 10, 'paused', { reasons: ['supplier', 'customer'] });
    const second = stretch(10, 15, 'paused', { reasons: ['customer', 'access'] });
    expect(added(first, second)).toEqual([
      stretch(0, 15, 'paused', { reasons: ['access', 'customer', 'supplier'] }),
    ]);
  });

  it('belong to an earlier attempt where they ran or were held before a new one', () => {
    const before = [
      stretch(0, 5, 'not-started'),
      stretch(5, 10, 'running'),
      stretch(10, 20, 'paused', { reasons: ['customer'] }),
      stretch(20, 30, 'running'),
      stretch(30, 40, 'resolved'),
    ];
    expect(asEarlierAttempt(before)).toEqual([
      stretch(0, 5, 'not-started'),
      stretch(5, 30, 'earlier-attempt'),
      stretch(30, 40, 'resolved'),
    ]);
  });

  it('are shown with reasons where they are held, and without where not', () => {
    const paused = stretch(10, 20, 'paused', { reasons: ['customer'] });
    const { reasons: _, ...running } = stretch(0, 10, 'running');
    expect(segmentsOf([stretch(0, 10, 'running'), paused])).toEqual([running, paused]);
  });
});
