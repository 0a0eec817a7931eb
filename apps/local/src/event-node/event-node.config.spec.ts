import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError } from '@app/platform';
import { loadEventNodeConfig } from './event-node.config.js';

const DATABASE_URL = 'postgres://u@db/ledger';

describe('loadEventNodeConfig', () => {
  let directory: string;
  const file = async (name: string, text: string): Promise<string> => {
    await writeFile(join(directory, name), text);
    return join(directory, name);
  };
  const faultsOf = async (env: Record<string, string>): Promise<readonly string[]> => {
    try {
      await loadEventNodeConfig(env);
    } catch (error) {
      if (error instanceof ConfigError) return error.faults.map(({ name }) => name).sort();
      throw error;
    }
    return [];
  };

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'sla-ledger-node-'));
  });
  afterAll(() => rm(directory, { recursive: true }));

  it('needs a database only', async () => {
    const config = await loadEventNodeConfig({ DATABASE_URL });
    expect(config).toEqual({ databaseUrl: DATABASE_URL, statusPort: undefined, node: { port: 2113 } });
  });

  it('reads the files of a node that others can reach', async () => {
    const { node, statusPort } = await loadEventNodeConfig({
      DATABASE_URL,
      SLA_LEDGER_EVENT_NODE_HOST: '0.0.0.0',
      SLA_LEDGER_EVENT_NODE_NAME: 'node.example',
      SLA_LEDGER_EVENT_NODE_PORT: '0',
      SLA_LEDGER_EVENT_NODE_STATUS_PORT: '9100',
      SLA_LEDGER_EVENT_NODE_MAX_APPEND: '4000000',
      SLA_LEDGER_EVENT_NODE_CERT_FILE: await file('cert.pem', 'CERTIFICATE'),
      SLA_LEDGER_EVENT_NODE_KEY_FILE: await file('key.pem', 'KEY'),
      SLA_LEDGER_EVENT_NODE_SECRET_FILE: await file('secret', 'a:sixteen letters:\r\n\nb:another sixteen.'),
    });
    expect(statusPort).toBe(9100);
    expect(node).toEqual({
      port: 0,
      host: '0.0.0.0',
      advertisedHost: 'node.example',
      maxAppendBytes: 4_000_000,
      tls: { certificate: Buffer.from('CERTIFICATE'), key: Buffer.from('KEY') },
      credentials: [
        { user: 'a', password: 'sixteen letters:' },
        { user: 'b', password: 'another sixteen.' },
      ],
    });
  });

  it('names every fault at once', async () => {
    const env = {
      SLA_LEDGER_EVENT_NODE_PORT: '65536',
      SLA_LEDGER_EVENT_NODE_STATUS_PORT: '-1',
      SLA_LEDGER_EVENT_NODE_MAX_APPEND: '16767217',
      SLA_LEDGER_EVENT_NODE_CERT_FILE: join(directory, 'none'),
      SLA_LEDGER_EVENT_NODE_SECRET_FILE: await file('empty', '\n'),
    };
    expect(await faultsOf(env)).toEqual(['DATABASE_URL', ...Object.keys(env)].sort());
  });

  it.each([
    ['a short password', 'user:fifteen letter'],
    ['no user', ':sixteen letters and more'],
    ['no colon', 'sixteen letters and more'],
    ['a second line that cannot be used', 'user:sixteen letters and more\nuser:short'],
  ])('refuses a secret with %s and does not repeat it', async (_name, text) => {
    const env = { DATABASE_URL, SLA_LEDGER_EVENT_NODE_SECRET_FILE: await file('bad', text) };
    const refused = loadEventNodeConfig(env);
    await expect(refused).rejects.toThrow(/SECRET_FILE/);
    await expect(refused).rejects.not.toThrow(/letter|user:/);
  });

  it('takes certificate and key together only', async () => {
    const pem = await file('one.pem', 'X');
    expect(await faultsOf({ DATABASE_URL, SLA_LEDGER_EVENT_NODE_CERT_FILE: pem })).toEqual([
      'SLA_LEDGER_EVENT_NODE_KEY_FILE',
    ]);
    expect(await faultsOf({ DATABASE_URL, SLA_LEDGER_EVENT_NODE_KEY_FILE: pem })).toEqual([
      'SLA_LEDGER_EVENT_NODE_CERT_FILE',
    ]);
  });
});
