import { execFile } from 'node:child_process';
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { Response } from 'supertest';
import { connect } from '@app/platform';
import { runCli } from '../../apps/cli/test/run-cli.js';
import { untilQuiet } from '../support/quiet.js';
import { eventually } from '../support/stack-api.js';
import { startTestLedger, type TestLedger } from '../support/test-ledger.js';
import { verifier, type Outcome, type Trust } from '../support/verifier.js';

type Body = Response['body'];

const root = resolve(import.meta.dirname, '../..');
const readFixture = (name: string): string =>
  readFileSync(resolve(root, 'test/fixtures/contract', name), 'utf8');
const agreement = JSON.parse(readFixture('agreement.example.json'));
const id: string = agreement.agreementId;
const MEETING = Date.parse('2026-04-02T12:00:00Z');
const EXPORT = `/v1/audit/exports/${id}/2026-03`;

let ledger: TestLedger;
let folder: string;
let url: string;

const get = async (path: string, status = 200): Promise<Body> =>
  (await ledger.call('get', path).expect(status)).body;
const post = async (path: string, body: object): Promise<Body> =>
  (await ledger.call('post', path).send(body).expect(201)).body;

/** Asks for an archive; the body is its bytes. */
const asked = (path: string) =>
  ledger
    .call('get', path)
    .buffer()
    .parse((response, done) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => done(null, Buffer.concat(chunks)));
    });
const archiveAt = async (path: string): Promise<Buffer> => (await asked(path).expect(200)).body;

const codesOf = ({ refusals }: Outcome): string[] => [...new Set(refusals.map(({ code }) => code))];

/** Facts of a month with something of everything that is frozen. */
const more = [
  // Nothing of it is in March, nor among the breaches of the month before.
  ['PAST-1', '2026-01-05T09:00:00+01:00', 'TicketRegistered', incident('low')],
  ['PAST-1', '2026-01-05T10:00:00+01:00', 'ResponseGiven', {}],
  ['PAST-1', '2026-01-05T11:00:00+01:00', 'ResolutionProvided', { kind: 'fix' }],
  ['INC-1', '2026-03-02T09:00:00+01:00', 'TicketRegistered', incident('low')],
  ['INC-1', '2026-03-02T10:00:00+01:00', 'ResponseGiven', {}],
  ['INC-1', '2026-03-02T11:00:00+01:00', 'RootCauseEstablished', {}],
  ['INC-1', '2026-03-20T11:00:00+01:00', 'ResolutionProvided', { kind: 'workaround' }],
  ['INC-1', '2026-03-24T11:00:00+01:00', 'Reopened', {}],
  ['INC-1', '2026-03-25T11:00:00+01:00', 'ResolutionProvided', { kind: 'fix' }],
  [
    'INC-1',
    '2026-03-26T11:00:00+01:00',
    'ExclusionProposed',
    {
      exclusionId: 'X',
      cause: 'internet',
      evidence: 'mail',
      from: '2026-03-03T00:00:00+01:00',
      to: '2026-03-18T00:00:00+01:00',
    },
  ],
  ['INC-1', '2026-03-27T11:00:00+01:00', 'ExclusionAccepted', { exclusionId: 'X' }],
  ['INC-2', '2026-02-16T09:00:00+01:00', 'TicketRegistered', incident('high')],
  ['INC-2', '2026-02-17T09:00:00+01:00', 'AssignedToLine', { line: 'second' }],
  ['INC-3', '2026-03-30T09:00:00+02:00', 'TicketRegistered', incident('medium')],
  ['INC-3', '2026-03-30T09:05:00+02:00', 'RootCauseEstablished', {}],
  [
    'OTHER-1',
    '2026-03-30T09:00:00+02:00',
    'TicketRegistered',
    { ...incident('top'), customerId: 'somebody-else' },
  ],
] as const;

function incident(priority: string) {
  return {
    type: 'incident',
    customerId: 'demo',
    serviceId: 'iv-integration',
    priority,
    channel: 'phone',
    summary: 'it hangs',
  };
}

