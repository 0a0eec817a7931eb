import { readFileSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { runCli } from '../../test/run-cli.js';

const cases = readFileSync(
  `${import.meta.dirname}/../../../../test/fixtures/business-time/cases.ndjson`,
  'utf8',
);

describe('support-time', () => {
  it('answers every case, in order', async () => {
    const { code, lines, err } = await runCli(['support-time'], { input: cases });
    const expected = cases
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
      .map(({ id, expected: result }) => ({ id, result }));
    expect(lines).toEqual(expected);
    expect({ code, err }).toEqual({ code: 0, err: '' });
  });

  it('unzips what is zipped', async () => {
    const plain = await runCli(['support-time'], { input: cases });
    expect(await runCli(['support-time', '-'], { input: gzipSync(cases) })).toEqual(plain);
  });

  it('answers faulty lines with what is wrong, the others all the same, and ends with 1', async () => {
    const [good = ''] = cases.split('\n');
    const { id, expected } = JSON.parse(good);
    const input = Buffer.concat([
      Buffer.from(`{"id":7}\n\nnope\n[]\n`),
      Buffer.from([0xff, 0x0a]),
      Buffer.from(good),
    ]);
    const { code, lines } = await runCli(['support-time'], { input });
    const error = expect.any(String);
    expect(lines).toEqual([
      { id: 7, error },
      { id: null, error },
      { id: null, error },
      { id: null, error },
      { id, result: expected },
    ]);
    expect(code).toBe(1);
  });

  it('says that a gzip file is cut off', async () => {
    const { code, err } = await runCli(['support-time'], { input: gzipSync(cases).subarray(0, 5000) });
    expect(code).toBe(2);
    expect(err).toMatch(/standard input is no whole gzip file/);
  });

  it('answers what has come before it waits for more', async () => {
    const [first = '', second = ''] = cases.split('\n');
    const input = new Readable({ read: () => undefined });
    input.push(`${first}\n`);
    let answered = '';
    const running = runCli(['support-time'], { input, onOutput: (text) => (answered += text) });
    for (let turn = 0; turn < 100 && answered === ''; turn++) await setImmediate();
    expect(answered.split('\n')).toHaveLength(2);
    input.push(second);
    input.push(null);
    expect((await running).lines).toHaveLength(2);
  });
});
