/** One row of a JSON table: nested fields under their path, `rootCauseAnalysis.dueAt`. */
export type Row = Readonly<Record<string, unknown>>;

/** A table as it lies in the JSON, before anything is named or formatted. */
export interface JsonTable {
  readonly id: string;
  readonly rows: readonly Row[];
}

type JsonObject = Readonly<Record<string, unknown>>;

/**
 * Takes a document apart into tables, whatever its sections: its own fields are the table `evaluation`, a list of objects
 * is a table, an object a table of one row, and a list of objects within a row a table of its own, whose rows begin with
 * the ids and the state of the row they come from. Nothing of the document is left out.
 *
 * @param lists ids of tables that are such lists even where all of them are empty
 * @example jsonTables({ month: '2026-03', breaches: [{ ticketId: 'INC-1' }] }, [])
 * // [{ id: 'evaluation', rows: [{ month: '2026-03' }] }, { id: 'breaches', rows: [{ ticketId: 'INC-1' }] }]
 */
export function jsonTables(document: object, lists: readonly string[]): JsonTable[] {
  const collector = new TableCollector(lists);
  collector.takeDocument(document as JsonObject);
  return [...collector.tables].map(([id, rows]) => ({ id, rows }));
}

class TableCollector {
  readonly tables = new Map<string, Row[]>();

  constructor(private readonly lists: readonly string[]) {}

  takeDocument(document: JsonObject): void {
    const fields: Record<string, unknown> = {};
    this.table('evaluation').push(fields);
    for (const [name, value] of Object.entries(document)) {
      if (this.isTable(name, value)) this.takeRows(name, value, {});
      else if (isObject(value)) this.takeRows(name, [value], {});
      else fields[name] = value;
    }
  }

  private takeRows(id: string, objects: readonly JsonObject[], origin: Row): void {
    const rows = this.table(id);
    for (const object of objects) {
      const children = new Map<string, readonly JsonObject[]>();
      const row = { ...origin, ...this.flat(id, object, '', children) };
      rows.push(row);
      for (const [path, list] of children) this.takeRows(path, list, originOf(row));
    }
  }

  /** The fields of an object under their paths; lists of objects go to `children`. */
  private flat(
    id: string,
    object: JsonObject,
    prefix: string,
    children: Map<string, readonly JsonObject[]>,
  ): Row {
    const fields: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(object)) {
      const path = `${prefix}${name}`;
      const place = `${id}.${path}`;
      if (this.isTable(place, value)) children.set(place, value);
      else if (isObject(value)) Object.assign(fields, this.flat(id, value, `${path}.`, children));
      else fields[path] = value;
    }
    return fields;
  }

  private isTable(place: string, value: unknown): value is readonly JsonObject[] {
    return Array.isArray(value) && (value.some(isObject) || this.lists.includes(place));
  }

  private table(id: string): Row[] {
    const known = this.tables.get(id) ?? [];
    this.tables.set(id, known);
    return known;
  }
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const originOf = (row: Row): Row =>
  Object.fromEntries(Object.entries(row).filter(([name]) => name.endsWith('Id') || name === 'state'));
