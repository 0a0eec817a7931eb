import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { errorCode, StackError } from './stack.error.js';

const tryPort = async (host: string, port: number): Promise<number> => {
  const server = createServer();
  server.listen({ host, port, exclusive: true });
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : port;
};

/** Below the ports that systems hand out by themselves, from 32768 or 49152 on. */
const ownPorts = { first: 20_000, count: 12_000 };

/**
 * A port that nobody listens on at this moment. Not one that the system hands out: until whoever it is for has started,
 * some seconds later, any connection or listener on this machine might have been given that.
 */
export const freePort = async (host = '127.0.0.1'): Promise<number> => {
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const port = ownPorts.first + randomInt(ownPorts.count);
    const isFree = await tryPort(host, port).catch((error: unknown) => {
      if (errorCode(error) !== 'EADDRINUSE') throw error;
      return undefined;
    });
    if (isFree !== undefined) return port;
  }
  return tryPort(host, 0);
};

const adviceOn = (code: string, host: string, port: number): string | undefined => {
  switch (code) {
    case 'EADDRINUSE':
      return `port ${port} on ${host} is in use: stop the program that uses it, or choose another one with --port`;
    case 'EACCES':
      return `this user may not open port ${port}: choose one above 1023 with --port`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `${host} is no address of this machine: correct SLA_LEDGER_HOST`;
    default:
      return undefined;
  }
};

/**
 * Makes sure that the API will be able to listen.
 *
 * @returns the port: for 0, a free one
 * @throws StackError when it is in use or may not be opened
 */
export const claimablePort = async (host: string, port: number): Promise<number> => {
  try {
    return await (port === 0 ? freePort(host) : tryPort(host, port));
  } catch (error) {
    const known = adviceOn(errorCode(error), host, port);
    if (known === undefined) throw error;
    throw new StackError(known, { cause: error });
  }
};
