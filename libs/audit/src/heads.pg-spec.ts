import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MemoryEventStore } from '../../projections/test/memory-event-store.js';
import { createAuditHarness, freeze, LEDGER_ID, until, type AuditHarness } from '../test/audit-harness.js';
import { mth } from '../test/rfc6962.oracle.js';
import { headOfFreeze, signingKeysIn, type KnownHead, headsAfter } from './audit.queries.js';
import { isHeadOf, keyIdOf, leafText, publicKeyOf, signHead, type SignedTreeHead } from './domain/index.js';

const HOUR = 3_600;

describe('tree heads', () => {
  let harness: AuditHarness;
  let store: MemoryEventStore;

  beforeAll(async () => {
    harness = await createAuditHarness();
  });
  beforeEach(async () => {
    await harness.emptyVault();
    await harness.dropTree();
    harness.now = 1_775_131_200;
    store = new MemoryEventStore();
    store.add('TicketRegistered', { id: 'R' }, 'ticket-1');
  });
  afterEach(() => harness.stopAll());
  afterAll(() => harness.close());

  const headsInLog = (): SignedTreeHead[] =>
    store.events
      .filter(({ type }) => type === 'TreeHeadSigned')
      .map(({ data }) => data as unknown as SignedTreeHead);
  const headsIn = (): Promise<readonly KnownHead[]> => headsAfter(harness.sql, 0, 100);
  const signed = async (count: number): Promise<readonly SignedTreeHead[]> => {
    await until(
      async () => headsInLog().length === count && (await headsIn()).length === count,
      () => `there are ${headsInLog().length} heads`,
    );
    return headsInLog();
  };
  /** Long enough for many looks. */
  const aWhile = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 300));
  const alarms = async (): Promise<readonly string[]> =>
    (await harness.vault.alarms()).map(({ code }) => code);
  const alarmed = (code: string): Promise<void> =>
    until(
      async () => (await alarms()).includes(code),
      () => `no ${code}`,
    );

  it('are signed over what the log holds, and verify with the key that it told', async () => {
    await harness.start(store);
    const [head] = await signed(1);
    const size = head!.treeSize;
    const leaves = store.events.slice(0, size).map((event) => Buffer.from(leafText(event, LEDGER_ID)));
    expect(head).toMatchObject({
      ledgerId: LEDGER_ID,
      rootHash: mth(leaves),
      timestamp: '2026-04-02T12:00:00Z',
    });
    expect(head!.position).toBe(String(store.events[size - 1]!.position));
    const [key] = await signingKeysIn(harness.sql);
    expect(isHeadOf(head!, key!.announcement.publicKey)).toBe(true);
    expect(store.events.map(({ type }) => type)).toEqual([
      'TicketRegistered',
      'SigningKeyAnnounced',
      'TreeHeadSigned',
    ]);
  });

  it('come again when it is time and there is news; heads are no news', async () => {
    await harness.start(store);
    await signed(1);
    harness.now += 2 * HOUR;
    await aWhile();
    expect(headsInLog()).toHaveLength(1);
    store.add('Closed', {}, 'ticket-1');
    const [, second] = await signed(2);
    expect(second).toMatchObject({ treeSize: 4, timestamp: '2026-04-02T14:00:00Z' });
    store.add('Reopened', {}, 'ticket-1');
    await aWhile();
    expect(headsInLog()).toHaveLength(2);
    harness.now += HOUR;
    await signed(3);
  });

  it('come at once with a freeze, and cover it', async () => {
    await harness.start(store);
    await signed(1);
    freeze(store, 'f'.repeat(64));
    const [, second] = await signed(2);
    expect(second!.treeSize).toBe(4);
    const signedAt = store.events.findLast(({ type }) => type === 'TreeHeadSigned')?.position ?? 0n;
    const headOf = (sha256: string, upTo: bigint) =>
      headOfFreeze(harness.sql, 'evaluation-demo-2026-03', sha256, upTo);
    expect(await headOf('f'.repeat(64), signedAt)).toEqual(second);
    expect(await headOf('f'.repeat(64), signedAt - 1n)).toBeUndefined();
    expect(await headOf('e'.repeat(64), signedAt)).toBeUndefined();
  });

  it('are the same after the tree is made anew, and none is signed again', async () => {
    await harness.start(store);
    await signed(1);
    freeze(store);
    await signed(2);
    await harness.grown(store);
    await harness.stopAll();
    const before = await harness.dump();
    await harness.dropTree();
    await harness.start(store);
    await harness.grown(store);
    await aWhile();
    expect(await harness.dump()).toBe(before);
    expect(headsInLog()).toHaveLength(2);
  });

  it('are recorded at the next start where only the vault has them, and kept where only the log has', async () => {
    await harness.start(store);
    await signed(1);
    await harness.stopAll();
    // As if killed between the two: the log lost what came last, and nobody has seen it.
    store.events.pop();
    await harness.dropTree();
    await harness.start(store);
    const [again] = await signed(1);
    expect(await harness.vault.heads()).toEqual([again]);
    await harness.stopAll();
    await harness.emptyVault();
    await harness.start(store);
    await until(
      async () => (await harness.vault.heads()).length === 1,
      () => 'the vault does not know the head of the log',
    );
    expect(await harness.vault.heads()).toEqual([again]);
  });

  it('are not signed over a tree that is looked at just before it takes in the key', async () => {
    await harness.start(store);
    const [{ treeSize }] = (await signed(1)) as [SignedTreeHead];
    await harness.stopAll();
    // As one sees it whose first question comes before that transaction, and whose second after it.
    const size = treeSize - 1;
    await harness.emptyVault();
    await harness.sql`update audit_tree set tree_size = ${size}, news_size = ${size}`;
    await harness.sql`delete from audit_head`;
    expect(await (await harness.signer(store)).look()).toEqual({ kind: 'announced' });
    expect(await harness.vault.heads()).toEqual([]);
  });

  it('are signed once with two processes', async () => {
    await harness.start(store);
    await harness.start(store);
    await signed(1);
    freeze(store);
    await signed(2);
    await aWhile();
    expect(headsInLog()).toHaveLength(2);
  });

  describe('of a log that is not the one they were signed over', () => {
    /** A log with two heads, whose tree has to be made anew. */
    const signedLog = async (): Promise<void> => {
      await harness.start(store);
      await signed(1);
      freeze(store);
      await signed(2);
      await harness.stopAll();
      await harness.dropTree();
    };
    /** The alarm is there, and whatever happens nothing is signed. */
    const isStopped = async (code: string): Promise<void> => {
      await harness.start(store);
      await alarmed(code);
      const before = headsInLog().length;
      freeze(store, 'later');
      harness.now += 10 * HOUR;
      await harness.grown(store);
      await aWhile();
      expect(headsInLog()).toHaveLength(before);
      await harness.stopAll();
      await harness.start(store); // nor after a restart
      await aWhile();
      expect(headsInLog()).toHaveLength(before);
    };

    it('is noticed when an event was changed', async () => {
      await signedLog();
      const [first] = store.events;
      store.events[0] = { ...first!, data: { id: 'another' } };
      await isStopped('HEAD_FAULT');
      const faults = await harness.sql`select fault from audit_head`;
      expect(faults.map(({ fault }) => fault as string)).toEqual(['ROOT', 'ROOT']);
    });

    it('is noticed when an event was removed', async () => {
      await signedLog();
      store.events.splice(0, 1);
      await isStopped('HEAD_FAULT');
    });

    it('is noticed when its end was cut off, heads and all', async () => {
      await signedLog();
      store.events.splice(1);
      await isStopped('LOG_CUT');
    });

    it('is noticed when it went another way from before its heads', async () => {
      await signedLog();
      store.events.splice(1);
      for (let n = 0; n < 10; n += 1) store.add('Closed', { n }, 'ticket-1');
      await isStopped('SPLIT_VIEW');
    });

    it('is noticed by a tree that goes on where it was', async () => {
      await harness.start(store);
      await signed(1);
      await harness.vaultSql`update vault.tree_head set head = jsonb_set(head, '{rootHash}', ${'"' + '0'.repeat(64) + '"'}::text::jsonb)`;
      await harness.stopAll();
      await isStopped('SPLIT_VIEW');
    });

    it('is not signed on after a head by a key that nobody told', async () => {
      const [{ position } = { position: 0n }] = store.events;
      const rootHash = mth([Buffer.from(leafText(store.events[0]!, LEDGER_ID))]);
      const timestamp = '2026-04-02T12:00:00Z';
      const head = { ledgerId: LEDGER_ID, treeSize: 1, rootHash, position: String(position), timestamp };
      store.add(
        'TreeHeadSigned',
        { ...signHead(head, generateKeyPairSync('ed25519').privateKey) },
        'audit-heads',
      );
      await isStopped('HEAD_FAULT');
      const rows = await harness.sql`select fault from audit_head`;
      expect(rows.map(({ fault }) => fault as string)).toEqual(['KEY_UNKNOWN']);
    });
  });

  describe('with a key of a file', () => {
    const directory = mkdtempSync(join(tmpdir(), 'audit-keys-'));
    afterAll(() => rmSync(directory, { recursive: true }));
    const newFile = (name: string) => {
      const { privateKey } = generateKeyPairSync('ed25519');
      const path = join(directory, name);
      writeFileSync(path, privateKey.export({ format: 'pem', type: 'pkcs8' }));
      return { path, keyId: keyIdOf(publicKeyOf(privateKey)) };
    };

    it('are signed by it after the key before has signed it over', async () => {
      const [one, two] = [newFile('one.pem'), newFile('two.pem')];
      await harness.start(store);
      await signed(1);
      await harness.stopAll();
      freeze(store);
      await harness.start(store, { signingKeyFile: one.path });
      expect((await signed(2))[1]!.keyId).toBe(one.keyId);
      await harness.stopAll();
      freeze(store, 'again');
      await harness.start(store, { signingKeyFile: two.path });
      await aWhile();
      expect(headsInLog()).toHaveLength(2); // the first file's key is not at hand to sign the second one over
      await harness.stopAll();
      await harness.start(store, { signingKeyFile: two.path, previousSigningKeyFile: one.path });
      expect((await signed(3))[2]!.keyId).toBe(two.keyId);
      const keys = await signingKeysIn(harness.sql);
      expect(keys.map(({ announcement }) => announcement.keyId).slice(1)).toEqual([one.keyId, two.keyId]);
      expect(await alarms()).toEqual([]);
    });

    it('are not signed by what is no such key', async () => {
      const path = join(directory, 'none.pem');
      writeFileSync(path, 'no key');
      await expect(harness.start(store, { signingKeyFile: path })).rejects.toThrow(/openssl genpkey/);
      const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
      writeFileSync(path, rsa.export({ format: 'pem', type: 'pkcs8' }));
      await expect(harness.start(store, { signingKeyFile: path })).rejects.toThrow(/Ed25519/);
    });
  });
});
