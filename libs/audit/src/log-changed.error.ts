/** The log tells an event otherwise than the tree that was made of it: it was changed since. */
export class LogChangedError extends Error {
  override readonly name = 'LogChangedError';

  constructor(readonly position: bigint) {
    super(`the event at position ${position} is not what its leaf was hashed from`);
  }
}
