/**
 * A Markdown table; the first column is text, the others are numbers to the right.
 *
 * @param {readonly string[]} head
 * @param {readonly (readonly string[])[]} rows
 */
export const table = (head, rows) =>
  [head, head.map((_, column) => (column === 0 ? '---' : '---:')), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');

/** @param {number} value @example whole(1234567) // '1,234,567' */
export const whole = (value) => Math.round(value).toLocaleString('en-US');

/** Three digits that say something. @param {number} value @example short(0.01234) // '0.0123' */
export const short = (value) => (value >= 100 ? whole(value) : String(Number(value.toPrecision(3))));

/** @param {number} bytes */
export const mebibytes = (bytes) => `${short(bytes / 2 ** 20)} MiB`;
