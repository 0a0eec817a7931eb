/** Where the time comes from. Injected, so that a test or a replay can say what time it is. */
export interface Clock {
  /** Milliseconds since the epoch. */
  nowMs(): number;
}

/** The machine's clock: the only place in the project that reads it. */
export const systemClock: Clock = { nowMs: () => Date.now() };

/** The whole second the clock stands in, as seconds since the epoch (what the domain calls an `EpochSecond`). */
export const nowSecond = (clock: Clock): number => Math.floor(clock.nowMs() / 1000);

/** Injection token of the application's `Clock`. */
export const CLOCK = Symbol('Clock');
