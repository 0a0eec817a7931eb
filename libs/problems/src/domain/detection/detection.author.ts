/** Who records what detection finds: `by` and `recordedBy` of its facts. */
export const PROBLEM_DETECTION = 'reactor:problem-detection';
