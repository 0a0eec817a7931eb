/**
 * What is wrong with what a contestant holds after a turn: every event once, in its stream, in order, as it was written.
 *
 * @param {Map<string, number[]>} wanted numbers by stream
 * @param {Map<string, (number | undefined)[]>} found likewise, in the order of the log
 * @returns {string | undefined}
 */
export const faultIn = (wanted, found) => {
  for (const [stream, numbers] of wanted) {
    const held = found.get(stream) ?? [];
    if (held.length !== numbers.length)
      return `${stream} holds ${held.length} events instead of ${numbers.length}`;
    const at = numbers.findIndex((number, index) => held[index] !== number);
    if (at !== -1) return `event ${at} of ${stream} is ${held[at]} instead of ${numbers[at]}`;
  }
  const more = [...found.keys()].find((stream) => !wanted.has(stream));
  return more === undefined ? undefined : `${more} was not written`;
};

/** Puts a number behind those of its stream. */
export const addTo = (found, stream, number) => {
  const held = found.get(stream);
  if (held === undefined) found.set(stream, [number]);
  else held.push(number);
};
