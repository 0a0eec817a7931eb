import { isUtf8 } from 'node:buffer';

/** A line that is there, or why it could not be read. Blank lines are left out, and counted in `number`. */
export type NdjsonLine =
  | { readonly kind: 'line'; readonly number: number; readonly text: string }
  | { readonly kind: 'too-long' | 'not-utf8'; readonly number: number };

/** A longer line is not kept, whoever sends it. */
export const LONGEST_LINE_BYTES = 1024 * 1024;

const NEWLINE = 0x0a;
const BYTE_ORDER_MARK = '\uFEFF';

/**
 * Cuts bytes into lines, ended by LF or CRLF or the end of the input; a byte order mark at the very beginning is left
 * out. Holds one chunk of the input and at most `LONGEST_LINE_BYTES` besides.
 */
export async function* ndjsonLines(input: AsyncIterable<Uint8Array>): AsyncGenerator<NdjsonLine> {
  let number = 0;
  let tooLong = false;
  let parts: Uint8Array[] = [];
  let length = 0;

  function keep(part: Uint8Array): void {
    length += part.length;
    if (length > LONGEST_LINE_BYTES) {
      tooLong = true;
      parts = [];
    }
    if (!tooLong && part.length > 0) parts.push(part);
  }

  function endLine(): NdjsonLine | undefined {
    number++;
    const line = tooLong ? ({ kind: 'too-long', number } as const) : decode(parts, number);
    tooLong = false;
    parts = [];
    length = 0;
    return line;
  }

  for await (const chunk of input) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      keep(chunk.subarray(start, end));
      start = end + 1;
      const line = endLine();
      if (line) yield line;
    }
    keep(chunk.subarray(start));
  }
  const last = endLine();
  if (last) yield last;
}

function decode(parts: readonly Uint8Array[], number: number): NdjsonLine | undefined {
  const [only, ...more] = parts;
  if (!only) return undefined;
  const bytes = Buffer.from(more.length === 0 ? only : Buffer.concat(parts));
  if (!isUtf8(bytes)) return { kind: 'not-utf8', number };
  const text = bytes.toString('utf8');
  const line = number === 1 && text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
  return line.trim() === '' ? undefined : { kind: 'line', number, text: line };
}
