import { isUtf8 } from 'node:buffer';

/** A line that is there, or why it could not be read. Blank lines are left out, and counted in `number`. */
export type NdjsonLine =
  | { readonly kind: 'line'; readonly number: number; readonly text: string }
  | { readonly kind: 'too-long' | 'not-utf8'; readonly number: number };

const NEWLINE = 0x0a;
const BYTE_ORDER_MARK = '\uFEFF';

/**
 * Cuts bytes into lines, ended by LF or CRLF or the end of the input; a byte order mark at the very beginning is left
 * out. Answers the lines that each chunk completes together, so that a reader knows when there is no more for now.
 * Holds one chunk of the input and at most `longestBytes` besides.
 *
 * @example for await (const lines of ndjsonLines(process.stdin, 1024 * 1024)) for (const line of lines) take(line);
 */
export async function* ndjsonLines(
  input: AsyncIterable<Uint8Array>,
  longestBytes: number,
): AsyncGenerator<readonly NdjsonLine[], void> {
  const cutter = new LineCutter(longestBytes);
  for await (const chunk of input) {
    const lines = cutter.take(chunk);
    if (lines.length > 0) yield lines;
  }
  const last = cutter.end();
  if (last) yield [last];
}

class LineCutter {
  private number = 0;
  private parts: Uint8Array[] = [];
  private length = 0;

  constructor(private readonly longestBytes: number) {}

  take(chunk: Uint8Array): readonly NdjsonLine[] {
    const lines: NdjsonLine[] = [];
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      this.keep(chunk.subarray(start, end));
      start = end + 1;
      const line = this.end();
      if (line) lines.push(line);
    }
    this.keep(chunk.subarray(start));
    return lines;
  }

  /** Ends the line that has been kept; undefined for a blank one. */
  end(): NdjsonLine | undefined {
    this.number += 1;
    const { parts, number, length, longestBytes } = this;
    this.parts = [];
    this.length = 0;
    return length > longestBytes ? { kind: 'too-long', number } : decode(parts, number);
  }

  private keep(part: Uint8Array): void {
    this.length += part.length;
    if (this.length > this.longestBytes) this.parts = [];
    else if (part.length > 0) this.parts.push(part);
  }
}

function decode(parts: readonly Uint8Array[], number: number): NdjsonLine | undefined {
  const [only, ...more] = parts;
  if (!only) return undefined;
  const bytes =
    more.length === 0 ? Buffer.from(only.buffer, only.byteOffset, only.length) : Buffer.concat(parts);
  if (!isUtf8(bytes)) return { kind: 'not-utf8', number };
  const text = bytes.toString('utf8');
  const line = number === 1 && text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
  return line.trim() === '' ? undefined : { kind: 'line', number, text: line };
}
