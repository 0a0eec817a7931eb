import { resolve } from 'node:path';
import { ConfigError } from './config.errors.js';
import { loadConfig } from './config.js';

describe('loadConfig', () => {
  it('has a default for everything', () => {
    expect(loadConfig({ DATABASE_URL: ' ' })).toEqual({
      host: '127.0.0.1',
      port: 3000,
      dataDir: resolve('data'),
      tokenFile: undefined,
      eventStoreUrl: undefined,
      databaseUrl: undefined,
      logLevel: 'info',
      lagLimitSeconds: 5,
      reportLimitBytes: 10_485_760,
      projectorStatusPort: undefined,
      signingKeyFile: undefined,
      previousSigningKeyFile: undefined,
      headIntervalSeconds: 3_600,
    });
  });

  it('names every fault at once and repeats no value', () => {
    const env = {
      SLA_LEDGER_PORT: '70000',
      SLA_LEDGER_HOST: '0.0.0.0',
      DATABASE_URL: 'mysql://u:hunter2@db',
      EVENTSTORE_URL: 'http://x',
      LOG_LEVEL: 'loud',
      SLA_LEDGER_LAG_LIMIT_SECONDS: 'soon',
      SLA_LEDGER_REPORT_LIMIT_BYTES: '1 GB',
      SLA_LEDGER_PROJECTOR_STATUS_PORT: '-1',
      SLA_LEDGER_HEAD_INTERVAL_SECONDS: '0',
    };
    let thrown: unknown;
    try {
      loadConfig(env);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(ConfigError);
    const { faults, message } = thrown as ConfigError;
    expect(faults.map(({ name }) => name).sort()).toEqual(Object.keys(env).sort());
    expect(message).not.toContain('hunter2');
  });

  it('listens to the world only with a token file', () => {
    const env = { SLA_LEDGER_HOST: '0.0.0.0', SLA_LEDGER_TOKEN_FILE: '/etc/tokens' };
    expect(loadConfig(env)).toMatchObject({ host: '0.0.0.0', tokenFile: '/etc/tokens' });
  });
});
