import { compareInstants } from '@app/support-time';
import type { FactRule } from './fact-definition.js';
import { readInstant } from './fact-instant.js';

/** `from` lies before `to`, where both are given and are instants. */
export const periodIsForwards: FactRule = ({ from, to }) => {
  const [start, end] = [readInstant(from), readInstant(to)];
  if (!start || !end || compareInstants(start, end) < 0) return [];
  return [{ pointer: '/data/to', code: 'INVALID_VALUE', detail: 'must be later than from' }];
};
