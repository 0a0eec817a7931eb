import { v5 as uuidV5 } from 'uuid';

/** UUIDv5 namespace of firings. */
const NAMESPACE = '8c0d7f7e-3a54-4d0b-9b53-9a1f6f3f5d20';

/** The id of a firing: of whose deadline, which, and for which time. The same for whoever comes to the same decision. */
export const firingId = (owner: string, key: string, round: number): string =>
  uuidV5([owner, key, round].join('\n'), NAMESPACE);
