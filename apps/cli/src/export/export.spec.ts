import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCli, type Ran } from '../../test/run-cli.js';

let folder: string;
let server: Server;
let asked: string[];
let answer: RequestListener;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sla-ledger-cli-export-'));
  asked = [];
  server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url} ${request.headers.authorization}`);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true });
});

const exporting = (...args: string[]): Promise<Ran> => {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return runCli(['export', '--agreement', 'A', '--server', url, '--token', 't', ...args]);
};

describe('export', () => {
  it('asks for the month, up to the head that is wanted, and writes what comes', async () => {
    answer = (_, response) => response.writeHead(200, { 'content-length': '5' }).end('bytes');
    const out = join(folder, 'a.tar');
    expect(await exporting('--month', '2026-03', '--out', out, '--tree-size', '7')).toMatchObject({
      code: 0,
      err: '',
    });
    expect(asked).toEqual(['GET /v1/audit/exports/A/2026-03?treeSize=7 Bearer t']);
    expect(readFileSync(out, 'utf8')).toBe('bytes');
    const piped = await exporting('--month', '2026-03', '--out', '-');
    expect(piped).toMatchObject({
      code: 0,
      out: 'bytes',
      err: expect.stringMatching(/^-: 5 bytes, SHA-256 [0-9a-f]{64}\n$/),
    });
  });

  it('leaves nothing behind of an answer that breaks off, and the file that was there', async () => {
    const out = join(folder, 'a.tar');
    answer = (_, response) => response.end('whole');
    await exporting('--month', '2026-03', '--out', out);
    answer = (_, response) => {
      response.writeHead(200, { 'content-length': '10' }).write('bytes');
      setTimeout(() => response.destroy(), 50);
    };
    const broken = await exporting('--month', '2026-03', '--out', out, '--force');
    expect(broken).toMatchObject({ code: 2, out: '', err: expect.stringContaining('broke off') });
    expect(readdirSync(folder)).toEqual(['a.tar']);
    expect(readFileSync(out, 'utf8')).toBe('whole');
  });

  it('says what the ledger answers, and asks nothing where there is a file already', async () => {
    const body = JSON.stringify({ title: 'The month is not frozen', detail: 'freeze it with POST' });
    answer = (_, response) => response.writeHead(404).end(body);
    const out = join(folder, 'a.tar');
    const refused = await exporting('--month', '2026-03', '--out', out);
    expect(refused).toMatchObject({ code: 2, out: '', err: expect.stringContaining('freeze it with POST') });
    answer = (_, response) => response.end('whole');
    await exporting('--month', '2026-03', '--out', out);
    asked = [];
    expect(await exporting('--month', '2026-03', '--out', out)).toMatchObject({ code: 2, out: '' });
    expect(await exporting('--month', '../2026-03', '--out', out)).toMatchObject({ code: 2, out: '' });
    expect(asked).toEqual([]);
  });
});
