/** One field of a document: the table and the row it is in, and its path within the row. */
export interface JsonField {
  readonly table: string;
  /** Which row: tells it from every other one. */
  readonly row: string;
  readonly path: string;
  readonly value: unknown;
}

/** Every field of a document, however deep. Lists of objects are tables, by the path that leads to them. */
export function fieldsOf(document: object): JsonField[] {
  const fields: JsonField[] = [];
  const walk = (value: unknown, table: string, row: string, path: string): void => {
    if (Array.isArray(value) && value.some((each) => typeof each === 'object')) {
      const name = row === '' ? path : `${table}.${path}`;
      value.forEach((each, index) => walk(each, name, `${row}/${name}[${index}]`, ''));
    } else if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      for (const [key, inner] of Object.entries(value)) {
        if (row === '' && typeof inner === 'object' && inner !== null && !Array.isArray(inner))
          walk(inner, key, `/${key}`, '');
        else walk(inner, table, row, path === '' ? key : `${path}.${key}`);
      }
    } else if (!(Array.isArray(value) && value.length === 0)) {
      fields.push({ table, row, path, value });
    }
  };
  walk(document, 'evaluation', '', '');
  return fields;
}
