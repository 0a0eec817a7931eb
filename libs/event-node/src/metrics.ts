/** What the node has done since it started, and holds now. */
export interface EventNodeMetrics {
  /** Appends that were answered as written (repeated ones too). */
  appends: number;
  /** Events written. */
  events: number;
  /** Transactions that wrote them. */
  batches: number;
  /** Appends refused, timed out or not possible. */
  refused: number;
  /** Times the right to write was lost. */
  writerLosses: number;
  /** Open subscriptions. */
  subscribers: number;
  /** Reads and subscriptions that had to go to the table for a page. */
  pages: number;
}

export const createMetrics = (): EventNodeMetrics => ({
  appends: 0,
  events: 0,
  batches: 0,
  refused: 0,
  writerLosses: 0,
  subscribers: 0,
  pages: 0,
});
