import { verifier } from '../../../../test/support/verifier.js';
import { tarOf, tarSize, type ArchiveFile } from './tar.js';

const file = (path: string, ...pieces: readonly string[]): ArchiveFile => ({
  path,
  content: pieces.map((piece) => Buffer.from(piece)),
});
const bytesOf = (files: readonly ArchiveFile[]): Buffer => Buffer.concat([...tarOf(files)]);

describe('a tar', () => {
  const files = [file('a.json', '{}\n'), file('empty'), file('b.ndjson', 'x'.repeat(500), 'y'.repeat(524))];

  it('is the one that whoever has its files makes again', () => {
    const bytes = bytesOf(files);
    const read = verifier.readTar(bytes);
    expect([...read].map(([path, content]) => [path, content.toString()])).toEqual([
      ['a.json', '{}\n'],
      ['empty', ''],
      ['b.ndjson', 'x'.repeat(500) + 'y'.repeat(524)],
    ]);
    expect(verifier.writeTar([...read])).toEqual(bytes);
    expect(tarSize(files)).toBe(bytes.length);
  });

  it('has headers as POSIX has them, with nothing of where or when it was made', () => {
    const header = bytesOf(files).subarray(0, 512).toString('latin1');
    const fields = [
      header.slice(100, 108),
      header.slice(108, 124),
      header.slice(124, 136),
      header.slice(136, 148),
    ];
    expect(fields).toEqual(['0000644\0', '0000000\x000000000\0', '00000000003\0', '00000000000\0']);
    expect(header.slice(156, 157) + header.slice(257, 265)).toBe('0ustar\x0000');
    const sum = [...header].reduce(
      (total, char, at) => total + (at >= 148 && at < 156 ? 32 : char.charCodeAt(0)),
      0,
    );
    expect(Number.parseInt(header.slice(148, 154), 8)).toBe(sum);
  });

  it('has no file that its format cannot hold', () => {
    expect(() => bytesOf([file('x'.repeat(101))])).toThrow(RangeError);
    expect(() => bytesOf([file('märz')])).toThrow(RangeError);
  });
});
