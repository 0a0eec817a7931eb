// jest.config.js says where that is: by its own name it would be this file.
import real from 'fast-check/itself';

/** Of the cases that a property is given in `npm test`, so many are enough to notice nearly every change. */
const SHARE = 0.2;
const LEAST = 10;

/** @param {{ numRuns?: number }} [parameters] */
const fewer = (parameters = {}) => ({
  ...parameters,
  numRuns: Math.ceil(Math.max(LEAST, SHARE * (parameters.numRuns ?? 100))),
});

/** `fast-check` for a run per mutant: what no test notices is met with every case of each property before it ends. */
export default {
  ...real,
  /** @type {typeof real.assert} */
  assert: (property, parameters) => real.assert(property, fewer(parameters)),
};
