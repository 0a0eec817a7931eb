import { clockDocument } from '@app/service-levels/domain';
import type { JudgedClock, VerdictChange } from './what-if.js';

/** A changed verdict as it is answered: both clocks with their reasons, instants in UTC. */
export const changeDocument = ({ before, after, ...change }: VerdictChange) => ({
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
