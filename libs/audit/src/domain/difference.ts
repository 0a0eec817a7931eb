/** What a verification looks into, in this order. */
export const VERIFIED_PARTS = ['log', 'read-models', 'tickets', 'frozen'] as const;
export type VerifiedPart = (typeof VERIFIED_PARTS)[number];

/**
 * What is wrong with one thing that is stored.
 *
 * Of the log: `EVENT_CHANGED`, `EVENT_REMOVED`, `EVENT_ADDED` since the tree was made of it; `REVISION_GAP` in a stream;
 * `LEAF_MISPLACED`, of the stored tree alone; `LOG_CUT`: more was seen or signed than there is; `HEAD_FAULT`, `KEY_FAULT`:
 * the log tells a head or key that does not hold for it; `HEAD_ROOT`, `HEAD_POSITION`, `HEAD_SIGNATURE`, `HEAD_DIFFERS`: a
 * head in the vault does not.
 *
 * Of rows: `ROW_CHANGED`, `ROW_MISSING` among those that serve, `ROW_UNEXPECTED`, `COLUMNS_DIFFER`.
 *
 * Of tickets: `TICKET_DIFFERS` from its measurement. Of frozen months: `DOCUMENT_MISSING`, `DOCUMENT_CHANGED` (its bytes),
 * `SCHEMA_UNKNOWN` (not computed again), `FIGURE_DIFFERS`.
 */
export type DifferenceCode =
  | 'EVENT_CHANGED'
  | 'EVENT_REMOVED'
  | 'EVENT_ADDED'
  | 'REVISION_GAP'
  | 'LEAF_MISPLACED'
  | 'LOG_CUT'
  | 'HEAD_FAULT'
  | 'KEY_FAULT'
  | 'HEAD_ROOT'
  | 'HEAD_POSITION'
  | 'HEAD_SIGNATURE'
  | 'HEAD_DIFFERS'
  | 'ROW_CHANGED'
  | 'ROW_MISSING'
  | 'ROW_UNEXPECTED'
  | 'COLUMNS_DIFFER'
  | 'TICKET_DIFFERS'
  | 'DOCUMENT_MISSING'
  | 'DOCUMENT_CHANGED'
  | 'SCHEMA_UNKNOWN'
  | 'FIGURE_DIFFERS';

/** One value that is stored, and what the log gives in its place. */
export interface Difference {
  readonly part: VerifiedPart;
  readonly code: DifferenceCode;
  /** `read.clock_verdict`, `log.event`, `vault.tree_head`, `vault.frozen_document`. */
  readonly table: string;
  /** Which row, by the names of what tells it from others. */
  readonly key: Readonly<Record<string, unknown>>;
  /** A column, or a JSON pointer into a document; null: all of the row. */
  readonly column: string | null;
  readonly stored: unknown;
  readonly computed: unknown;
}

/** How many differences there are in a table, told or not. */
export interface DifferenceCount {
  readonly part: VerifiedPart;
  readonly table: string;
  readonly count: number;
}

/** Differences as they are found: the first of each table are told, all are counted. */
export class DifferenceList {
  private readonly told: Difference[] = [];
  private readonly counted = new Map<string, DifferenceCount>();

  /** @param limit how many of a table are told */
  constructor(readonly limit: number) {}

  add(difference: Difference): void {
    if (this.count(difference, 1) <= this.limit) this.told.push(difference);
  }

  /** Rows of which the caller tells the first ones itself, each with all its columns. */
  addRows(of: Pick<Difference, 'part' | 'table'>, rows: number, first: readonly Difference[]): void {
    if (rows > 0) this.count(of, rows);
    this.told.push(...first);
  }

  /** In the order of their parts. */
  get first(): readonly Difference[] {
    return VERIFIED_PARTS.flatMap((part) => this.told.filter((difference) => difference.part === part));
  }

  get counts(): readonly DifferenceCount[] {
    return VERIFIED_PARTS.flatMap((part) => [...this.counted.values()].filter((each) => each.part === part));
  }

  private count({ part, table }: Pick<Difference, 'part' | 'table'>, more: number): number {
    const known = this.counted.get(`${part} ${table}`)?.count ?? 0;
    this.counted.set(`${part} ${table}`, { part, table, count: known + more });
    return known + more;
  }
}
