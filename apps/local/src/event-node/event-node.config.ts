import { readFile } from 'node:fs/promises';
import type { EventNodeOptions } from '@app/event-node';
import { ConfigError, type ConfigFault, loadConfig } from '@app/platform';
import { errorCode } from '../stack.error.js';
import { parseSecrets, shortestPassword } from './secrets.js';

/** What the environment says about an event node. */
export interface EventNodeConfig {
  readonly databaseUrl: string;
  readonly node: Pick<
    EventNodeOptions,
    'port' | 'host' | 'advertisedHost' | 'tls' | 'credentials' | 'maxAppendBytes'
  >;
  /** Absent: health and metrics are not served. */
  readonly statusPort: number | undefined;
}

type Env = Readonly<Record<string, string | undefined>>;

/** As with a real node, which refuses to start with more: a message of the protocol holds no more. */
const largestAppend = 16_767_216;

/** Reads variables and files, and gathers what is wrong with them. */
class Reader {
  readonly faults: ConfigFault[] = [];
  constructor(private readonly env: Env) {}

  text(name: string): string | undefined {
    return this.env[name]?.trim() || undefined;
  }

  whole(name: string, most: number, least = 0): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    if (/^\d{1,9}$/.test(text) && Number(text) >= least && Number(text) <= most) return Number(text);
    this.fault(name, `must be a whole number, ${least} to ${most}`);
    return undefined;
  }

  async file(name: string): Promise<Buffer | undefined> {
    const path = this.text(name);
    if (path === undefined) return undefined;
    try {
      return await readFile(path);
    } catch (error) {
      this.fault(name, `names a file that cannot be read (${errorCode(error)}): ${path}`);
      return undefined;
    }
  }

  fault(name: string, advice: string): void {
    this.faults.push({ name, advice });
  }
}

const tlsOf = (reader: Reader, certificate?: Buffer, key?: Buffer): Pick<EventNodeOptions, 'tls'> => {
  if (certificate !== undefined && key !== undefined) return { tls: { certificate, key } };
  const missing = certificate === undefined ? 'CERT' : 'KEY';
  if (certificate !== key && reader.faults.length === 0)
    reader.fault(`SLA_LEDGER_EVENT_NODE_${missing}_FILE`, 'is missing: certificate and key go together');
  return {};
};

/**
 * The configuration of an event node. Whether host, encryption and secret go together is the node's to say.
 *
 * @throws ConfigError with every fault in one message, none of which repeats a secret
 */
export const loadEventNodeConfig = async (env: Env): Promise<EventNodeConfig> => {
  const { databaseUrl } = loadConfig(env);
  const reader = new Reader(env);
  const port = reader.whole('SLA_LEDGER_EVENT_NODE_PORT', 65_535) ?? 2113;
  const statusPort = reader.whole('SLA_LEDGER_EVENT_NODE_STATUS_PORT', 65_535);
  const maxAppendBytes = reader.whole('SLA_LEDGER_EVENT_NODE_MAX_APPEND', largestAppend, 1);
  const host = reader.text('SLA_LEDGER_EVENT_NODE_HOST');
  const advertisedHost = reader.text('SLA_LEDGER_EVENT_NODE_NAME');
  const certificate = await reader.file('SLA_LEDGER_EVENT_NODE_CERT_FILE');
  const key = await reader.file('SLA_LEDGER_EVENT_NODE_KEY_FILE');
  const secretFile = await reader.file('SLA_LEDGER_EVENT_NODE_SECRET_FILE');
  const secrets = secretFile && parseSecrets(secretFile.toString('utf8'));
  if (secretFile !== undefined && secrets === undefined) {
    const advice = `must name a file with lines USER:PASSWORD, each password of ${shortestPassword} characters or more`;
    reader.fault('SLA_LEDGER_EVENT_NODE_SECRET_FILE', advice);
  }
  const tls = tlsOf(reader, certificate, key);
  if (databaseUrl === undefined) reader.fault('DATABASE_URL', 'must be set: the log is kept in Postgres');
  if (reader.faults.length > 0 || databaseUrl === undefined) throw new ConfigError(reader.faults);
  return {
    databaseUrl,
    statusPort,
    node: {
      port,
      ...tls,
      ...(host === undefined ? {} : { host }),
      ...(advertisedHost === undefined ? {} : { advertisedHost }),
      ...(secrets === undefined ? {} : { credentials: secrets }),
      ...(maxAppendBytes === undefined ? {} : { maxAppendBytes }),
    },
  };
};
