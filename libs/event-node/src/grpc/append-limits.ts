export interface AppendLimits {
  /** Largest append, counted as `eventSize`. */
  readonly maxAppendBytes: number;
  /** Longest time from the first message of an append to its answer. */
  readonly writeTimeoutMs: number;
}
