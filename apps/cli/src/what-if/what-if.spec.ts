import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCli, type Ran } from '../../test/run-cli.js';

// The first one compiles every module.
import.meta.jest.setTimeout(60_000);

interface Judged {
  readonly state: string;
  readonly month: string | null;
  readonly reasons: readonly string[];
}
interface Answer {
  readonly before: readonly { readonly month: string; readonly figures: readonly Figure[] }[];
  readonly after: Answer['before'];
  readonly changes: readonly {
    readonly ticketId: string;
    readonly metric: string;
    readonly basis: string;
    readonly before: Judged;
    readonly after: Judged;
  }[];
  readonly position: null;
}
type Figure = Readonly<
  Record<'metric' | 'objectiveId' | 'basis', string> & Record<'met' | 'breached', number>
>;

const month = join(import.meta.dirname, '../../../../examples/month');
const agreementFile = join(month, 'agreement.json');
const factsFile = join(month, 'facts.ndjson');
const FILES = ['--agreement', agreementFile, '--facts', factsFile];
const MARCH = ['--from', '2026-03', '--at', '2026-04-02T12:00:00Z'];
/** EX-316 is resolved in time only because its clock began at the root cause. */
const FROM_REGISTRATION = '{"clocks": {"resolution": {"startsAt": "registration"}}}';

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'sla-ledger-cli-'))));
afterAll(() => rmSync(folder, { recursive: true }));

