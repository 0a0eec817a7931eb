// @ts-check

/** JSON in its one canonical form (RFC 8785): members in order of their UTF-16 code units, no blanks. */
export function canonicalJson(value) {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const names = Object.keys(value).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonicalJson(value[name])}`).join(',')}}`;
}

/** The values of a file with one a line, of which each is canonical and ends with a newline; null where it is no such file. */
export function canonicalLines(bytes) {
  const text = bytes.toString('utf8');
  if (!Buffer.from(text, 'utf8').equals(bytes) || (text !== '' && !text.endsWith('\n'))) return null;
  const lines = text.split('\n').slice(0, -1);
  const read = lines.map((line) => ({ value: parsed(line), text: line }));
  return read.every(({ value, text: line }) => value !== undefined && canonicalJson(value) === line) ? read : null;
}

/** @returns {any} undefined where it is no JSON */
export function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
