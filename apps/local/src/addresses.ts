import type { StackAddresses } from './stack-file.js';

/** Address of the API for clients on this machine: one that listens on every address is met on loopback. */
export const apiAddress = (host: string, port: number): string => {
  const reachable = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`;
};

/**
 * The line that says where the stack is. With a token it ends in a link that signs a browser in: the token stands in
 * the fragment, which a browser keeps to itself.
 */
export const readyLine = ({ api }: StackAddresses, token: string | undefined): string =>
  token === undefined
    ? `sla-ledger is ready at ${api}/`
    : `sla-ledger is ready at ${api}/ (sign in: ${api}/#token=${token})`;
