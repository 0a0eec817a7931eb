/** A file of an archive. */
export interface ArchiveFile {
  /** Plain ASCII, at most 100 characters. */
  readonly path: string;
  /** Its bytes, in pieces. */
  readonly content: readonly Uint8Array[];
}

const BLOCK = 512;
const LARGEST = 0o77777777777;

/** Bytes of a file. */
export const sizeOf = ({ content }: ArchiveFile): number =>
  content.reduce((size, { length }) => size + length, 0);

const zeros = (size: number): Buffer => Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK);

const octal = (value: number, digits: number): string => `${value.toString(8).padStart(digits, '0')}\0`;

/**
 * The header of a file: POSIX.1-1988 `ustar`, everything that says nothing of the content fixed - mode 0644, owner 0 without
 * a name, time 0 -, so that there is one header for a name and a size.
 *
 * @throws RangeError for a name or a size that the format cannot hold
 */
function header(path: string, size: number): Buffer {
  if (!/^[\x21-\x7e]{1,100}$/.test(path) || size > LARGEST) {
    throw new RangeError(`no file of a tar: ${path}, ${size} bytes`);
  }
  const block = Buffer.alloc(BLOCK);
  const put = (text: string, at: number): number => block.write(text, at, 'latin1');
  put(path, 0);
  put(octal(0o644, 7), 100);
  put(octal(0, 7), 108);
  put(octal(0, 7), 116);
  put(octal(size, 11), 124);
  put(octal(0, 11), 136);
  put(' '.repeat(8), 148);
  put('0', 156);
  put('ustar\x0000', 257);
  put(octal(0, 7), 329);
  put(octal(0, 7), 337);
  const sum = block.reduce((total, byte) => total + byte, 0);
  put(`${octal(sum, 6)} `, 148);
  return block;
}

/**
 * A tar of these files in this order, without anything that depends on where or when it is made: the same files give the
 * same bytes. Ends with two blocks of zeros.
 */
export function* tarOf(files: readonly ArchiveFile[]): Iterable<Uint8Array> {
  for (const file of files) {
    const size = sizeOf(file);
    yield header(file.path, size);
    yield* file.content;
    yield zeros(size);
  }
  yield Buffer.alloc(2 * BLOCK);
}

/** Bytes of the tar of these files. */
export const tarSize = (files: readonly ArchiveFile[]): number =>
  files.reduce((size, file) => size + BLOCK + Math.ceil(sizeOf(file) / BLOCK) * BLOCK, 2 * BLOCK);
