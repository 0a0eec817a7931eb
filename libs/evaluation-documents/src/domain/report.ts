import type { Language } from '@app/service-levels/domain';

/**
 * One cell of a table: the value as data, and `text` as people read it. Renderers choose; none of them computes, and
 * none of them reads meaning into `text`.
 */
export type Cell =
  | { readonly kind: 'empty'; readonly text: '' }
  /** An id, or what people wrote. */
  | { readonly kind: 'text'; readonly text: string }
  /** A code of ours or of the agreement's; several are separated by a blank. */
  | { readonly kind: 'code'; readonly code: string; readonly text: string }
  | { readonly kind: 'count'; readonly value: number; readonly text: string }
  /** Cut to four decimals in `value`, to two in `text`: 99.9999 is never shown as 100. */
  | { readonly kind: 'percent'; readonly value: number; readonly text: string }
  /** Whole seconds. */
  | { readonly kind: 'duration'; readonly value: number; readonly text: string }
  /** `local` is RFC 3339 with the offset of the agreement's zone. */
  | { readonly kind: 'instant'; readonly local: string; readonly text: string };

/** A column of a table. */
export interface Column {
  /** Name of the field in the JSON, with dots for nested ones. */
  readonly key: string;
  readonly label: string;
  /** Of its numbers and times: `s`, `%`, the zone of a wall clock. */
  readonly unit: string | null;
}

/** What of a table a page has room for, with rows that differ in their basis only as one. */
export interface PrintedTable {
  readonly columns: readonly PrintedColumn[];
  readonly rows: readonly (readonly Cell[])[];
  /** What the page leaves out, and where it is. */
  readonly remark: string | null;
}

export interface PrintedColumn {
  readonly label: string;
  /** Share of the width, against the other columns. */
  readonly width: number;
}

/** One table of the evaluation, whole. */
export interface Table {
  /** Place in the JSON: `breaches`, `previousPeriod.breaches`. */
  readonly id: string;
  readonly title: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
  /** Null where the page says it elsewhere: the summary, or the block below the title. */
  readonly printed: PrintedTable | null;
}

/** Whether a requirement was met, on one basis. */
export interface Outcome {
  /** `24 of 109 (22.01 %)` */
  readonly text: string;
  readonly verdict: Verdict;
}

export interface Verdict {
  readonly code: string;
  readonly text: string;
}

/** One requirement of the agreement with what came of it, gross and net. */
export interface SummaryRow {
  readonly subject: string;
  readonly target: string;
  readonly clause: string;
  readonly gross: Outcome | null;
  readonly net: Outcome | null;
}

export interface Summary {
  readonly title: string;
  readonly labels: {
    readonly subject: string;
    readonly target: string;
    readonly clause: string;
    readonly gross: string;
    readonly net: string;
  };
  /** How many requirements were met, breached or not measured: one sentence a basis, and what gross and net mean. */
  readonly sentences: readonly string[];
  readonly rows: readonly SummaryRow[];
}

/** A bar from zero, with a mark where the target lies; both bases of one requirement. */
export interface Bar {
  readonly label: string;
  readonly text: string;
  readonly net: number | null;
  readonly gross: number | null;
  readonly mark: number;
  readonly verdict: string;
}

/** Bars on one scale from zero to `maximum`. */
export interface Chart {
  readonly title: string;
  readonly maximum: number;
  readonly bars: readonly Bar[];
}

/** A label and its value, below the title. */
export interface Property {
  readonly label: string;
  readonly text: string;
}

/** What the ledger has signed of its log when the month was frozen: to be kept, and held against it. */
export interface ReportHead {
  readonly title: string;
  readonly remark: string;
  readonly properties: readonly Property[];
  /** All of it on one line, for a QR code. */
  readonly line: string;
}

/** The evaluation of a month as a document: what every renderer shows, in one language. */
export interface Report {
  readonly language: Language;
  /** Of the whole document, for its metadata. */
  readonly title: string;
  /** Agreement and month, for the name of a file. */
  readonly fileStem: string;
  readonly heading: string;
  readonly service: string;
  readonly month: string;
  readonly properties: readonly Property[];
  /** What a reader must know before reading on: the month goes on, something is missing. */
  readonly notices: readonly string[];
  readonly summary: Summary;
  readonly chartsTitle: string;
  readonly chartsCaption: string;
  readonly charts: readonly Chart[];
  readonly tables: readonly Table[];
  readonly nothingToReport: string;
  /** Null where the month is not frozen, or no head covers its freeze yet. */
  readonly treeHead: ReportHead | null;
  /** How the figures are to be read. */
  readonly remarks: readonly string[];
  /** As in `page 1 of 3`. */
  readonly pageWords: { readonly page: string; readonly of: string };
  /** Whole seconds: the instant the document is of, and its date of creation. */
  readonly createdAt: number;
}
