/** What falls due when: a row that is a function of events, like every row. Instants are whole seconds since the epoch. */
export interface Deadline {
  /** What it is about, as in a stream's name: `ticket-INC-1`. The deadlines of one owner are settled together. */
  readonly owner: string;
  /** Says which of its owner's deadlines it is; the same one keeps its key, however often rows are computed. */
  readonly key: string;
  readonly kind: string;
  readonly agreementId: string | null;
  readonly customerId: string | null;
  readonly dueAt: number;
  /** The first second at which it has passed: `dueAt`, or one later where the second of `dueAt` is still in time. */
  readonly passesAt: number;
  /** JSON: whatever the reaction needs to know. */
  readonly data: Readonly<Record<string, unknown>>;
}

/** That a deadline has passed was said in the log, and maybe later that it had not. */
export interface Firing {
  readonly key: string;
  /** Derived (`firingId`). */
  readonly id: string;
  /** How often the same deadline had fired and been lifted before, from 0. */
  readonly round: number;
  /** When it was said, by the clock of whoever polled. */
  readonly firedAt: number;
  /** When it was taken back; null while it stands. */
  readonly liftedAt: number | null;
}

/** `pending`: has not passed, or nobody has seen it yet. `withdrawn`: it had fired, and is due no more. */
export type DeadlineState = 'pending' | 'fired' | 'withdrawn';
