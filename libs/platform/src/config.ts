import { resolve } from 'node:path';
import { type ConfigFault, ConfigError } from './config.errors.js';

/** What the environment decides. Programs may override fields from their command line. */
export interface Config {
  /** Address to listen on. */
  readonly host: string;
  readonly port: number;
  /** Absolute path. */
  readonly dataDir: string;
  /** Absolute path of a file with tokens; absent: the local stack writes one into the data directory. */
  readonly tokenFile: string | undefined;
  /** Connection string of an EventStoreDB server; absent: the embedded node is started. */
  readonly eventStoreUrl: string | undefined;
  /** Absent: the embedded Postgres is started. */
  readonly databaseUrl: string | undefined;
  readonly logLevel: string;
  /** Answers tell when the read models are behind by more than this. */
  readonly lagLimitSeconds: number;
  /** Most bytes of a report of a root cause analysis. */
  readonly reportLimitBytes: number;
  /** Where the projector serves health and metrics, on loopback; absent: nowhere. */
  readonly projectorStatusPort: number | undefined;
  /** Absolute path of the key that tree heads are signed with; absent: one of the vault's own. */
  readonly signingKeyFile: string | undefined;
  /** Absolute path of the key before that one. */
  readonly previousSigningKeyFile: string | undefined;
  /** How long after a tree head the next one is signed. */
  readonly headIntervalSeconds: number;
}

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];
const loopback = ['127.0.0.1', '::1', 'localhost'];

const hasScheme = (text: string, schemes: readonly string[]): boolean =>
  schemes.some((scheme) => text.startsWith(`${scheme}://`));

/**
 * Reads the configuration; an empty variable counts as absent.
 *
 * @throws ConfigError with every fault in one message
 */
export const loadConfig = (env: Readonly<Record<string, string | undefined>>): Config => {
  const faults: ConfigFault[] = [];
  const get = (name: string): string | undefined => env[name]?.trim() || undefined;
  const check = (name: string, ok: (text: string) => boolean, advice: string): string | undefined => {
    const text = get(name);
    if (text === undefined || ok(text)) return text;
    faults.push({ name, advice });
    return undefined;
  };
  const isPort = (text: string): boolean => /^\d{1,5}$/.test(text) && Number(text) <= 65_535;
  const port = check('SLA_LEDGER_PORT', isPort, 'must be a port number, 0 to 65535');
  const eventStore = ['esdb', 'esdb+discover', 'kurrentdb', 'kurrentdb+discover'];
  const eventStoreUrl = check(
    'EVENTSTORE_URL',
    (text) => hasScheme(text, eventStore),
    'must begin with esdb://',
  );
  const isPostgres = (text: string): boolean => hasScheme(text, ['postgres', 'postgresql']);
  const databaseUrl = check('DATABASE_URL', isPostgres, 'must begin with postgres://');
  const logLevel = check(
    'LOG_LEVEL',
    (text) => logLevels.includes(text),
    `must be one of ${logLevels.join(', ')}`,
  );
  const isSeconds = (text: string): boolean => /^\d{1,6}(\.\d{1,3})?$/.test(text);
  const lagLimit = check('SLA_LEDGER_LAG_LIMIT_SECONDS', isSeconds, 'must be seconds, such as 5 or 0.5');
  // What is kept goes through memory, and through one statement.
  const isSize = (text: string): boolean => /^\d{1,9}$/.test(text) && Number(text) <= 104_857_600;
  const reportLimit = check('SLA_LEDGER_REPORT_LIMIT_BYTES', isSize, 'must be bytes, at most 104857600');
  const statusPort = check('SLA_LEDGER_PROJECTOR_STATUS_PORT', isPort, 'must be a port number, 0 to 65535');
  const headInterval = check(
    'SLA_LEDGER_HEAD_INTERVAL_SECONDS',
    (text) => /^[1-9]\d{0,6}$/.test(text),
    'must be whole seconds, such as 3600',
  );
  const fileOf = (name: string): string | undefined => {
    const path = get(name);
    return path === undefined ? undefined : resolve(path);
  };
  const host = get('SLA_LEDGER_HOST') ?? '127.0.0.1';
  const tokenFile = fileOf('SLA_LEDGER_TOKEN_FILE');
  if (!loopback.includes(host) && tokenFile === undefined) {
    const advice =
      'names an address that others can reach: give SLA_LEDGER_TOKEN_FILE as well, or listen on 127.0.0.1';
    faults.push({ name: 'SLA_LEDGER_HOST', advice });
  }
  if (faults.length > 0) throw new ConfigError(faults);
  return {
    host,
    port: Number(port ?? 3000),
    dataDir: resolve(get('SLA_LEDGER_DATA_DIR') ?? 'data'),
    tokenFile,
    eventStoreUrl,
    databaseUrl,
    logLevel: logLevel ?? 'info',
    lagLimitSeconds: Number(lagLimit ?? 5),
    reportLimitBytes: Number(reportLimit ?? 10_485_760),
    projectorStatusPort: statusPort === undefined ? undefined : Number(statusPort),
    signingKeyFile: fileOf('SLA_LEDGER_SIGNING_KEY_FILE'),
    previousSigningKeyFile: fileOf('SLA_LEDGER_PREVIOUS_SIGNING_KEY_FILE'),
    headIntervalSeconds: Number(headInterval ?? 3_600),
  };
};
