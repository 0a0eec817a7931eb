import { Readable, Writable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { runCli } from '../test/run-cli.js';
import { runProgram } from './program.js';

const QUESTION = {
  id: 'q',
  op: 'active',
  calendar: { timeZone: 'UTC', hours: { mon: [['09:00', '17:00']] }, holidays: [] },
  from: '2026-03-02T10:00:00Z',
};

describe('the command line', () => {
  it.each(['support-time', 'import', 'measure', 'evaluate', 'what-if', 'verify', 'export'])(
    'explains %s, with an example',
    async (command) => {
      const { code, out, err } = await runCli([command, '--help']);
      expect({ code, err }).toEqual({ code: 0, err: '' });
      expect(out).toMatch(new RegExp(`^Usage: npm run --silent cli -- ${command} `));
      expect(out).toMatch(new RegExp(`Examples?:\\n  npm run --silent cli -- ${command} `));
    },
  );

  it.each<[string, string[], RegExp]>([
    ['no command', [], /Usage:/],
    ['an unknown command', ['mesure'], /unknown command 'mesure'/],
    ['an unknown option', ['measure', '--fact', 'x'], /unknown option '--fact'/],
    ['no file to import', ['import'], /missing required argument 'file'/],
    ['no files to measure', ['measure'], /Give --agreement FILE and --facts FILE/],
    ['no month', ['evaluate', '--agreement', 'a', '--facts', 'f'], /and --month/],
    [
      'no month that there is',
      ['evaluate', '--agreement', 'a', '--facts', 'f', '--month', '2026-13'],
      /--month must be/,
    ],
    [
      'standard input twice',
      ['measure', '--agreement', '-', '--facts', '-'],
      /Standard input holds one of them/,
    ],
    ['no terms', ['what-if', '--agreement', 'a', '--facts', 'f', '--from', '2026-03'], /--terms PATCH/],
    [
      'standard input three times',
      ['what-if', '--agreement', '-', '--facts', '-', '--terms', '-', '--from', '2026-03'],
      /files for all but one of --agreement, --facts, --terms/,
    ],
    [
      'an instant without an offset',
      ['measure', '--agreement', 'a', '--facts', 'f', '--at', '2026-03-01T00:00'],
      /--at must be/,
    ],
    [
      'a file that is not there',
      ['measure', '--agreement', 'none.json', '--facts', '-', '--at', '2026-03-01T00:00:00Z'],
      /Cannot read none\.json: there is no such file/,
    ],
    ['a directory', ['support-time', '.'], /\. is a directory/],
  ])('ends with 2 for %s', async (_, args, message) => {
    const { code, out, err } = await runCli(args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(message);
    expect(err).not.toMatch(/ at .*\.ts:/);
  });

  /** Questions without end, each chunk a turn of the event loop later, as a pipe gives them. */
  async function* endless(asked: { chunks: number }): AsyncGenerator<Buffer> {
    for (;;) {
      asked.chunks += 1;
      yield Buffer.from(`${JSON.stringify(QUESTION)}\n`.repeat(1000));
      await setImmediate();
    }
  }
  const turns = async (count: number): Promise<void> => {
    for (let turn = 0; turn < count; turn++) await setImmediate();
  };

  it('stops where nobody reads its output, and nothing is wrong', async () => {
    const asked = { chunks: 0 };
    const output = new Writable({ write: (_chunk, _encoding, done) => done() });
    const running = runProgram(['support-time'], terminalWith(Readable.from(endless(asked)), output));
    await turns(50);
    expect(asked.chunks).toBeGreaterThan(10);
    output.destroy();
    expect(await running).toBe(0);
  });

  it('waits where its reader is slow', async () => {
    const asked = { chunks: 0 };
    const output = new Writable({ write: () => undefined });
    const running = runProgram(['support-time'], terminalWith(Readable.from(endless(asked)), output));
    await turns(50);
    const atRest = asked.chunks;
    await turns(100);
    expect(asked.chunks).toBe(atRest);
    output.destroy();
    expect(await running).toBe(0);
  });

  const terminalWith = (input: Readable, output: Writable) => ({
    input,
    output,
    errors: new Writable({ write: (_chunk, _encoding, done) => done() }),
    isScreen: false,
    env: {},
    home: '.',
    now: () => Promise.resolve(0),
  });
});
