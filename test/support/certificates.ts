import selfsigned from 'selfsigned';

export interface Certificate {
  /** Of the authority that has signed the certificate: what a client is told to trust. PEM, as the others. */
  readonly authority: Buffer;
  readonly certificate: Buffer;
  readonly key: Buffer;
}

const attributes = (commonName: string) => [{ name: 'commonName', value: commonName }];

/** A certificate for a host name, from an authority made for it alone. */
export const makeCertificate = async (host: string): Promise<Certificate> => {
  const authority = await selfsigned.generate(attributes('Test authority'), {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, critical: true },
    ],
  });
  const leaf = await selfsigned.generate(attributes(host), {
    keyType: 'ec',
    algorithm: 'sha256',
    ca: { key: authority.private, cert: authority.cert },
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'subjectAltName', altNames: [{ type: 2, value: host }] },
    ],
  });
  return {
    authority: Buffer.from(authority.cert),
    certificate: Buffer.from(leaf.cert),
    key: Buffer.from(leaf.private),
  };
};
