/** Appends to a stream before the next one is begun: about what a ticket gets. */
const APPENDS_A_STREAM = 8;

/**
 * One turn of one contestant: so many appends in flight, each with so many events, until the time is up. The first
 * append to a stream expects that there is none, each further one the revision after the one before, as the ledger does.
 *
 * @param {{ append: (stream: string, events: readonly number[], after: unknown) => Promise<unknown> }} contestant
 *   `after`: what the append before answered, undefined for the first; `events`: their numbers
 * @param {{ inFlight: number, batch: number }} row
 * @param {{ ms: number, prefix: string, numbers: Iterator<number> }} turn
 * @returns {Promise<{ rate: number, streams: Map<string, number[]> }>} events a second; what each stream must hold
 */
export const appendFor = async ({ append }, { inFlight, batch }, { ms, prefix, numbers }) => {
  const streams = new Map();
  let events = 0;
  const start = performance.now();
  const writer = async (name) => {
    for (let at = 0; ; at += 1) {
      const stream = `${prefix}-${name}-${at}`;
      const held = [];
      let after;
      for (let each = 0; each < APPENDS_A_STREAM; each += 1) {
        if (performance.now() - start >= ms) return;
        const own = Array.from({ length: batch }, () => numbers.next().value);
        after = await append(stream, own, after);
        held.push(...own);
        streams.set(stream, held);
        events += batch;
      }
    }
  };
  await Promise.all(Array.from({ length: inFlight }, (_, name) => writer(name)));
  return { rate: events / ((performance.now() - start) / 1000), streams };
};

/** 1, 2, 3, ... */
export function* counting() {
  for (let number = 1; ; number += 1) yield number;
}
