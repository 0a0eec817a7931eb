import { createReadStream } from 'node:fs';
import { request } from 'node:http';
import { text } from 'node:stream/consumers';

/**
 * The API of a running stack. Through node:http, since an import may take longer than fetch waits for an answer.
 *
 * @param {{ api: string, token: string }} stack
 */
export const ledgerOf = ({ api, token }) => {
  const call = (method, path, { headers = {}, body } = {}) =>
    new Promise((resolve, reject) => {
      const sent = request(new URL(path, api), {
        method,
        headers: { accept: 'application/json', authorization: `Bearer ${token}`, ...headers },
      });
      sent.once('error', reject);
      sent.once('response', (response) => {
        text(response).then((answer) => {
          if (response.statusCode < 300) resolve(JSON.parse(answer));
          else
            reject(
              Object.assign(new Error(`${method} ${path}: ${response.statusCode} ${answer.slice(0, 500)}`), {
                status: response.statusCode,
              }),
            );
        }, reject);
      });
      if (typeof body === 'object') body.once('error', reject).pipe(sent);
      else sent.end(body);
    });

  return {
    get: (path) => call('GET', path),
    post: (path) => call('POST', path),
    put: (path, document) =>
      call('PUT', path, {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(document),
      }),
    /** NDJSON, as the file lies there. */
    importFile: (file) =>
      call('POST', '/v1/imports', {
        headers: {
          'content-type': 'application/x-ndjson',
          ...(file.endsWith('.gz') ? { 'content-encoding': 'gzip' } : {}),
        },
        body: createReadStream(file),
      }),
    /** An answer waits five seconds for the read models, then says 503: asks until they hold the position. */
    getAt: async (path, position) => {
      for (;;) {
        try {
          return await call('GET', `${path}${path.includes('?') ? '&' : '?'}minPosition=${position}`);
        } catch (error) {
          if (error.status !== 503) throw error;
        }
      }
    },
  };
};
