import { nowSecond, systemClock } from '@app/platform';

/** The machine's clock. In a module of its own, since what it stands on takes longer to load than most commands run. */
export const machineNow = (): number => nowSecond(systemClock);
