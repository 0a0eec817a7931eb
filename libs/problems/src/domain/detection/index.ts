export { PROBLEM_DETECTION } from './detection.author.js';
export { familyIn, problemIdPrefix } from './family.js';
export { incidentOf, type Incident } from './incident.js';
export { problemGoals, type ProblemGoal } from './problem-goal.js';
export { problemWish, type IncidentsById } from './problem-wish.js';
