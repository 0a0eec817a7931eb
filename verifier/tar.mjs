// @ts-check
const BLOCK = 512;

/** The files of a tar by name. Headers are not believed: whoever reads an archive makes it again with `writeTar`, and compares. */
export function readTar(bytes) {
  const files = new Map();
  for (let at = 0; at + BLOCK <= bytes.length && bytes[at] !== 0;) {
    const path = bytes.toString('latin1', at, at + 100).replace(/\0.*$/s, '');
    const size = Number.parseInt(bytes.toString('latin1', at + 124, at + 135), 8);
    if (!Number.isSafeInteger(size) || size < 0) return files;
    files.set(path, bytes.subarray(at + BLOCK, at + BLOCK + size));
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  return files;
}

/** The one tar (`ustar`) of files in their order: mode 0644, owner 0 without a name, time 0, two blocks of zeros at the end. */
export function writeTar(files) {
  const padding = (size) => Buffer.alloc(-size & (BLOCK - 1));
  const blocks = files.flatMap(([path, content]) => [header(path, content.length), content, padding(content.length)]);
  return Buffer.concat([...blocks, Buffer.alloc(2 * BLOCK)]);
}

function header(path, size) {
  const fields = [
    [path.padEnd(100, '\0'), '0000644\0', '0000000\0', '0000000\0', `${size.toString(8).padStart(11, '0')}\0`],
    ['00000000000\0', ' '.repeat(8), '0', '\0'.repeat(100), 'ustar\0', '00', '\0'.repeat(64), '0000000\0', '0000000\0'],
  ];
  const block = Buffer.alloc(BLOCK);
  block.write(fields.flat().join(''), 'latin1');
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return block;
}
