import { type Certificate, makeCertificate } from '../../../../test/support/certificates.js';
import { checkExposure } from './exposure.js';
import { BadCertificateError, NotLoopbackError, SecretWithoutTlsError } from './server.errors.js';

const credentials = [{ user: 'u', password: 'p' }];

describe('checkExposure', () => {
  let tls: Certificate;
  let other: Certificate;
  beforeAll(async () => {
    [tls, other] = await Promise.all([makeCertificate('localhost'), makeCertificate('localhost')]);
  });

  it.each(['127.0.0.1', '127.8.9.10', 'localhost', '::1'])('needs nothing on %s', (host) => {
    expect(() => checkExposure({ host })).not.toThrow();
    expect(() => checkExposure({ host, tls })).not.toThrow();
  });

  it.each(['0.0.0.0', '::', '10.0.0.1', 'node.example', '127.0.0.1.example', ''])(
    'needs both where others may come: %s',
    (host) => {
      expect(() => checkExposure({ host })).toThrow(NotLoopbackError);
      expect(() => checkExposure({ host, tls })).toThrow(NotLoopbackError);
      expect(() => checkExposure({ host, tls, credentials: [] })).toThrow(NotLoopbackError);
      expect(() => checkExposure({ host, tls, credentials })).not.toThrow();
    },
  );

  it('a secret needs encryption anywhere', () => {
    expect(() => checkExposure({ host: '127.0.0.1', credentials })).toThrow(SecretWithoutTlsError);
  });

  it('says when certificate and key are none, or of two pairs', () => {
    const host = '127.0.0.1';
    const mixed = { certificate: tls.certificate, key: other.key };
    const none = { certificate: Buffer.from('no PEM'), key: tls.key };
    expect(() => checkExposure({ host, tls: mixed })).toThrow(BadCertificateError);
    expect(() => checkExposure({ host, tls: none })).toThrow(BadCertificateError);
  });
});
