import { createHash, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Response } from 'supertest';
import request from 'supertest';
import { acceptsPath, acceptsProof, mth } from '../../libs/audit/test/rfc6962.oracle.js';
import { pdfText, qrText } from '../../libs/evaluation-documents/test/read-back.js';
import { untilQuiet } from '../support/quiet.js';
import { startTestLedger, type TestLedger } from '../support/test-ledger.js';

type Body = Response['body'];

const fixtures = resolve(import.meta.dirname, '../fixtures/contract');
const readFixture = (name: string): string => readFileSync(resolve(fixtures, name), 'utf8');
const agreement = JSON.parse(readFixture('agreement.example.json'));
const month = `/v1/evaluations/${agreement.agreementId}/2026-03`;

const MEETING = Date.parse('2026-04-02T12:00:00Z');
let ledger: TestLedger;

const get = async (path: string, status = 200): Promise<Body> =>
  (await ledger.call('get', path).expect(status)).body;

/** Asks until an answer is as wanted. */
const eventually = async <T>(ask: () => Promise<T | undefined>, what: string): Promise<T> => {
  const late = performance.now() + 20_000;
  for (;;) {
    const found = await ask();
    if (found !== undefined) return found;
    if (performance.now() > late) throw new Error(`there is no ${what}`);
    await new Promise((again) => setTimeout(again, 50));
  }
};

/** All leaves of the log, from the bytes that anyone is given. */
const leavesOf = async (): Promise<Buffer[]> => {
  const leaves: Buffer[] = [];
  for (let from: number | null = 0; from !== null;) {
    const page: Body = await get(`/v1/audit/leaves?from=${from}&limit=7`);
    leaves.push(...page.items.map(({ leaf }: { leaf: string }) => Buffer.from(leaf, 'utf8')));
    from = page.next;
  }
  return leaves;
};

const sha256 = (...parts: Buffer[]): string =>
  createHash('sha256').update(Buffer.concat(parts)).digest('hex');
const hashOfLeaf = (leaf: string): string => sha256(Buffer.of(0), Buffer.from(leaf, 'utf8'));

/** Verifies a head as somebody would who has Node alone. */
const verifyHead = (head: Body, publicKey: string): boolean => {
  const der = Buffer.from(publicKey, 'base64');
  const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
  const { ledgerId, treeSize, rootHash, position, timestamp, keyId } = head;
  const told = JSON.parse(head.text);
  expect(told).toEqual({
    schema: 'sla-ledger/tree-head/1',
    ledgerId,
    treeSize,
    rootHash,
    position,
    timestamp,
    keyId,
  });
  return (
    sha256(der) === keyId && verify(null, Buffer.from(head.text), key, Buffer.from(head.signature, 'base64'))
  );
};

beforeAll(async () => {
  ledger = await startTestLedger({ clock: { nowMs: () => MEETING }, headIntervalSeconds: 1e9 });
  await ledger.call('put', `/v1/agreements/${agreement.agreementId}`).send(agreement).expect(201);
  const { body } = await ledger
    .call('post', '/v1/imports')
    .set('content-type', 'application/x-ndjson')
    .send(readFixture('facts.example.ndjson'))
    .expect(200);
  await get(`/v1/audit/heads?minPosition=${body.position}`);
});
afterAll(() => ledger.stop());

describe('a log of which nothing was signed yet', () => {
  it('has a tree, and says that it has no head', async () => {
    expect(await get('/v1/audit/heads')).toMatchObject({ items: [], next: null, alarms: [] });
    expect((await get('/v1/audit/heads/latest', 404)).code).toBe('HEAD_NOT_FOUND');
    expect((await get('/v1/audit/keys')).items).toEqual([]);
    const leaves = await leavesOf();
    const { fromRoot, toRoot, proof } = await get(`/v1/audit/consistency?from=3&to=${leaves.length}`);
    expect([fromRoot, toRoot]).toEqual([mth(leaves.slice(0, 3)), mth(leaves)]);
    expect(acceptsProof(3, leaves.length, proof, fromRoot, toRoot)).toBe(true);
  });

  it('names every fault of a question', async () => {
    const faulty = async (path: string, ...pointers: string[]): Promise<void> => {
      const { errors } = await get(`/v1/audit/${path}`, 400);
      expect(errors.map(({ pointer }: Body) => pointer).sort()).toEqual(pointers);
    };
    await faulty('consistency', '/query/from', '/query/to');
    await faulty('consistency?from=0&to=x&at=1', '/query/at', '/query/from', '/query/to');
    await faulty('consistency?from=3&to=2', '/query/from');
    await faulty('inclusion', '/query/factId');
    await faulty('inclusion?position=1&factId=R1', '/query/position');
    await faulty('inclusion?factId=R1&ticketId=A&outageId=B', '/query/factId');
    await faulty('inclusion?position=-1&treeSize=0', '/query/position', '/query/treeSize');
    await faulty('leaves?from=-1&limit=501', '/query/from', '/query/limit');
    expect((await get('/v1/audit/consistency?from=1&to=100000', 404)).code).toBe('TREE_NOT_FOUND');
    expect((await get('/v1/audit/inclusion?position=999999', 404)).code).toBe('LEAF_NOT_FOUND');
    expect((await get('/v1/audit/inclusion?ticketId=INC-0&factId=R1', 404)).code).toBe('LEAF_NOT_FOUND');
    expect((await get('/v1/audit/inclusion?position=1', 404)).code).toBe('LEAF_NOT_COVERED');
  });
});