function fileOf(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const whatIf = (...more: string[]): Promise<Ran> => runCli(['what-if', ...FILES, ...MARCH, ...more]);
const answerOf = ({ out }: Ran): Answer => JSON.parse(out) as Answer;

const netHigh = ({ figures }: Answer['before'][number]) =>
  figures.find(
    ({ metric, objectiveId, basis }) => metric === 'resolution' && objectiveId === 'high' && basis === 'net',
  );

describe('what-if', () => {
  it('prints the evaluations before and after, and each verdict that changes with both reasons', async () => {
    const ran = await whatIf('--terms', FROM_REGISTRATION);
    const { before, after, changes, position } = answerOf(ran);
    expect({ code: ran.code, err: ran.err, position }).toEqual({ code: 0, err: '', position: null });
    expect([before[0], after[0]].map((evaluation) => netHigh(evaluation!))).toMatchObject([
      { met: 4, breached: 1 },
      { met: 3, breached: 2 },
    ]);
    expect(changes.map(({ ticketId, metric, basis }) => [ticketId, metric, basis])).toEqual([
      ['EX-316', 'resolution', 'net'],
    ]);
    expect(changes[0]!.before.reasons).toContain('It was met on Fri, 20 Mar 2026, 10:00:00.');
    expect(changes[0]!.after.reasons).toContain(
      'It was breached when time ran out on Thu, 19 Mar 2026, 16:30:00; by now it is 2 h 30 min over.',
    );
  });

  it('evaluates each month as evaluate does', async () => {
    const { before } = answerOf(await whatIf('--terms', FROM_REGISTRATION, '--to', '2026-04'));
    expect(before.map((evaluation) => evaluation.month)).toEqual(['2026-03', '2026-04']);
    for (const evaluation of before) {
      const args = ['--month', evaluation.month, '--at', '2026-04-02T12:00:00Z'];
      const { out } = await runCli(['evaluate', ...FILES, ...args]);
      expect(JSON.parse(out)).toMatchObject(evaluation);
    }
  });

  it('takes the patch as text, from a file and from standard input, and the facts from there too', async () => {
    const plain = await whatIf('--terms', FROM_REGISTRATION);
    const file = fileOf('terms.json', FROM_REGISTRATION);
    expect((await whatIf('--terms', file)).out).toBe(plain.out);
    const patched = await runCli(['what-if', ...FILES, ...MARCH, '--terms', '-'], {
      input: FROM_REGISTRATION,
    });
    expect(patched.out).toBe(plain.out);
    const piped = await runCli(
      ['what-if', '--agreement', agreementFile, '--facts', '-', ...MARCH, '--terms', file],
      { input: readFileSync(factsFile) },
    );
    expect(piped.out).toBe(plain.out);
  });

  it('changes only the versions that are named', async () => {
    const halved = JSON.parse(readFileSync(agreementFile, 'utf8')) as { versions: Record<string, unknown>[] };
    halved.versions.push({ ...halved.versions[0], version: 2, effectiveFrom: '2026-03-17' });
    const two = fileOf('two.json', JSON.stringify(halved));
    const asked = (versions: string) =>
      runCli([
        ...['what-if', '--agreement', two, '--facts', factsFile, ...MARCH],
        ...['--terms', FROM_REGISTRATION, '--versions', versions],
      ]);
    // EX-316 was registered on the 16th: version 1 judges it.
    expect(answerOf(await asked('1')).changes).toHaveLength(1);
    expect(answerOf(await asked('2')).changes).toEqual([]);
    const wrong = await asked('2,3');
    expect(wrong).toMatchObject({ code: 2, out: '' });
    expect(wrong.err).toContain('/versions/1 must be a version that judges in these months: 1, 2');
  });

  it('tells it in the language asked for, or gives its reasons in it', async () => {
    const { out, code } = await whatIf('--terms', FROM_REGISTRATION, '--explain', 'nl');
    const lines = out.split('\n');
    expect(code).toBe(0);
    expect(lines[0]).toMatch(/maart 2026$/);
    const row = lines.findIndex((line) => line.startsWith('Oplossing, Hoog  '));
    expect(lines[row]).toMatch(/ 80 % +Bruto +3 van 5 \(60 %\) niet gehaald +3 van 5 \(60 %\) niet gehaald$/);
    expect(lines[row + 1]).toMatch(/^ +Netto +4 van 5 \(80 %\) gehaald +3 van 5 \(60 %\) niet gehaald \*$/);
    expect(lines.filter((line) => line.endsWith('*'))).toHaveLength(2);
    const from = lines.indexOf('Eén oordeel verandert:');
    const told = lines.slice(from + 2);
    expect(told[0]).toBe('EX-316: oplossing (netto)');
    const place = (start: string): number => told.findIndex((line) => line.startsWith(start));
    const places = [
      '  Voor',
      '    Gehaald op vr 20 mrt',
      '  Na',
      '    Overschreden toen de tijd op was, op do 19 mrt',
    ].map(place);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places[0]).toBe(1);
    const json = await whatIf('--terms', FROM_REGISTRATION, '--explain', 'nl', '--json');
    expect(json.lines).toHaveLength(1);
    expect(answerOf(json).changes[0]!.before.reasons).toContain('Gehaald op vr 20 mrt 2026, 10:00:00.');
  });

  it('tells of requirements that only one of the terms has, and of clocks that one of them has not', async () => {
    const objectives = [{ objectiveId: 'all', priorities: ['top', 'high'], percent: 90, clause: '9' }];
    const patch = JSON.stringify({ objectives, effectiveFrom: '2026-03-31' });
    const { out } = await whatIf('--terms', patch, '--explain', 'en');
    const lines = out.split('\n');
    expect(lines.find((line) => line.startsWith('Response, Top  '))).toMatch(/100 % → – +Gross .* – \*$/);
    expect(lines.find((line) => line.startsWith('Response, Top and High'))).toMatch(/– → 90 % +Gross +– /);
    expect(lines).toContain('    There is no clock under these terms.');
  });

  it('says that nothing changes under the same terms, and that the month goes on', async () => {
    const { out } = await whatIf('--terms', '{}', '--explain', 'en', '--at', '2026-03-20T12:00:00Z');
    expect(out).toContain('No verdict changes.\n');
    expect(out).not.toContain(' *\n');
    expect(out.split('\n')[1]).toMatch(/^The month is not over/);
  });

  it('tells lines that an import would refuse, answers for the others, and ends with 1', async () => {
    const facts = fileOf('faulty.ndjson', `${readFileSync(factsFile, 'utf8')}{"ticketId":"EX-1"}\n`);
    const ran = await runCli([
      ...['what-if', '--agreement', agreementFile, '--facts', facts, ...MARCH],
      ...['--terms', FROM_REGISTRATION],
    ]);
    expect(ran.code).toBe(1);
    expect(ran.err).toMatch(/^line 211: .*\/occurredAt/);
    expect(answerOf(ran)).toEqual(answerOf(await whatIf('--terms', FROM_REGISTRATION)));
  });

  it.each<[string, string[], RegExp[]]>([
    ['terms that are not JSON', ['--terms', '{clocks}'], [/--terms is not JSON/]],
    ['a file of terms that is not there', ['--terms', 'none.json'], [/Cannot read none\.json/]],
    ['terms that are no object', ['--terms', '-'], [/cannot be used: \/terms must be an object/]],
    [
      'terms with faults, every one of them',
      ['--terms', '{"calendar": {"timeZone": "Mars/Olympus"}, "clocks": {"reopening": "never"}}'],
      [/\/terms\/calendar\/timeZone /, /\/terms\/clocks\/reopening /],
    ],
    [
      'months the wrong way round',
      ['--terms', '{}', '--to', '2026-02'],
      [/--to must be the month of --from/],
    ],
    ['what is no month', ['--terms', '{}', '--to', '2026-13'], [/--to must be a month/]],
    ['what is no version', ['--terms', '{}', '--versions', '1;2'], [/--versions must be numbers/]],
    ['an unknown language', ['--terms', '{}', '--explain', 'fr'], [/--explain must be nl or en/]],
  ])('ends with 2 for %s', async (_, more, messages) => {
    const { code, out, err } = await runCli(['what-if', ...FILES, ...MARCH, ...more], { input: '[1]' });
    expect({ code, out }).toEqual({ code: 2, out: '' });
    for (const message of messages) expect(err).toMatch(message);
  });
});
