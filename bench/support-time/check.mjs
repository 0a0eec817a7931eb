import { casesOf, SPANS } from './cases.mjs';

/** How many answers are wrong; either end of an idle gap passes for `after`. */
export const wrongAnswers = (op, ask, questions, cases) =>
  cases.filter(({ opened, after }, at) => {
    const answer = ask(questions[at]);
    return op === 'between' ? answer !== opened : answer !== after.firstAt && answer !== after.lastAt;
  }).length;

/**
 * Our answers to questions in whole seconds, which are not timed: `between`, and both ends of `after`.
 *
 * @param {(typeof import('./contestants/ours.mjs').ours extends (...args: any) => infer R ? R : never)} ours
 */
export const checkSeconds = (ours, oracle, count) => {
  let wrong = 0;
  for (const { days } of SPANS) {
    for (const question of casesOf(oracle, { days, count, unit: 1, seed: 42 })) {
      const { firstAt, lastAt } = ours.afterBothEnds(question);
      const isRight =
        ours.between(question) === question.opened &&
        firstAt === question.after.firstAt &&
        lastAt === question.after.lastAt;
      if (!isRight) wrong += 1;
    }
  }
  return { asked: count * SPANS.length, wrong };
};
