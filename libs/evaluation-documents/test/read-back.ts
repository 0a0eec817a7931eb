import { inflateSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { unzipSync } from 'fflate';
import jsQR from 'jsqr';
import readExcel from 'read-excel-file/node';
import { extractText, getDocumentProxy, getMeta } from 'unpdf';

/** Text without blanks: where a line was broken is the page's business. */
export const tight = (text: string): string => text.replace(/\s+/g, '');

/** What stands on the pages of a PDF, in the order of writing. */
export async function pdfPages(bytes: Uint8Array): Promise<string[]> {
  const document = await getDocumentProxy(new Uint8Array(bytes));
  return (await extractText(document, { mergePages: false })).text;
}

export async function pdfText(bytes: Uint8Array): Promise<string> {
  return tight((await pdfPages(bytes)).join(' '));
}

/** The farthest that text reaches on any page: points from the left and the right edge. */
export async function pdfMargins(
  bytes: Uint8Array,
): Promise<{ readonly left: number; readonly right: number }> {
  const document = await getDocumentProxy(new Uint8Array(bytes));
  const margins = { left: Infinity, right: Infinity };
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    const [, , width = 0] = page.view;
    for (const item of (await page.getTextContent()).items) {
      if (!('transform' in item) || item.str.trim() === '') continue;
      const from = Number(item.transform[4]);
      margins.left = Math.min(margins.left, from);
      margins.right = Math.min(margins.right, width - from - item.width);
    }
  }
  return margins;
}

export async function pdfInfo(bytes: Uint8Array): Promise<Record<string, unknown>> {
  return (await getMeta(await getDocumentProxy(new Uint8Array(bytes)))).info;
}

/** Squares of two points that are filled: the modules of a QR code, by the content streams of the file itself. */
function modulesIn(bytes: Buffer): readonly { readonly x: number; readonly y: number }[] {
  const streams = [
    ...bytes.toString('latin1').matchAll(/\/FlateDecode[^>]*>>\s*stream\r?\n([\s\S]*?)endstream/g),
  ];
  return streams.flatMap(([, data = '']) => {
    let content: string;
    try {
      content = inflateSync(Buffer.from(data, 'latin1')).toString('latin1');
    } catch {
      return []; // a font, or another stream of its own encoding
    }
    const squares = [...content.matchAll(/(-?[\d.]+) (-?[\d.]+) 2 2 re/g)];
    return squares.map(([, x, y]) => ({ x: Number(x), y: Number(y) }));
  });
}

/** What a camera would read off the QR code of a PDF; undefined where there is none. */
export function qrText(bytes: Buffer): string | undefined {
  const modules = modulesIn(bytes);
  if (modules.length === 0) return undefined;
  const [left, top] = [Math.min(...modules.map(({ x }) => x)), Math.min(...modules.map(({ y }) => y))];
  const [SCALE, MARGIN] = [4, 4];
  const side = Math.round((Math.max(...modules.map(({ x }) => x)) - left) / 2) + 1 + 2 * MARGIN;
  const pixels = new Uint8ClampedArray((side * SCALE) ** 2 * 4).fill(255);
  for (const { x, y } of modules) {
    const [column, row] = [Math.round((x - left) / 2) + MARGIN, Math.round((y - top) / 2) + MARGIN];
    for (let dy = 0; dy < SCALE; dy += 1) {
      const at = ((row * SCALE + dy) * side * SCALE + column * SCALE) * 4;
      for (let pixel = at; pixel < at + SCALE * 4; pixel += 4) pixels.fill(0, pixel, pixel + 3);
    }
  }
  // The package is CommonJS: its types put the function one step nearer than it is.
  const read = ((jsQR as unknown as { default?: typeof jsQR.default }).default ??
    jsQR) as typeof jsQR.default;
  return read(pixels, side * SCALE, side * SCALE)?.data;
}

/** The number format of each cell that holds text, such as `@`: text that is not interpreted (ECMA-376 18.8.30). */
export function xlsxTextFormats(bytes: Uint8Array): string[] {
  const files = Object.entries(unzipSync(bytes)).map(([name, data]) => ({
    name,
    xml: Buffer.from(data).toString('utf8'),
  }));
  const styles = files.find(({ name }) => name.endsWith('styles.xml'))?.xml ?? '';
  const codes = new Map(
    [...styles.matchAll(/<numFmt numFmtId="(\d+)" formatCode="([^"]*)"/g)].map(([, id, code]) => [id, code]),
  );
  const [, cellStyles = ''] = /<cellXfs[^>]*>(.*?)<\/cellXfs>/s.exec(styles) ?? [];
  const formats = [...cellStyles.matchAll(/<xf ([^>]*)>/g)].map(([, own = '']) =>
    codes.get(/numFmtId="(\d+)"/.exec(own)?.[1]),
  );
  return files
    .filter(({ name }) => name.includes('worksheets/sheet'))
    .flatMap(({ xml }) => [...xml.matchAll(/<c ([^>]*t="(?:s|str|inlineStr)"[^>]*)>/g)])
    .map(([, own = '']) => formats[Number(/\bs="(\d+)"/.exec(own)?.[1])] ?? 'General');
}

/** The sheets of a workbook by name. */
export async function xlsxSheets(bytes: Buffer): Promise<Map<string, readonly (readonly unknown[])[]>> {
  const sheets = await readExcel(bytes, { trim: false });
  return new Map(sheets.map(({ sheet, data }) => [sheet, data]));
}

export const csvRows = (bytes: Uint8Array): Record<string, string>[] =>
  parse(Buffer.from(bytes), { columns: true, record_delimiter: ['\r\n', '\n', '\r'] });