describe('a month that is frozen', () => {
  let head: Body;

  it('is covered by a head at once, which its answer carries beside bytes that stay what they were', async () => {
    const { body } = await ledger.call('post', `${month}/freeze`).send({ by: 'manager-1' }).expect(201);
    const shown = await eventually(async () => {
      const answer = await get(`${month}?minPosition=${body.position}`);
      return answer.frozen.treeHead === undefined ? undefined : answer.frozen;
    }, 'head of the freeze');
    head = await get('/v1/audit/heads/latest');
    const { text: _, witnesses, alarms, ...signed } = head;
    expect(shown.treeHead).toEqual(signed);
    expect([witnesses, alarms]).toEqual([[], []]);
    const { text, headers } = await ledger.call('get', `${month}/frozen`).expect(200);
    expect(headers['etag']).toBe(`"${sha256(Buffer.from(text))}"`);
    expect(text).not.toContain(head.rootHash);

    const inclusion = await get(`/v1/audit/inclusion?position=${body.position}`);
    expect(inclusion.treeSize).toBe(head.treeSize);
    expect(JSON.parse(inclusion.leaf).data.sha256).toBe(body.frozen.sha256);
    expect(hashOfLeaf(inclusion.leaf)).toBe(inclusion.leafHash);
    const { leafIndex, treeSize, leafHash, auditPath } = inclusion;
    expect(acceptsPath(leafIndex, treeSize, leafHash, auditPath, head.rootHash)).toBe(true);
  });

  it('carries the head on paper: as text, and as a code that holds all of it', async () => {
    const { body } = await ledger
      .call('get', `${month}.pdf`)
      .buffer()
      .parse((response, done) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => done(null, Buffer.concat(chunks)));
      })
      .expect(200);
    expect(await pdfText(body)).toContain(head.signature);
    const { text, witnesses: _, alarms: _none, ...signed } = head;
    expect(JSON.parse(qrText(body) ?? 'null')).toEqual({ schema: JSON.parse(text).schema, ...signed });
  });

  it('has a head that anyone can compute and verify, from nothing but leaves and key', async () => {
    const leaves = await leavesOf();
    expect(head.rootHash).toBe(mth(leaves.slice(0, head.treeSize)));
    const { items } = await get('/v1/audit/keys');
    expect(items).toHaveLength(1);
    expect(verifyHead(head, items[0].publicKey)).toBe(true);
    const { text, headers } = await ledger.call('get', '/v1/audit/leaves?from=0&limit=1');
    expect(headers['content-type']).toMatch(/json/);
    expect(JSON.parse(JSON.parse(text).items[0].leaf)).toMatchObject({ type: 'LedgerOpened', position: '1' });
  });

  it('has a proof for each of its facts', async () => {
    const { facts } = await get('/v1/tickets/INC-1001');
    expect(facts.length).toBeGreaterThan(2);
    for (const { id } of facts) {
      const proof = await get(`/v1/audit/inclusion?ticketId=INC-1001&factId=${id}&treeSize=${head.treeSize}`);
      expect(JSON.parse(proof.leaf).data.id).toBe(id);
      const { leafIndex, treeSize, auditPath } = proof;
      expect(acceptsPath(leafIndex, treeSize, hashOfLeaf(proof.leaf), auditPath, head.rootHash)).toBe(true);
    }
  });

  it('is the beginning of what comes after it', async () => {
    const released = await ledger
      .call('post', `${month}/freeze/withdrawal`)
      .send({ reason: 'x' })
      .expect(201);
    const later = await eventually(async () => {
      const latest = await get('/v1/audit/heads/latest');
      return latest.treeSize > head.treeSize ? latest : undefined;
    }, 'later head');
    const { proof } = await get(`/v1/audit/consistency?from=${head.treeSize}&to=${later.treeSize}`);
    expect(acceptsProof(head.treeSize, later.treeSize, proof, head.rootHash, later.rootHash)).toBe(true);
    expect(BigInt(later.position)).toBeGreaterThanOrEqual(BigInt(released.body.position));
    const first = await get('/v1/audit/heads?limit=1');
    expect(first.items).toMatchObject([{ treeSize: head.treeSize }]);
    expect((await get(`/v1/audit/heads?limit=1&cursor=${first.next}`)).items).toMatchObject([
      { treeSize: later.treeSize },
    ]);
  });
});

