import answeredJustAfterTheMonthTurned from './answered-just-after-the-month-turned.golden.js';
import ascensionDay from './ascension-day.golden.js';
import automaticReceipt from './automatic-receipt.golden.js';
import becomesAnIncidentLater from './becomes-an-incident-later.golden.js';
import becomesAnInformationRequest from './becomes-an-information-request.golden.js';
import breachInTheMonthOfRegistration from './breach-in-the-month-of-registration.golden.js';
import breachOnTheEdgeOfTheMonth from './breach-on-the-edge-of-the-month.golden.js';
import christmasEveFromNoon from './christmas-eve-from-noon.golden.js';
import closedWithoutResolution from './closed-without-resolution.golden.js';
import correctedPriorityAfterTheMonth from './corrected-priority-after-the-month.golden.js';
import correctionUndoesEarlierChanges from './correction-undoes-earlier-changes.golden.js';
import customerChanged from './customer-changed.golden.js';
import duplicate from './duplicate.golden.js';
import easterMonday from './easter-monday.golden.js';
import excludedIntervalInTheFuture from './excluded-interval-in-the-future.golden.js';
import excludedIntervalTurnsABreach from './excluded-interval-turns-a-breach.golden.js';
import excludedWithoutEnd from './excluded-without-end.golden.js';
import excursionToInformationRequest from './excursion-to-information-request.golden.js';
import firstVersionASecondBeforeMidnight from './first-version-a-second-before-midnight.golden.js';
import forgottenWaitDoesNotReturn from './forgotten-wait-does-not-return.golden.js';
import fractionWithinTheSecondOfAt from './fraction-within-the-second-of-at.golden.js';
import fromChangeLowered from './from-change-lowered.golden.js';
import fromChangeNeverDueLater from './from-change-never-due-later.golden.js';
import fromChangeRaised from './from-change-raised.golden.js';
import informationRequestStaysOne from './information-request-stays-one.golden.js';
import kingsDay from './kings-day.golden.js';
import lateByASecond from './late-by-a-second.golden.js';
import leapDay from './leap-day.golden.js';
import lunchBreak from './lunch-break.golden.js';
import metOnTheSecond from './met-on-the-second.golden.js';
import newAttemptAfterABreach from './new-attempt-after-a-breach.golden.js';
import newAttemptBeginsItsAllowanceAnew from './new-attempt-begins-its-allowance-anew.golden.js';
import overlappingWaits from './overlapping-waits.golden.js';
import priorityChangedAfterItsCorrection from './priority-changed-after-its-correction.golden.js';
import priorityLoweredAfterTheBreach from './priority-lowered-after-the-breach.golden.js';
import priorityLoweredBeforeTheBreach from './priority-lowered-before-the-breach.golden.js';
import priorityRaisedWhileWaiting from './priority-raised-while-waiting.golden.js';
import raisedAfterAWaitInTheGap from './raised-after-a-wait-in-the-gap.golden.js';
import raisedInTheGapOfAClockNeverStopped from './raised-in-the-gap-of-a-clock-never-stopped.golden.js';
import raisedInTheGapOfAClockThatContinues from './raised-in-the-gap-of-a-clock-that-continues.golden.js';
import registeredBeforeAnyVersion from './registered-before-any-version.golden.js';
import registeredTwice from './registered-twice.golden.js';
import rejectedExclusion from './rejected-exclusion.golden.js';
import reopenedAndStillOpen from './reopened-and-still-open.golden.js';
import reopenedNextMonthContinue from './reopened-next-month-continue.golden.js';
import reopenedNextMonthNeverStopped from './reopened-next-month-never-stopped.golden.js';
import reopenedNextMonthNewAttempt from './reopened-next-month-new-attempt.golden.js';
import resolvedTwice from './resolved-twice.golden.js';
import responseBeforeRegistration from './response-before-registration.golden.js';
import responseByResolution from './response-by-resolution.golden.js';
import retractedResolution from './retracted-resolution.golden.js';
import retractionRetracted from './retraction-retracted.golden.js';
import rootCauseAfterResolution from './root-cause-after-resolution.golden.js';
import rootCauseFoundBetweenResolutionAndReopening from './root-cause-found-between-resolution-and-reopening.golden.js';
import rootCauseInTheGapOfAClockNeverStopped from './root-cause-in-the-gap-of-a-clock-never-stopped.golden.js';
import rootCauseNeverRecorded from './root-cause-never-recorded.golden.js';
import sameInstantWithSequence from './same-instant-with-sequence.golden.js';
import sameInstantWithoutSequence from './same-instant-without-sequence.golden.js';
import secondVersionAtMidnight from './second-version-at-midnight.golden.js';
import targetOfZeroExcludedFromTheStart from './target-of-zero-excluded-from-the-start.golden.js';
import topIncidentOnFridayAt1729 from './top-incident-on-friday-at-17-29.golden.js';
import unknownWaitingReason from './unknown-waiting-reason.golden.js';
import waitBegunWhileResolved from './wait-begun-while-resolved.golden.js';
import waitCutAtTheResolution from './wait-cut-at-the-resolution.golden.js';
import waitInTheGapOfAClockNeverStopped from './wait-in-the-gap-of-a-clock-never-stopped.golden.js';
import waitOfFiveMonths from './wait-of-five-months.golden.js';
import waitingOverTheAutumnTimeSwitch from './waiting-over-the-autumn-time-switch.golden.js';
import waitingOverTheSummerTimeSwitch from './waiting-over-the-summer-time-switch.golden.js';
import wholeTicketAndAnIntervalExcluded from './whole-ticket-and-an-interval-excluded.golden.js';
import wholeTicketExcluded from './whole-ticket-excluded.golden.js';
import withdrawnAfterABreach from './withdrawn-after-a-breach.golden.js';
import withdrawnAtTheDeadline from './withdrawn-at-the-deadline.golden.js';
import type { Golden } from '../golden.js';

