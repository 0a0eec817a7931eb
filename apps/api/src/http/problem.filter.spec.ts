import { Writable } from 'node:stream';
import { problems } from '@app/platform';
import fastify from 'fastify';
import { pino } from 'pino';
import { KnownRoutes } from './known-routes.js';
import { ProblemFilter } from './problem.filter.js';

/** Answers one request that fails so, and what was logged of it. */
const failing = async (error: Error) => {
  const lines: { level: number; msg: string; code: string }[] = [];
  const memory = new Writable({
    write: (line: Buffer, _encoding, done) => {
      lines.push(JSON.parse(line.toString()));
      done();
    },
  });
  const filter = new ProblemFilter(new KnownRoutes(), pino(memory));
  const server = fastify().setErrorHandler((failure, request, reply) =>
    filter.answer(failure, request, reply),
  );
  server.get('/', () => Promise.reject(error));
  const { statusCode } = await server.inject('/');
  await server.close();
  return { statusCode, lines: lines.map(({ level, msg, code }) => ({ level, msg, code })) };
};

describe('what is logged of a problem', () => {
  it('is no error where the answer is "not yet"', async () => {
    const behind = problems.READ_MODEL_BEHIND('position 5 was not reached', { retryAfterSeconds: 1 });
    expect(await failing(behind)).toEqual({
      statusCode: 503,
      lines: [{ level: 30, msg: 'not answered yet', code: 'READ_MODEL_BEHIND' }],
    });
  });

  it('is an error where something failed underneath, or is not known', async () => {
    const away = problems.DATABASE_UNAVAILABLE('it does not answer', { cause: new Error('ECONNREFUSED') });
    expect((await failing(away)).lines).toEqual([
      { level: 50, msg: 'request failed', code: 'DATABASE_UNAVAILABLE' },
    ]);
    expect(await failing(new Error('a fault of ours'))).toEqual({
      statusCode: 500,
      lines: [{ level: 50, msg: 'request failed', code: 'INTERNAL' }],
    });
  });

  it('is nothing where the caller is to blame', async () => {
    expect((await failing(problems.NOT_FOUND('nothing here'))).lines).toEqual([]);
  });
});
