import fc from 'fast-check';
import { ndjsonLines, type NdjsonLine } from './ndjson-lines.js';

const LONGEST = 1024;

async function read(...chunks: (string | Uint8Array)[]): Promise<NdjsonLine[]> {
  async function* input(): AsyncGenerator<Uint8Array> {
    for (const chunk of chunks) yield await Promise.resolve(Buffer.from(chunk as string));
  }
  const lines: NdjsonLine[] = [];
  for await (const together of ndjsonLines(input(), LONGEST)) lines.push(...together);
  return lines;
}
const texts = async (...chunks: (string | Uint8Array)[]): Promise<string[]> =>
  (await read(...chunks)).map(
    (line) => `${line.number} ${line.kind === 'line' ? line.text.trim() : line.kind}`,
  );

describe('lines of an NDJSON', () => {
  it.each([
    ['LF', 'a\nb\n', ['1 a', '2 b']],
    ['CRLF', 'a\r\nb\r\n', ['1 a', '2 b']],
    ['no end of the last line', 'a\nb', ['1 a', '2 b']],
    ['blank lines, which are left out but have a number', '\na\n \r\n\nb\n\n', ['2 a', '5 b']],
    ['a byte order mark', '\uFEFFa\n\uFEFFb', ['1 a', '2 b']],
    ['separators that JSON allows inside strings', '"a\u2028b"\n"c"', ['1 "a\u2028b"', '2 "c"']],
    ['nothing', '', []],
  ])('with %s', async (_, text, expected) => {
    expect(await texts(text)).toEqual(expected);
  });

  it('are the same however the input is cut', async () => {
    const text = '\uFEFFa\r\n\nb é €\n{"c":"😀"}\n\r\nd';
    const bytes = Buffer.from(text);
    const whole = await texts(text);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(bytes.length)), async (cuts) => {
        const places = [0, ...cuts.sort((a, b) => a - b), bytes.length];
        expect(await texts(...places.slice(1).map((end, i) => bytes.subarray(places[i], end)))).toEqual(
          whole,
        );
      }),
    );
  });

  it('are refused where they are not UTF-8', async () => {
    expect(await texts('a\n', Buffer.from([0xff, 0x0a]), 'b')).toEqual(['1 a', '2 not-utf8', '3 b']);
  });

  it('are refused where they are too long', async () => {
    const most = 'x'.repeat(LONGEST);
    expect((await read(`${most}\nb`)).map(({ kind }) => kind)).toEqual(['line', 'line']);
    expect(await texts(most, 'x', most, '\nb\n', `${most}x`)).toEqual(['1 too-long', '2 b', '3 too-long']);
  });

  it('come together as a chunk completes them, before the next one is asked for', async () => {
    const asked: string[] = [];
    async function* input(): AsyncGenerator<Uint8Array> {
      for (const text of ['a\nb\nc', '\nd\n']) {
        asked.push(text);
        yield await Promise.resolve(Buffer.from(text));
      }
    }
    const [first] = [(await ndjsonLines(input(), LONGEST).next()).value];
    expect(first).toHaveLength(2);
    expect(asked).toHaveLength(1);
  });
});
