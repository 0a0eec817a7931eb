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

/** A port on loopback that nobody listens on at this moment. */
export const freePort = (): Promise<number> => tryPort('127.0.0.1', 0);

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
    return await tryPort(host, port);
  } catch (error) {
    const known = adviceOn(errorCode(error), host, port);
    if (known === undefined) throw error;
    throw new StackError(known, { cause: error });
  }
};