describe('a witness', () => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const key = publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
  const register = (body: object) => ledger.call('post', '/v1/audit/witnesses').send(body);
  const cosign = (treeSize: number | string, body: object) =>
    ledger.call('post', `/v1/audit/heads/${treeSize}/witnesses`).send(body);
  let head: Body;
  let signature: string;

  beforeAll(async () => {
    head = await get('/v1/audit/heads/latest');
    signature = sign(null, Buffer.from(head.text), privateKey).toString('base64');
  });

  it('signs nothing before the operator has registered its key', async () => {
    expect((await cosign(head.treeSize, { publicKey: key, signature }).expect(404)).body.code).toBe(
      'WITNESS_NOT_FOUND',
    );
    const foreign = await request(ledger.app.getHttpServer())
      .post('/v1/audit/witnesses')
      .set('authorization', 'Bearer other-token')
      .send({ name: 'Customer', publicKey: key });
    expect(foreign.status).toBe(403);
    for (const wrong of ['no key', Buffer.from(key, 'base64').subarray(1).toString('base64')]) {
      const { body } = await register({ name: 'Customer', publicKey: wrong }).expect(400);
      expect(body.errors).toMatchObject([{ pointer: '/publicKey' }]);
    }
    expect((await get('/v1/audit/witnesses')).items).toEqual([]);
    const { body } = await register({ name: 'Customer', publicKey: key }).expect(201);
    const { items } = await get(`/v1/audit/witnesses?minPosition=${body.position}`);
    expect(items).toEqual([{ keyId: body.keyId, publicKey: key, name: 'Customer' }]);
    await register({ name: 'Customer', publicKey: key }).expect(200);
    await register({ name: 'Somebody', publicKey: key }).expect(409);
  });

  it('countersigns a head, once', async () => {
    const { body } = await cosign(head.treeSize, { publicKey: key, signature }).expect(201);
    await get(`/v1/audit/witnesses?minPosition=${body.position}`);
    const again = await cosign(head.treeSize, { keyId: body.keyId, signature }).expect(200);
    expect(again.body).toMatchObject({ duplicate: true });
    const { items } = await get('/v1/audit/heads');
    expect(items.find(({ treeSize }: Body) => treeSize === head.treeSize).witnesses).toEqual([
      { keyId: body.keyId, name: 'Customer', signature },
    ]);
  });

  it('has nothing recorded that it did not sign', async () => {
    await untilQuiet(ledger.opened.parts);
    const last = await ledger.opened.parts.store.last();
    const other = generateKeyPairSync('ed25519').privateKey;
    const wrong = sign(null, Buffer.from(head.text), other).toString('base64');
    const { body } = await cosign(head.treeSize, { publicKey: key, signature: wrong }).expect(400);
    expect(body.errors).toMatchObject([{ pointer: '/signature', code: 'INVALID_SIGNATURE' }]);
    const faulty = await cosign(head.treeSize, { keyId: 'x', signature: 'y', z: 1 }).expect(400);
    expect(faulty.body.errors.map(({ pointer }: Body) => pointer).sort()).toEqual([
      '/keyId',
      '/signature',
      '/z',
    ]);
    expect((await cosign(1, { publicKey: key, signature }).expect(404)).body.code).toBe('HEAD_NOT_FOUND');
    expect((await cosign('latest', { publicKey: key, signature }).expect(404)).body.code).toBe(
      'HEAD_NOT_FOUND',
    );
    expect((await ledger.opened.parts.store.last())?.position).toBe(last?.position);
  });
});

describe('read models that are made anew', () => {
  it('show the same heads, witnesses and leaves', async () => {
    const paths = ['heads', 'keys', 'witnesses', 'leaves?limit=500', 'inclusion?position=2'];
    const all = async (): Promise<Body[]> =>
      Promise.all(paths.map(async (path) => (await ledger.call('get', `/v1/audit/${path}`)).body));
    const last = await ledger.opened.parts.store.last();
    await get(`/v1/audit/heads?minPosition=${last?.position}`);
    const before = await all();
    await ledger.rebuild();
    await get(`/v1/audit/heads?minPosition=${last?.position}`);
    expect(await all()).toEqual(before);
  });
});
