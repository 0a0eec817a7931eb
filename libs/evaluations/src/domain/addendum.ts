export type FigureValue = string | number | null;

/** One figure of the month that is not what it was; null: there was no such row, or there is none any more. */
export interface FigureChange {
  /** Which figure: its section of the document, and what tells its row from the others of it. */
  readonly figure: Readonly<Record<string, FigureValue>>;
  readonly from: Readonly<Record<string, FigureValue>> | null;
  readonly to: Readonly<Record<string, FigureValue>> | null;
}

/** Why a figure of a month is another one from a position of the log on, and what it changed. */
export interface Addendum {
  readonly ticketId?: string;
  readonly outageId?: string;
  readonly serviceId?: string;
  /** Its terms changed. */
  readonly agreementId?: string;
  /** The fact that was recorded; null: none was, other terms or another engine compute it otherwise. */
  readonly factId: string | null;
  /** Of the fact or the change of terms, or `EngineChanged`. */
  readonly type: string;
  readonly recordedAt: string | null;
  /** Of the log: from here on the figures are the new ones. */
  readonly position: string;
  readonly changes: readonly FigureChange[];
}
