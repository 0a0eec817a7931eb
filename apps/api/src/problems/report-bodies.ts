import { problems } from '@app/platform';
import { REPORT_MEDIA_TYPES } from '@app/problems/domain';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** Where reports are sent to, as the router has it. */
const REPORT_ROUTE = '/v1/problems/:problemId/reports/:sha256';

const isReport = ({ method, routeOptions }: FastifyRequest): boolean =>
  method === 'PUT' && routeOptions.url === REPORT_ROUTE;

/**
 * Takes the bytes of reports as the stream they are, where reports are sent to; elsewhere bodies of their media types are
 * refused as those of any other.
 */
export const takeReports = (server: FastifyInstance): void => {
  server.addContentTypeParser([...REPORT_MEDIA_TYPES], (request, payload, done) => {
    if (isReport(request)) done(null, payload);
    else done(problems.UNSUPPORTED_MEDIA_TYPE('send application/json (imports: application/x-ndjson)'));
  });
};