/** The key of one who countersigns. */
const witness = generateKeyPairSync('ed25519');

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sla-ledger-export-'));
  ledger = await startTestLedger({ clock: { nowMs: () => MEETING }, headIntervalSeconds: 1e9 });
  await ledger.call('put', `/v1/agreements/${id}`).send(agreement).expect(201);
  const lines = more.map(([ticketId, occurredAt, type, data]) =>
    JSON.stringify({ ticketId, occurredAt, type, data, by: 'agent-1' }),
  );
  await ledger
    .call('post', '/v1/imports')
    .set('content-type', 'application/x-ndjson')
    .send(`${readFixture('facts.example.ndjson')}${lines.join('\n')}\n`)
    .expect(200);
  await post('/v1/services/iv-integration/published-figures', {
    month: '2026-03',
    component: 'all',
    percentage: '99.9',
    source: 'https://vendor.example',
    occurredAt: '2026-04-01T09:00:00Z',
  });
  await untilQuiet(ledger.opened.parts);
  await ledger.app.listen(0, '127.0.0.1');
  url = await ledger.app.getUrl();
});
afterAll(async () => {
  await ledger.stop();
  rmSync(folder, { recursive: true });
});

describe('a month that is not frozen', () => {
  it('cannot be exported, and is told what to do', async () => {
    const { code, detail } = await get(EXPORT, 404);
    expect({ code, detail }).toEqual({
      code: 'FREEZE_NOT_FOUND',
      detail: expect.stringContaining(`POST /v1/evaluations/${id}/2026-03/freeze`),
    });
    expect((await get('/v1/audit/exports/none/2026-03', 404)).code).toBe('AGREEMENT_NOT_FOUND');
    expect((await get(`/v1/audit/exports/${id}/2026-13?treeSize=0`, 400)).errors).toMatchObject([
      { pointer: '/query/treeSize' },
    ]);
    expect((await get(`/v1/audit/exports/${id}/2026-13`, 400)).errors).toMatchObject([
      { pointer: '/path/month' },
    ]);
  });
});

/** The archive with other files and a manifest that says so: all that one can redo who has no key. */
function forged(archive: Buffer, edit: (files: Map<string, string>) => void): Buffer {
  const texts = new Map(
    [...verifier.readTar(archive)].map(([path, bytes]) => [path, bytes.toString('utf8')]),
  );
  const manifest = JSON.parse(texts.get('manifest.json')!);
  texts.delete('manifest.json');
  edit(texts);
  const files = [...texts].map(([path, text]) => [path, Buffer.from(text)] as const);
  manifest.files = files.map(([path, bytes]) => ({
    path,
    size: bytes.length,
    sha256: verifier.hexSha256(bytes),
  }));
  // Its own stands behind those in its data; of a line that is no leaf any more there may be none.
  const last = texts.get('facts.ndjson')!.trimEnd().split('\n').at(-1)!;
  const [, position] = /^.*"position":"(\d+)"/.exec(last) ?? [];
  manifest.position = position ?? manifest.position;
  return verifier.writeTar([
    ['manifest.json', Buffer.from(`${verifier.canonicalJson(manifest)}\n`)],
    ...files,
  ]);
}

const linesIn = (files: ReadonlyMap<string, string>, path: string): Body[] =>
  files
    .get(path)!
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
const putLines = (files: Map<string, string>, path: string, lines: readonly object[]): void =>
  void files.set(path, lines.map((line) => `${verifier.canonicalJson(line)}\n`).join(''));
const replaced = (files: Map<string, string>, path: string, from: string, to: string): void => {
  expect(files.get(path)).toContain(from);
  files.set(path, files.get(path)!.replace(from, to));
};

/** Takes a fact out, with the hash of its leaf in its place: its neighbour in the tree must be there. */
function leaveOut(files: Map<string, string>, isIt: (leaf: Body) => boolean): void {
  const leaves = ['facts.ndjson', 'keys.ndjson', 'terms.ndjson'].flatMap((path) => linesIn(files, path));
  leaves.sort((a, b) => Number(a.position) - Number(b.position));
  const at = leaves.findIndex(isIt);
  const text = verifier.canonicalJson(leaves[at]);
  const steps = linesIn(files, 'proofs.ndjson');
  const { leaf: index } = steps.filter((step) => 'leaf' in step)[at];
  expect(steps).toContainEqual({ leaf: index % 2 === 0 ? index + 1 : index - 1 });
  const hash = sha256(Buffer.of(0), Buffer.from(text));
  const hidden = steps.map((step) => (step.leaf === index ? { from: index, to: index + 1, hash } : step));
  putLines(files, 'proofs.ndjson', hidden);
  replaced(files, 'facts.ndjson', `${text}\n`, '');
}

