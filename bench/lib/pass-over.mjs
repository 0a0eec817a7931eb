/**
 * A loop over questions that adds up the answers, compiled anew for each asker: a shared one would be optimised for
 * all of them at once, so that each pays for the others.
 *
 * @template Question
 * @param {(question: Question) => number} ask
 * @param {readonly Question[]} questions
 * @returns {() => number}
 */
export const passOver = (ask, questions) =>
  new Function(
    'ask',
    'questions',
    `return () => {
      let sum = 0;
      for (let at = 0; at < questions.length; at += 1) sum += ask(questions[at]);
      return sum;
    };`,
  )(ask, questions);