/** Every file of this folder; the spec that runs them holds this list to the folder. */
export const GOLDEN: readonly Golden[] = [
  answeredJustAfterTheMonthTurned,
  ascensionDay,
  automaticReceipt,
  becomesAnIncidentLater,
  becomesAnInformationRequest,
  breachInTheMonthOfRegistration,
  breachOnTheEdgeOfTheMonth,
  christmasEveFromNoon,
  closedWithoutResolution,
  correctedPriorityAfterTheMonth,
  correctionUndoesEarlierChanges,
  customerChanged,
  duplicate,
  easterMonday,
  excludedIntervalInTheFuture,
  excludedIntervalTurnsABreach,
  excludedWithoutEnd,
  excursionToInformationRequest,
  firstVersionASecondBeforeMidnight,
  forgottenWaitDoesNotReturn,
  fractionWithinTheSecondOfAt,
  fromChangeLowered,
  fromChangeNeverDueLater,
  fromChangeRaised,
  informationRequestStaysOne,
  kingsDay,
  lateByASecond,
  leapDay,
  lunchBreak,
  metOnTheSecond,
  newAttemptAfterABreach,
  newAttemptBeginsItsAllowanceAnew,
  overlappingWaits,
  priorityChangedAfterItsCorrection,
  priorityLoweredAfterTheBreach,
  priorityLoweredBeforeTheBreach,
  priorityRaisedWhileWaiting,
  raisedAfterAWaitInTheGap,
  raisedInTheGapOfAClockNeverStopped,
  raisedInTheGapOfAClockThatContinues,
  registeredBeforeAnyVersion,
  registeredTwice,
  rejectedExclusion,
  reopenedAndStillOpen,
  reopenedNextMonthContinue,
  reopenedNextMonthNeverStopped,
  reopenedNextMonthNewAttempt,
  resolvedTwice,
  responseBeforeRegistration,
  responseByResolution,
  retractedResolution,
  retractionRetracted,
  rootCauseAfterResolution,
  rootCauseFoundBetweenResolutionAndReopening,
  rootCauseInTheGapOfAClockNeverStopped,
  rootCauseNeverRecorded,
  sameInstantWithSequence,
  sameInstantWithoutSequence,
  secondVersionAtMidnight,
  targetOfZeroExcludedFromTheStart,
  topIncidentOnFridayAt1729,
  unknownWaitingReason,
  waitBegunWhileResolved,
  waitCutAtTheResolution,
  waitInTheGapOfAClockNeverStopped,
  waitOfFiveMonths,
  waitingOverTheAutumnTimeSwitch,
  waitingOverTheSummerTimeSwitch,
  wholeTicketAndAnIntervalExcluded,
  wholeTicketExcluded,
  withdrawnAfterABreach,
  withdrawnAtTheDeadline,
];
