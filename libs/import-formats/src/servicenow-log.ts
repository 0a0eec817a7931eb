import { incidentFacts, type ImportedFact } from './domain/incident-facts.js';
import type { ReadRow, ServicenowRow, SkipReason } from './domain/servicenow-row.js';
import type { ServicenowTerms } from './domain/servicenow-terms.js';
import { readServicenowCsv } from './servicenow-csv.js';

/**
 * A ServiceNow log, held whole: an incident's rows may lie anywhere in it, in several files too.
 *
 * @example
 * const log = new ServicenowLog();
 * await log.read(csv);
 * for (const fact of log.facts(servicenowTerms(agreement))) out.write(`${JSON.stringify(fact)}\n`);
 */
export class ServicenowLog {
  private readonly incidents = new Map<string, ServicenowRow[]>();
  private readonly texts = new Map<string, string>();
  private readonly reasons = new Map<SkipReason, number>();
  private rows = 0;

  /** Reads one file; see `readServicenowCsv` for what it throws. */
  async read(input: AsyncIterable<Uint8Array>): Promise<void> {
    await readServicenowCsv(input, (read) => this.take(read));
  }

  /** Rows read so far, those left out included. */
  get rowCount(): number {
    return this.rows;
  }

  get incidentCount(): number {
    return this.incidents.size;
  }

  /** How many rows were left out, by reason. */
  get skipped(): Readonly<Partial<Record<SkipReason, number>>> {
    return Object.fromEntries([...this.reasons].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** The facts of all incidents, one incident after another by number: the same rows give the same facts. */
  *facts(terms: ServicenowTerms): Generator<ImportedFact, void> {
    for (const number of [...this.incidents.keys()].sort()) {
      yield* incidentFacts(this.incidents.get(number) ?? [], terms);
    }
  }

  private take(read: ReadRow): void {
    this.rows += 1;
    if (read.kind === 'skipped') {
      this.reasons.set(read.reason, (this.reasons.get(read.reason) ?? 0) + 1);
      return;
    }
    const row = this.compact(read.row);
    const rows = this.incidents.get(row.number);
    if (rows) rows.push(row);
    else this.incidents.set(row.number, [row]);
  }

  /** The same row holding each of the few texts once: a log repeats them in every row. */
  private compact(row: ServicenowRow): ServicenowRow {
    return {
      ...row,
      number: this.once(row.number),
      openedAt: this.once(row.openedAt),
      updatedAt: this.once(row.updatedAt),
      contactType: this.once(row.contactType),
      category: this.once(row.category),
      configurationItem: this.once(row.configurationItem),
    };
  }

  private once(text: string): string {
    const known = this.texts.get(text);
    if (known !== undefined) return known;
    this.texts.set(text, text);
    return text;
  }
}