const sha256 = (...parts: readonly Buffer[]): string =>
  createHash('sha256').update(Buffer.concat(parts)).digest('hex');

/**
 * Another month than it was, with all of it redone: facts, figures, document, freeze, tree, and a head signed by a key of the
 * forger's. Nothing in it is wrong but whose key that is.
 */
function madeUp(archive: Buffer): { readonly archive: Buffer; readonly keyId: string } {
  const forger = generateKeyPairSync('ed25519');
  const publicKey = forger.publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
  const keyId = sha256(Buffer.from(publicKey, 'base64'));
  const signed = (text: string): string =>
    sign(null, Buffer.from(text), forger.privateKey).toString('base64');
  const made = forged(archive, (files) => {
    replaced(files, 'facts.ndjson', '"kind":"fix"', '"kind":"workaround"');
    const resolved = '"resolved":2,"workarounds":';
    replaced(files, 'frozen.json', `"reopened":1,${resolved}0`, `"reopened":1,${resolved}1`);
    replaced(files, 'frozen.json', `{"percent":0,${resolved}0`, `{"percent":50,${resolved}1`);
    const facts = linesIn(files, 'facts.ndjson');
    facts.at(-1).data.sha256 = verifier.hexSha256(Buffer.from(files.get('frozen.json')!));
    putLines(files, 'facts.ndjson', facts);
    const [key] = linesIn(files, 'keys.ndjson');
    const { ledgerId } = key;
    const own = { ledgerId, keyId, publicKey, previousKeyId: null };
    const text = verifier.canonicalJson({ schema: 'sla-ledger/signing-key/1', ...own });
    key.data = { ...own, signature: signed(text), previousSignature: null };
    putLines(files, 'keys.ndjson', [key]);
    const leaves = ['facts.ndjson', 'keys.ndjson', 'terms.ndjson'].flatMap((path) => linesIn(files, path));
    leaves.sort((a, b) => Number(a.position) - Number(b.position));
    const hashes = leaves.map((leaf) =>
      Buffer.from(sha256(Buffer.of(0), Buffer.from(verifier.canonicalJson(leaf))), 'hex'),
    );
    const [{ signature: _, witnesses: _none, ...head }] = linesIn(files, 'heads.ndjson');
    const rootHash = verifier.rootOfWalk(linesIn(files, 'proofs.ndjson'), hashes, head.treeSize);
    const told = { ...head, keyId, rootHash };
    putLines(files, 'heads.ndjson', [
      { ...told, signature: signed(verifier.canonicalJson(told)), witnesses: [] },
    ]);
  });
  return { archive: made, keyId };
}

