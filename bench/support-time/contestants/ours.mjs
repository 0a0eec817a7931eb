import { compileCalendar } from '../../../dist/libs/support-time/src/domain/compiled-calendar.js';

/** @param {typeof import('../calendar.mjs').PLAIN} terms */
export const ours = (terms) => {
  const calendar = compileCalendar(terms);
  return {
    name: 'sla-ledger',
    prepare: (question) => question,
    between: ({ from, to }) => calendar.between(from, to),
    // Its other end is checked beside this one: see check.mjs.
    after: ({ from, seconds }) => calendar.after(from, seconds).firstAt,
    afterBothEnds: ({ from, seconds }) => calendar.after(from, seconds),
  };
};
