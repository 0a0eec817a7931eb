import { startTestLedger, type TestLedger } from '../support/test-ledger.js';

let ledger: TestLedger;

beforeAll(async () => {
  ledger = await startTestLedger();
});
afterAll(() => ledger.stop());

/** Every `$ref` anywhere in a document. */
const refsIn = (value: unknown): readonly string[] => {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    name === '$ref' && typeof inner === 'string' ? [inner] : refsIn(inner),
  );
};

describe('the OpenAPI document', () => {
  it('describes every route of the contract, and refers to nothing that is not there', async () => {
    const { body } = await ledger.call('get', '/openapi.json').expect(200);
    expect(body.openapi).toBe('3.1.0');
    const routes = Object.entries<object>(body.paths).flatMap(([path, item]) =>
      Object.keys(item).map((method) => `${method} ${path}`),
    );
    const promised = [
      'get /v1/agreements',
      'get /v1/agreement-dates',
      'get /v1/agreements/{agreementId}',
      'get /v1/agreements/{agreementId}/term',
      'get /v1/audit/consistency',
      'get /v1/audit/exports/{agreementId}/{month}',
      'get /v1/audit/heads',
      'get /v1/audit/heads/latest',
      'get /v1/audit/inclusion',
      'get /v1/audit/keys',
      'get /v1/audit/leaves',
      'get /v1/audit/verifications',
      'get /v1/audit/verifications/{id}',
      'get /v1/audit/witnesses',
      'get /v1/deadlines',
      'get /v1/evaluations',
      'get /v1/evaluations/{agreementId}',
      'get /v1/evaluations/{agreementId}/{month}',
      'get /v1/evaluations/{agreementId}/{month}/freeze',
      'get /v1/evaluations/{agreementId}/{month}/frozen',
      'get /v1/evaluations/{agreementId}/{month}.csv',
      'get /v1/evaluations/{agreementId}/{month}.pdf',
      'get /v1/evaluations/{agreementId}/{month}.xlsx',
      'get /v1/evaluations/{agreementId}/{month}/history',
      'get /v1/evaluations/{agreementId}/{month}/{section}',
      'get /v1/findings',
      'get /v1/notices',
      'get /v1/outages',
      'get /v1/outages/{outageId}',
      'get /v1/problem-candidates',
      'get /v1/problems',
      'get /v1/problems/{problemId}',
      'get /v1/problems/{problemId}/reports/{sha256}',
      'get /v1/projections',
      'get /v1/projections/{name}/parked',
      'get /v1/projections/{name}/rebuild',
      'get /v1/projections/{name}/skipped',
      'get /v1/reactors',
      'get /v1/services/{serviceId}/published-figures',
      'get /v1/tickets',
      'get /v1/tickets/{ticketId}',
      'get /v1/tickets/{ticketId}/history',
      'get /v1/tickets/{ticketId}/service-levels',
      'post /v1/agreements/{agreementId}/notices',
      'post /v1/agreements/{agreementId}/notices/{noticeId}/withdrawal',
      'post /v1/agreements/{agreementId}/versions',
      'post /v1/audit/heads/{treeSize}/witnesses',
      'post /v1/audit/verifications',
      'post /v1/audit/witnesses',
      'post /v1/evaluations/{agreementId}/{month}/freeze',
      'post /v1/evaluations/{agreementId}/{month}/freeze/withdrawal',
      'post /v1/imports',
      'post /v1/outages',
      'post /v1/outages/{outageId}/facts',
      'post /v1/problems',
      'post /v1/problems/{problemId}/facts',
      'post /v1/projections/{name}/rebuild',
      'post /v1/projections/{name}/retries',
      'post /v1/projections/{name}/skips',
      'post /v1/services/{serviceId}/facts',
      'post /v1/services/{serviceId}/published-figures',
      'post /v1/tickets',
      'post /v1/tickets/{ticketId}/facts',
      'put /v1/agreements/{agreementId}',
      'put /v1/problems/{problemId}/reports/{sha256}',
    ];
    expect(promised.filter((route) => !routes.includes(route))).toEqual([]);
    const refs = [...new Set(refsIn(body))];
    expect(refs).toEqual(
      expect.arrayContaining(['#/components/schemas/TicketFact', '#/components/schemas/Agreement']),
    );
    const missing = refs.filter(
      (ref) => body.components.schemas[ref.replace('#/components/schemas/', '')] === undefined,
    );
    expect(missing).toEqual([]);
  });
});
