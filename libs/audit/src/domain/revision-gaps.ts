/** Revisions `[from, to)` of a stream that the log does not have, though it goes on after them. */
export interface RevisionGap {
  readonly stream: string;
  readonly from: number;
  readonly to: number;
  /** Of the event after them. */
  readonly before: bigint;
}

/** Looks at the revisions of a log in its order: a stream is never cut at its beginning or thinned out by us. */
export class RevisionGaps {
  private readonly next = new Map<string, number>();

  /** @returns what is missing before this event; undefined: nothing */
  take(event: {
    readonly stream: string;
    readonly revision: bigint;
    readonly position: bigint;
  }): RevisionGap | undefined {
    const { stream, revision, position } = event;
    const from = this.next.get(stream) ?? 0;
    const to = Number(revision);
    this.next.set(stream, to + 1);
    return to === from ? undefined : { stream, from, to, before: position };
  }
}
