/** Why one line was refused. */
export interface Rejection {
  /** Of the file, from 1, blank lines counted. */
  readonly line: number;
  readonly code: string;
  readonly detail: string;
}

/** The answer to an import (contract, "Import"): `lines` = `recorded` + `duplicates` + `rejected`. */
export interface ImportSummary {
  /** Without blank ones. */
  readonly lines: number;
  readonly recorded: number;
  readonly duplicates: number;
  readonly rejected: number;
  /** The first 1,000, in the order of the lines. */
  readonly rejections: readonly Rejection[];
  /** Of the newest fact among the lines, duplicates included; null on a dry run, and where no line was a fact. */
  readonly position: string | null;
}

const REJECTIONS_SHOWN = 1_000;

/** Counts an import as it goes. */
export class ImportTally {
  private lines = 0;
  private recorded = 0;
  private duplicates = 0;
  private rejected = 0;
  private readonly rejections: Rejection[] = [];
  private position: bigint | undefined;

  countFact(kind: 'recorded' | 'duplicate', position: bigint): void {
    if (kind === 'recorded') this.recorded++;
    else this.duplicates++;
    if (this.position === undefined || position > this.position) this.position = position;
  }

  /** Lines of a window, all of which come after those of the windows before, and which of them were refused. */
  endWindow(lines: number, rejections: readonly Rejection[]): void {
    this.lines += lines;
    this.rejected += rejections.length;
    const inOrder = [...rejections].sort((a, b) => a.line - b.line);
    this.rejections.push(...inOrder.slice(0, REJECTIONS_SHOWN - this.rejections.length));
  }

  summary(dryRun: boolean): ImportSummary {
    const { lines, recorded, duplicates, rejected, rejections, position } = this;
    return {
      lines,
      recorded,
      duplicates,
      rejected,
      rejections,
      position: dryRun || position === undefined ? null : String(position),
    };
  }
}
