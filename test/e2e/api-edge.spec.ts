import request from 'supertest';
import { startTestLedger, type TestLedger } from '../support/test-ledger.js';

let ledger: TestLedger;

beforeAll(async () => {
  ledger = await startTestLedger();
});
afterAll(() => ledger.stop());

const bare = () => request(ledger.app.getHttpServer());

/** Every answer that is not success has this shape, whoever refused it. */
const expectProblem = (response: request.Response, status: number, code: string): void => {
  expect({
    status: response.status,
    type: response.headers['content-type'],
    code: response.body.code,
  }).toEqual({
    status,
    type: 'application/problem+json; charset=utf-8',
    code,
  });
  expect(response.body).toEqual(
    expect.objectContaining({
      type: expect.any(String),
      title: expect.any(String),
      status,
      detail: expect.any(String),
    }),
  );
};

describe('without a token', () => {
  it.each(['/health/live', '/health/ready', '/metrics', '/openapi.json', '/docs'])(
    '%s answers',
    async (path) => {
      await bare().get(path).expect(200);
    },
  );

  it.each(['/v1/tickets', '/v1/nothing', '/', '/healthy', '/metrics/x', '/docs-yaml'])(
    '%s does not, and says how to',
    async (path) => {
      const response = await bare().get(path);
      expectProblem(response, 401, 'UNAUTHENTICATED');
      expect(response.headers['www-authenticate']).toMatch(/^Bearer /);
    },
  );

  it('leads out of /docs to nothing', async () => {
    for (const path of ['/docs/../v1/tickets', '/docs/..%2f..%2fpackage.json', '/docs/nothing']) {
      expectProblem(await bare().get(path), 404, 'NOT_FOUND');
    }
  });

  it('refuses a token that is not known, without reading the body', async () => {
    const response = await bare().post('/v1/tickets').set('authorization', 'Bearer wrong').send('{not json');
    expectProblem(response, 401, 'UNAUTHENTICATED');
    expect(response.headers['www-authenticate']).toContain('invalid_token');
  });
});

describe('a request that leads nowhere', () => {
  it('is 404 for an unknown path', async () => {
    expectProblem(await ledger.call('get', '/v1/nothing'), 404, 'NOT_FOUND');
  });

  it('is 405 for an unknown method of a known path, and says which there are', async () => {
    const response = await ledger.call('delete', '/v1/tickets/INC-1/facts');
    expectProblem(response, 405, 'METHOD_NOT_ALLOWED');
    expect(response.headers['allow']).toBe('POST');
    const list = await ledger.call('put', '/v1/tickets');
    expectProblem(list, 405, 'METHOD_NOT_ALLOWED');
    expect(list.headers['allow']).toBe('GET, HEAD, POST');
  });

  it('is 400 for a path that cannot be decoded', async () => {
    expectProblem(await ledger.call('get', '/v1/tickets/%zz'), 400, 'VALIDATION_FAILED');
  });

  it('is 404 for an id of full length, percent-encoded', async () => {
    const id = '%41'.repeat(128);
    expectProblem(await ledger.call('get', `/v1/tickets/${id}`), 404, 'TICKET_NOT_FOUND');
  });
});

describe('a body that cannot be taken', () => {
  it('is 400 where it is not JSON', async () => {
    for (const body of ['{"a":', '']) {
      const call = ledger.call('post', '/v1/tickets').set('content-type', 'application/json');
      const response = await call.send(body);
      expectProblem(response, 400, 'VALIDATION_FAILED');
      expect(response.body.errors).toHaveLength(1);
    }
  });

  it('is 413 above 1 MiB', async () => {
    const response = await ledger.call('post', '/v1/tickets').send({ summary: 'x'.repeat(1_100_000) });
    expectProblem(response, 413, 'PAYLOAD_TOO_LARGE');
  });

  it('is 415 for another media type or encoding', async () => {
    const xml = ledger.call('post', '/v1/tickets').set('content-type', 'text/xml').send('<a/>');
    expectProblem(await xml, 415, 'UNSUPPORTED_MEDIA_TYPE');
    const text = ledger.call('post', '/v1/tickets').set('content-type', 'text/plain').send('a');
    expectProblem(await text, 415, 'UNSUPPORTED_MEDIA_TYPE');
    const zipped = ledger.call('post', '/v1/tickets').set('content-encoding', 'gzip').send({});
    expectProblem(await zipped, 415, 'UNSUPPORTED_MEDIA_TYPE');
    const json = ledger.call('post', '/v1/imports').send({});
    expectProblem(await json, 415, 'UNSUPPORTED_MEDIA_TYPE');
    const packed = ledger.call('post', '/v1/imports').set('content-type', 'application/x-ndjson');
    expectProblem(await packed.set('content-encoding', 'br').send('x'), 415, 'UNSUPPORTED_MEDIA_TYPE');
  });
});

describe('a query that cannot be used', () => {
  it('names every fault', async () => {
    const response = await ledger.call('get', '/v1/tickets?limit=501&minPosition=x&statte=open');
    expectProblem(response, 400, 'VALIDATION_FAILED');
    const faults = response.body.errors.map(
      ({ pointer, code }: Record<string, string>) => `${code} ${pointer}`,
    );
    expect(faults.sort()).toEqual([
      'INVALID_VALUE /query/limit',
      'INVALID_VALUE /query/minPosition',
      'UNKNOWN_PARAMETER /query/statte',
    ]);
  });

  it('is a cursor of another list', async () => {
    const cursor = Buffer.from('["a",1,2]').toString('base64url');
    expectProblem(await ledger.call('get', `/v1/tickets?cursor=${cursor}`), 400, 'VALIDATION_FAILED');
    expectProblem(await ledger.call('get', '/v1/agreements?cursor=%00'), 400, 'VALIDATION_FAILED');
  });

  it('is a position that is never reached: 503, and when to come back', async () => {
    const response = await ledger.call('get', '/v1/agreements?minPosition=999999999999');
    expectProblem(response, 503, 'READ_MODEL_BEHIND');
    expect(response.headers['retry-after']).toBe('1');
  });
});

describe('what is told about a request', () => {
  it('gives a correlation id back, or makes one', async () => {
    const given = await ledger.call('get', '/v1/nothing').set('x-correlation-id', 'desk:42');
    expect(given.headers['x-correlation-id']).toBe('desk:42');
    const odd = await ledger.call('get', '/v1/nothing').set('x-correlation-id', 'a b');
    expect(odd.headers['x-correlation-id']).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('is measured by route, not by path', async () => {
    await ledger.call('get', '/v1/tickets/secret-id');
    const { text } = await bare().get('/metrics');
    expect(text).toContain('route="/v1/tickets/:ticketId"');
    expect(text).not.toContain('secret-id');
    expect(text).toContain('process_cpu_user_seconds_total');
  });
});