describe('the export of a frozen month', () => {
  let archive: Buffer;
  let trust: Trust;
  let head: Body;

  const codes = (bytes: Buffer, own: Trust = trust): string[] => codesOf(verifier.verifyArchive(bytes, own));
  const codesOfForged = (edit: (files: Map<string, string>) => void): string[] =>
    codes(forged(archive, edit));

  beforeAll(async () => {
    const { position } = await post(`/v1/evaluations/${id}/2026-03/freeze`, { by: 'manager-1' });
    const covered = await eventually(
      () => asked(`${EXPORT}?minPosition=${position}`),
      ({ status }) => status !== 409,
      20_000,
    );
    expect(covered.status).toBe(200);
    archive = await archiveAt(EXPORT);
    const { items } = await get('/v1/audit/keys');
    trust = { keyId: items[0].keyId };
    head = await get('/v1/audit/heads/latest');
  });

  it('is accepted by the verifier, which recomputes all of it', async () => {
    const outcome = verifier.verifyArchive(archive, trust);
    expect(outcome.refusals).toEqual([]);
    expect(outcome).toMatchObject({ accepted: true, notRecomputed: [] });
    expect(outcome.month).toMatchObject({
      agreementId: id,
      month: '2026-03',
      tickets: 6,
      outages: 1,
      problems: 1,
    });
    expect(await archiveAt(EXPORT)).toEqual(archive);
    expect(archive.toString()).not.toMatch(/OTHER-1|PAST-1/);
  });

  it('is refused with any of its bytes changed', () => {
    expect(archive.length).toBeLessThan(60_000);
    const accepted = [];
    for (let at = 0; at < archive.length; at++) {
      const bytes = Buffer.from(archive);
      bytes[at]! ^= 1 << (at % 8);
      if (verifier.verifyArchive(bytes, trust).accepted) accepted.push(at);
    }
    expect(accepted).toEqual([]);
    expect(codes(archive.subarray(0, -512))).toEqual(['TAR']);
    expect(codes(Buffer.concat([archive, Buffer.alloc(512)]))).toEqual(['TAR']);
    expect(codes(Buffer.alloc(0)).length).toBeGreaterThan(0);
  }, 300_000);

  it('is refused with a byte of a file changed and the manifest made to match', () => {
    const files = [...verifier.readTar(archive).keys()].filter((path) => path !== 'manifest.json');
    for (const path of files) {
      const bytes = verifier.readTar(archive).get(path)!;
      const accepted = [];
      for (let at = 0; at < bytes.length; at += 13) {
        const changed = Buffer.from(bytes);
        changed[at]! ^= 1; // stays in ASCII, and often JSON
        const made = forged(archive, (texts) => void texts.set(path, changed.toString('latin1')));
        if (verifier.verifyArchive(made, trust).accepted) accepted.push(at);
      }
      expect({ path, accepted }).toEqual({ path, accepted: [] });
    }
  }, 300_000);

  it('is refused where a fact or a figure is another one, whatever else is redone', () => {
    expect(
      codesOfForged((files) => replaced(files, 'facts.ndjson', '"kind":"workaround"', '"kind":"fix"')),
    ).toEqual(['PROOF']);
    expect(
      codesOfForged((files) => replaced(files, 'terms.ndjson', '"seconds":3600', '"seconds":7200')),
    ).toEqual(['PROOF']);
    const better = (files: Map<string, string>) =>
      replaced(files, 'frozen.json', '"breached":1', '"breached":0');
    expect(codesOfForged(better)).toEqual(['FROZEN']);
    const refrozen = (files: Map<string, string>) => {
      const known = verifier.hexSha256(Buffer.from(files.get('frozen.json')!));
      better(files);
      replaced(files, 'facts.ndjson', known, verifier.hexSha256(Buffer.from(files.get('frozen.json')!)));
    };
    expect(codesOfForged(refrozen)).toEqual(['PROOF']);
    const otherRoot = (files: Map<string, string>) =>
      replaced(files, 'heads.ndjson', head.rootHash, '0'.repeat(64));
    expect(codesOfForged(otherRoot)).toEqual(['HEAD_SIGNATURE', 'PROOF']);
  });

  it('is refused where a fact is left out, unless nothing shows it', () => {
    const isFact = (ticketId: string, type: string) => (leaf: Body) =>
      leaf.data.ticketId === ticketId && leaf.type === type;
    expect(codesOfForged((files) => leaveOut(files, isFact('INC-1', 'RootCauseEstablished')))).toEqual([
      'STREAM_GAP',
    ]);
    // The last one of its stream: the figures show it.
    expect(codesOfForged((files) => leaveOut(files, isFact('INC-1', 'ExclusionAccepted')))).toEqual([
      'FIGURES',
    ]);
    // What no figure depends on may be missing from the end of a stream: docs/transparency.md says so.
    expect(codesOfForged((files) => leaveOut(files, isFact('INC-2', 'AssignedToLine')))).toEqual([]);
    expect(codesOfForged((files) => replaced(files, 'proofs.ndjson', '{"leaf":', '{"leaf":1'))).toEqual([
      'PROOF',
    ]);
    // Terms that are put among the facts would not be read as terms.
    const moved = (files: Map<string, string>) => {
      const facts = [...linesIn(files, 'terms.ndjson'), ...linesIn(files, 'facts.ndjson')];
      facts.sort((a, b) => Number(a.position) - Number(b.position));
      putLines(files, 'facts.ndjson', facts);
      files.set('terms.ndjson', '');
    };
    expect(codesOfForged(moved)).toEqual(['STREAM_GAP']);
  });

  it('is refused where all of it is made up, by the key alone', () => {
    const made = madeUp(archive);
    expect(codes(made.archive, { keyId: made.keyId })).toEqual([]);
    expect(codes(made.archive)).toEqual(['KEY']);
    expect(codes(made.archive, { head })).toEqual(['HEAD']);
    expect(codes(archive, { keyId: made.keyId })).toEqual(['KEY']);
  });

  it('is accepted by a head that somebody keeps, and refused by another', () => {
    expect(codes(archive, { head })).toEqual([]);
    expect(codes(archive, { head: JSON.parse(head.text) })).toEqual([]);
    expect(codes(archive, { head: { ...head, rootHash: '0'.repeat(64) } })).toEqual(['HEAD']);
    const { refusals } = verifier.verifyArchive(archive, { head: { ...head, treeSize: head.treeSize + 1 } });
    expect(refusals).toMatchObject([{ code: 'HEAD', detail: expect.stringContaining('--tree-size') }]);
  });

  it('is made by the command line, whole or not at all, and never over a file unasked', async () => {
    const exporting = (...args: string[]) =>
      runCli(['export', '--agreement', id, '--server', url, '--token', 'operator-token', ...args]);
    const out = join(folder, 'march.tar');
    const made = await exporting('--month', '2026-03', '--out', out);
    expect(made).toMatchObject({
      code: 0,
      err: '',
      out: `${out}: ${archive.length} bytes, SHA-256 ${sha256(archive)}\n`,
    });
    expect(readFileSync(out)).toEqual(archive);
    expect(await exporting('--month', '2026-03', '--out', out)).toMatchObject({
      code: 2,
      err: expect.stringContaining('--force'),
    });
    const again = await exporting('--month', '2026-03', '--out', out, '--force', '--json');
    expect(again.lines).toEqual([{ file: out, bytes: archive.length, sha256: sha256(archive) }]);
    const open = await exporting('--month', '2026-01', '--out', join(folder, 'january.tar'));
    expect(open).toMatchObject({ code: 2, out: '', err: expect.stringContaining('POST /v1/evaluations/') });
    const nowhere = await exporting('--month', '2026-03', '--out', join(folder, 'none', 'march.tar'));
    expect(nowhere).toMatchObject({ code: 2, err: expect.stringContaining('there is no such directory') });
    expect(readdirSync(folder)).toEqual(['march.tar']);
  });

  it('is verified with Node alone, from a folder of its own', async () => {
    cpSync(join(root, 'verifier'), join(folder, 'alone'), { recursive: true });
    const file = join(folder, 'alone.tar');
    writeFileSync(file, archive);
    const run = (...args: string[]): Promise<{ code: number; out: string; err: string }> =>
      promisify(execFile)(process.execPath, ['alone/verify.mjs', ...args], { cwd: folder, env: {} }).then(
        ({ stdout, stderr }) => ({ code: 0, out: stdout, err: stderr }),
        ({ code, stdout, stderr }) => ({ code, out: stdout, err: stderr }),
      );
    const accepted = await run('alone.tar', '--key', trust.keyId!);
    expect(accepted).toMatchObject({
      code: 0,
      err: '',
      out: expect.stringMatching(/Not proved[^]*Accepted\.\n$/),
    });
    expect(accepted.out).not.toMatch(/NOT RECOMPUTED|REFUSED/);
    writeFileSync(join(folder, 'head.json'), JSON.stringify(head));
    expect(JSON.parse((await run('alone.tar', '--head', 'head.json', '--json')).out)).toMatchObject({
      accepted: true,
    });
    const refused = await run('alone.tar', '--key', '0'.repeat(64));
    expect(refused).toMatchObject({
      code: 1,
      out: expect.stringMatching(/REFUSED {3}KEY: [^]*Refused\.\n$/),
    });
    expect(await run('alone.tar')).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringContaining('--key or --head'),
    });
    expect(await run('none.tar', '--key', trust.keyId!)).toMatchObject({ code: 2, out: '' });
    expect(await run('alone.tar', '--key', 'no key')).toMatchObject({ code: 2, out: '' });
    expect(await run('--help')).toMatchObject({
      code: 0,
      err: '',
      out: expect.stringContaining('--witness'),
    });
  });

  describe('up to a later head', () => {
    let later: Buffer;
    let witnessId: string;

    beforeAll(async () => {
      const publicKey = witness.publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
      const registered = await post('/v1/audit/witnesses', { name: 'Customer', publicKey });
      await get(`/v1/audit/heads?minPosition=${registered.position}`);
      witnessId = registered.keyId;
      const signature = sign(null, Buffer.from(head.text), witness.privateKey).toString('base64');
      const signed = await post(`/v1/audit/heads/${head.treeSize}/witnesses`, { publicKey, signature });
      await get(`/v1/audit/heads?minPosition=${signed.position}`);
      await post(`/v1/evaluations/${id}/2026-02/freeze`, {});
      await eventually(
        () => get('/v1/audit/heads/latest'),
        ({ treeSize }) => treeSize > head.treeSize,
        20_000,
      );
      later = await archiveAt(EXPORT);
    });

    it('has both heads, what shows the one to be the beginning of the other, and who countersigned', async () => {
      expect(codes(later, { ...trust, witnesses: [witnessId] })).toEqual([]);
      expect(codes(later, { head, witnesses: [witnessId] })).toEqual([]);
      expect(codes(later, { ...trust, witnesses: ['0'.repeat(64)] })).toEqual(['WITNESS']);
      const first = await archiveAt(`${EXPORT}?treeSize=${head.treeSize}`);
      expect(codes(first, { ...trust, head })).toEqual([]);
      expect((await get(`${EXPORT}?treeSize=${head.treeSize + 1}`, 404)).code).toBe('HEAD_NOT_FOUND');
      expect(codes(await archiveAt(`/v1/audit/exports/${id}/2026-02`), trust)).toEqual([]);
    });

    it('is refused with a proof, a head or a countersignature that does not hold', () => {
      const refused = (edit: (files: Map<string, string>) => void) => codes(forged(later, edit));
      const swapped = (files: Map<string, string>) => {
        const lines = linesIn(files, 'proofs.ndjson');
        lines.at(-1).consistency.reverse();
        putLines(files, 'proofs.ndjson', lines);
      };
      expect(refused(swapped)).toEqual(['CONSISTENCY']);
      const without = (files: Map<string, string>) =>
        putLines(files, 'proofs.ndjson', linesIn(files, 'proofs.ndjson').slice(0, -1));
      expect(refused(without)).toEqual(['CONSISTENCY']);
      const onlyLast = (files: Map<string, string>) =>
        putLines(files, 'heads.ndjson', linesIn(files, 'heads.ndjson').slice(1));
      expect(refused(onlyLast)).toEqual(['CONSISTENCY']);
      const byAnother = (files: Map<string, string>) => {
        const heads = linesIn(files, 'heads.ndjson');
        heads[0].witnesses[0].signature = heads[0].signature;
        putLines(files, 'heads.ndjson', heads);
      };
      expect(refused(byAnother)).toEqual(['COUNTERSIGNATURE']);
    });
  });

  it('is not made of a log that was changed since: there would be nothing to prove', async () => {
    const owner = connect({ url: ledger.database.url, applicationName: 'test' });
    const { count } = await owner`
      update log.event set data = convert_to(replace(convert_from(data, 'UTF8'), '"workaround"', '"fix"'), 'UTF8')
      where stream = 'ticket-INC-1' and type = 'ResolutionProvided' and convert_from(data, 'UTF8') like '%"workaround"%'`;
    await owner.end();
    expect(count).toBe(1);
    const { code, detail } = await get(EXPORT, 409);
    expect({ code, detail }).toEqual({ code: 'LOG_CHANGED', detail: expect.stringMatching(/position \d+/) });
  });
});
