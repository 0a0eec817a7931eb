import { nowSecond, type Clock } from '@app/platform';
import { parseInstant, type EpochSecond } from '@app/support-time';
import type { AtQuery } from './at.query.dto.js';

/** The second that `?at=` names; the clock's where it is absent. */
export const secondOf = ({ at }: AtQuery, clock: Clock): EpochSecond =>
  // The query's class has seen to it that the text is an instant.
  (at === undefined ? undefined : parseInstant(at)?.second) ?? nowSecond(clock);
