import { defineProblems } from './define-problems.js';
import { problems } from './problem.catalogue.js';
import { Problem, problemHeaders, toProblemJson } from './problem.js';

describe('a problem', () => {
  it('is told as RFC 9457 with every fault, and keeps its cause to itself', () => {
    const errors = [{ pointer: '/data/to', code: 'MISSING_FIELD', detail: 'to is required' }];
    const problem = problems.VALIDATION_FAILED('1 fault', { errors, cause: new Error('secret') });
    expect(problem).toBeInstanceOf(Problem);
    expect(toProblemJson(problem)).toEqual({
      type: 'urn:sla-ledger:problem:VALIDATION_FAILED',
      title: 'The request is not valid',
      status: 400,
      detail: '1 fault',
      code: 'VALIDATION_FAILED',
      errors,
    });
    expect(JSON.stringify(toProblemJson(problem))).not.toContain('secret');
  });

  it('says when to come back', () => {
    const behind = problems.READ_MODEL_BEHIND('at 4, asked for 7', { retryAfterSeconds: 1 });
    expect(problemHeaders(behind)).toEqual({
      'content-type': 'application/problem+json; charset=utf-8',
      'retry-after': '1',
    });
  });

  it('can be defined by a library of its own', () => {
    const own = defineProblems({ TEAPOT: { status: 418, title: 'No coffee here' } });
    expect(own.TEAPOT('short and stout', { headers: { allow: 'BREW' } })).toMatchObject({
      code: 'TEAPOT',
      status: 418,
      extras: { headers: { allow: 'BREW' } },
    });
  });
});
