import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { runCli, type Ran } from '../../test/run-cli.js';

// A page takes its time on a busy machine.
import.meta.jest.setTimeout(60_000);

const month = resolve(import.meta.dirname, '../../../../examples/month');
const NOW = Date.parse('2026-04-02T12:00:00Z') / 1000;

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'sla-ledger-cli-'))));
afterAll(() => rmSync(folder, { recursive: true }));

const evaluate = (...more: string[]): Promise<Ran> =>
  runCli(
    [
      ...['evaluate', '--agreement', join(month, 'agreement.json'), '--facts', join(month, 'facts.ndjson')],
      ...['--month', '2026-03', ...more],
    ],
    { now: NOW },
  );

describe('evaluate --format', () => {
  it.each([
    ['pdf', '%PDF-1.7'],
    ['xlsx', 'PK'],
    ['csv', 'table,'],
    ['json', '{\n'],
  ])('writes a %s to the file that --output names, and nothing to the screen', async (format, begin) => {
    const path = join(folder, `march.${format}`);
    const { code, out, err } = await evaluate('--format', format, '--output', path);
    expect({ code, out, err }).toEqual({ code: 0, out: '', err: '' });
    expect(readFileSync(path, 'latin1').slice(0, begin.length)).toBe(begin);
  });

  it('tells it in the language asked for, in Dutch where none is', async () => {
    const told = async (...more: string[]) => (await evaluate('--format', 'csv', ...more)).out;
    expect(await told('--language', 'en')).toContain('1 h allowed, 1 h 12 min used');
    expect(await told()).toContain('"1 u toegestaan, 1 u 12 min gebruikt"');
  });

  it('pipes a file on where that is asked for', async () => {
    const path = join(folder, 'piped.pdf');
    await evaluate('--format', 'pdf', '--output', path);
    const { out } = await evaluate('--format', 'pdf', '--output', '-');
    expect(out).toBe(readFileSync(path, 'utf8'));
  });

  it('writes the same JSON as without a format', async () => {
    expect((await evaluate('--format', 'json')).out).toBe((await evaluate()).out);
  });

  it.each([
    [['--format', 'docx'], '--format must be one of json, pdf, xlsx, csv'],
    [['--format', 'pdf'], 'give --output FILE'],
    [['--format', 'csv', '--language', 'fr'], '--language must be nl or en'],
    [['--language', 'nl'], 'JSON has no language'],
    [['--json', '--format', 'csv'], '--json writes JSON: leave it out'],
    [['--batch', '--format', 'csv'], '--batch answers lines of JSON'],
    [['--format', 'csv', '--output', '/nowhere/at/all.csv'], 'there is no such directory: make it first'],
    [['--format', 'csv', '--output', '.'], 'it is a directory: name a file'],
  ])('refuses %j, and says what to do', async (options, message) => {
    const { code, out, err } = await evaluate(...options);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
  });
});
