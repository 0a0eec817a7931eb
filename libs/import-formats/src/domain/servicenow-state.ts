/** The states of that log in which an incident is open. */
const OPEN_STATES = [
  'New',
  'Active',
  'Awaiting User Info',
  'Awaiting Vendor',
  'Awaiting Problem',
  'Awaiting Evidence',
] as const;

const STATES = [...OPEN_STATES, 'Resolved', 'Closed'] as const;

/** What `incident_state` may say; the log holds `-100` besides, which says nothing. */
export type ServicenowState = (typeof STATES)[number];

const known: ReadonlyMap<string, ServicenowState> = new Map(STATES.map((state) => [state, state]));

/** The state a text names; undefined for one that is not known. */
export const servicenowState = (text: string): ServicenowState | undefined => known.get(text);

/** Is somebody still to work on it, or to be waited for? */
export const isOpen = (state: ServicenowState): boolean => state !== 'Resolved' && state !== 'Closed';
