import { problems } from '@app/platform';
import type { FastifyInstance } from 'fastify';
import type { Tokens } from './tokens.js';

/** Routes that answer without a token (contract, "Conventions"): nothing of the ledger's content is behind them. */
const open = /^\/(health\/(live|ready)|metrics|openapi\.json|docs(\/.*)?)$/;

const bearer = /^Bearer +(\S+) *$/i;

const challenge = 'Bearer realm="sla-ledger"';

/**
 * Asks every request for a bearer token (RFC 6750) before anything of its body is read, whether or not its path leads
 * anywhere: what there is, is not told to strangers.
 */
export const authenticate = (server: FastifyInstance, tokens: Tokens): void => {
  server.decorateRequest('subject', '');
  server.addHook('onRequest', (request, _reply, done) => {
    // By the route that was found, never by the path: what a path means is for the router alone to say.
    if (!request.is404 && open.test(request.routeOptions.url ?? '')) return done();
    const { authorization } = request.headers;
    if (authorization === undefined) {
      return done(
        problems.UNAUTHENTICATED('send the header Authorization: Bearer TOKEN', {
          headers: { 'www-authenticate': challenge },
        }),
      );
    }
    const token = bearer.exec(authorization)?.[1];
    const subject = token === undefined ? undefined : tokens.subjectOf(token);
    if (subject === undefined) {
      return done(
        problems.UNAUTHENTICATED('the token is not known here', {
          headers: { 'www-authenticate': `${challenge}, error="invalid_token"` },
        }),
      );
    }
    request.subject = subject;
    done();
  });
};
