import { clockDocument } from '@app/service-levels/domain';
import type { JudgedClock, VerdictChange, WhatIfAnswer } from './what-if.js';

/** A what-if as `POST /v1/what-if` and the command line answer it, but for the position, which the log knows. */
export const whatIfDocument = ({ before, after, changes }: WhatIfAnswer) => ({
  before,
  after,
  changes: changes.map(changeDocument),
});

export type WhatIfDocument = ReturnType<typeof whatIfDocument>;

/** A changed verdict: both clocks with their reasons, instants in UTC. */
const changeDocument = ({ before, after, ...change }: VerdictChange) => ({
  ...change,
  before: judgedDocument(before),
  after: judgedDocument(after),
});

function judgedDocument(judged: JudgedClock) {
  if (judged === null) return null;
  const { reasons, ...clock } = judged;
  const { segments: _segments, metric: _metric, basis: _basis, ...figures } = clockDocument(clock);
  return { ...figures, reasons };
}
