import { pino } from 'pino';
import { backoffMs } from './backoff.js';
import { runInBackground } from './background.js';

describe('backoffMs', () => {
  it('doubles up to its limit, and never less than a tenth of it', () => {
    const limits = { firstMs: 100, maxMs: 1_000 };
    const longest = [1, 2, 3, 4, 5, 60].map((attempt) => backoffMs(attempt, limits, () => 0.999_999));
    expect(longest).toEqual([100, 200, 400, 800, 1_000, 1_000]);
    expect(backoffMs(5, limits, () => 0)).toBe(100);
  });
});

describe('runInBackground', () => {
  it('goes on after failures and ends with the signal', async () => {
    const stop = new AbortController();
    let runs = 0;
    await runInBackground(
      async () => {
        runs += 1;
        if (runs === 4) stop.abort();
        await Promise.resolve();
        throw new Error('again');
      },
      { name: 'test', logger: pino({ level: 'silent' }), signal: stop.signal, firstMs: 1, maxMs: 1 },
    );
    expect(runs).toBe(4);
  });
});
