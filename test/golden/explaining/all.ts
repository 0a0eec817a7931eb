import type { Story } from '../story.js';
import aDuplicateInTime from './a-duplicate-in-time.story.js';
import aNewAttemptAfterReopening from './a-new-attempt-after-reopening.story.js';
import aWholeTicketExcluded from './a-whole-ticket-excluded.story.js';
import anIncidentForAnHour from './an-incident-for-an-hour.story.js';
import fromTheCustomerToAThirdParty from './from-the-customer-to-a-third-party.story.js';
import heldByAcceptedExclusions from './held-by-accepted-exclusions.story.js';
import neverStoppedWhileResolved from './never-stopped-while-resolved.story.js';
import noTargetForItsPriority from './no-target-for-its-priority.story.js';
import raisedAfterFourHours from './raised-after-four-hours.story.js';
import raisedInTimeUnderFromChange from './raised-in-time-under-from-change.story.js';
import registeredOnSaturdayCauseUnknown from './registered-on-saturday-cause-unknown.story.js';
import responseInAQuarterOfAnHour from './response-in-a-quarter-of-an-hour.story.js';
import usedUpOnFridayBreachedOnMonday from './used-up-on-friday-breached-on-monday.story.js';
import waitingForInformationOverTheWeekend from './waiting-for-information-over-the-weekend.story.js';
import withdrawnAfterTheBreach from './withdrawn-after-the-breach.story.js';

/** Every story in this folder; explain.stories.spec.ts sees that none is missing. */
export const STORIES: readonly Story[] = [
  aDuplicateInTime,
  aNewAttemptAfterReopening,
  aWholeTicketExcluded,
  anIncidentForAnHour,
  fromTheCustomerToAThirdParty,
  heldByAcceptedExclusions,
  neverStoppedWhileResolved,
  noTargetForItsPriority,
  raisedAfterFourHours,
  raisedInTimeUnderFromChange,
  registeredOnSaturdayCauseUnknown,
  responseInAQuarterOfAnHour,
  usedUpOnFridayBreachedOnMonday,
  waitingForInformationOverTheWeekend,
  withdrawnAfterTheBreach,
];
