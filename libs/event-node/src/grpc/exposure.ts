import { createSecureContext } from 'node:tls';
import { type Credentials } from './credentials.js';
import { type TlsFiles } from './grpc-server.js';
import { BadCertificateError, NotLoopbackError, SecretWithoutTlsError } from './server.errors.js';

/** Where a node listens, and what it asks of those who come. */
export interface Exposure {
  readonly host: string;
  readonly tls?: TlsFiles;
  /** Any of these is let in; none: everybody is, which is for loopback only. */
  readonly credentials?: readonly Credentials[];
}

/** Only this machine reaches it. */
const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);

// The server would take anything, and fail at each connection.
const checkCertificate = ({ certificate, key }: TlsFiles): void => {
  try {
    createSecureContext({ cert: certificate, key });
  } catch (error) {
    throw new BadCertificateError(error);
  }
};

/**
 * Whoever reaches the node reads and writes the ledger: where others can, it must know them, and nobody on the way may
 * read along.
 *
 * @throws NotLoopbackError, SecretWithoutTlsError, BadCertificateError
 */
export const checkExposure = ({ host, tls, credentials = [] }: Exposure): void => {
  if (credentials.length > 0 && tls === undefined) throw new SecretWithoutTlsError();
  if (!isLoopback(host) && (tls === undefined || credentials.length === 0)) throw new NotLoopbackError(host);
  if (tls !== undefined) checkCertificate(tls);
};
