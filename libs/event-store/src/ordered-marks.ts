/**
 * Things that happened between events, put back in their place. The client tells of a checkpoint as soon as it has
 * parsed it, while events before it may still wait in its buffer: taken at once, it would claim those as delivered.
 */
export class OrderedMarks<Mark> {
  private delivered = 0;
  private readonly waiting: { readonly at: number; readonly mark: Mark }[] = [];

  /** @param pass called when everything before the mark has been delivered */
  constructor(private readonly pass: (mark: Mark) => void) {}

  /** @param ahead events that the client has parsed and not delivered yet */
  put(mark: Mark, ahead: number): void {
    if (ahead === 0 && this.waiting.length === 0) return this.pass(mark);
    this.waiting.push({ at: this.delivered + ahead, mark });
  }

  /** One event has been delivered. */
  event(): void {
    this.delivered += 1;
    for (
      let next = this.waiting[0];
      next !== undefined && next.at <= this.delivered;
      next = this.waiting[0]
    ) {
      this.waiting.shift();
      this.pass(next.mark);
    }
  }
}
