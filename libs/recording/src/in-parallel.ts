/**
 * Does something with each item, so many at once. After a failure no further one is begun; it is thrown when those
 * under way have ended, so that nothing goes on behind the caller's back.
 */
export async function inParallel<T>(
  items: readonly T[],
  atOnce: number,
  act: (item: T) => Promise<void>,
): Promise<void> {
  const waiting = items.values();
  let failed = false;
  async function work(): Promise<void> {
    for (const item of waiting) {
      if (failed) return;
      await act(item).catch((error: unknown) => {
        failed = true;
        throw error;
      });
    }
  }
  const ended = await Promise.allSettled(Array.from({ length: Math.min(atOnce, items.length) }, work));
  const failure = ended.find((result) => result.status === 'rejected');
  if (failure) throw failure.reason;
}
