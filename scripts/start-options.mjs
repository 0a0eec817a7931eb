import { parseArgs } from 'node:util';

export const help = `sla-ledger: npm start -- [options]

Runs the whole ledger on this machine: Postgres, event node, API and projector. Ctrl-C stops it.

Options
  --port PORT       port of the API on loopback (default 3000)
  --data-dir DIR    where everything is kept (default ./data)
  --no-example      do not load the example month into an empty ledger
  --help            this text

Environment (options go first)
  SLA_LEDGER_PORT, SLA_LEDGER_DATA_DIR   as the options
  SLA_LEDGER_TOKEN_FILE   tokens of the API (default: an operator token of its own in DIR/operator.token)
  SLA_LEDGER_HOST         address to listen on (default 127.0.0.1; another one only with SLA_LEDGER_TOKEN_FILE)
  EVENTSTORE_URL          connection string of an EventStoreDB server to be used instead of the embedded node
  DATABASE_URL            address of a Postgres server to be used instead of the embedded one
`;

/** @param {string} text */
const isPort = (text) => /^\d{1,5}$/.test(text) && Number(text) <= 65535;

/**
 * The options of `npm start`, as the environment that the programs read.
 *
 * @param {string[]} args
 * @returns {{ kind: 'help' } | { kind: 'wrong', message: string } | { kind: 'start', env: Record<string, string> }}
 */
export const parseOptions = (args) => {
  const options = {
    port: { type: /** @type {const} */ ('string') },
    'data-dir': { type: /** @type {const} */ ('string') },
    'no-example': { type: /** @type {const} */ ('boolean') },
    help: { type: /** @type {const} */ ('boolean'), short: 'h' },
  };
  let values;
  try {
    ({ values } = parseArgs({ args, options }));
  } catch (error) {
    return { kind: 'wrong', message: /** @type {Error} */ (error).message };
  }
  if (values.help) return { kind: 'help' };
  const { port, 'data-dir': dataDir } = values;
  if (port !== undefined && !isPort(port)) {
    return { kind: 'wrong', message: `--port ${port}: must be a port number, 0 to 65535 (0: any free one)` };
  }
  if (dataDir?.trim() === '') return { kind: 'wrong', message: '--data-dir: must name a directory' };
  return {
    kind: 'start',
    env: {
      ...(port === undefined ? {} : { SLA_LEDGER_PORT: port }),
      ...(dataDir === undefined ? {} : { SLA_LEDGER_DATA_DIR: dataDir }),
      ...(values['no-example'] ? { SLA_LEDGER_EXAMPLE: 'no' } : {}),
    },
  };
};
