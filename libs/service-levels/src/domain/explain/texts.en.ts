import type { Texts } from './texts.js';

const FACTS: Readonly<Record<string, string>> = {
  TicketRegistered: 'the registration',
  TypeChanged: 'the change of type',
  ResponseGiven: 'the response',
  RootCauseEstablished: 'the root cause',
  ResolutionProvided: 'the resolution',
  WaitingStarted: 'the start of waiting',
  WaitingEnded: 'the end of waiting',
  Reopened: 'the reopening',
  ExclusionProposed: 'an accepted exclusion',
  Withdrawn: 'the withdrawal',
  MarkedDuplicate: 'being marked a duplicate',
};

/** English. */
export const english: Texts = {
  metric: { response: 'response', resolution: 'resolution' },
  basis: { gross: 'gross', net: 'net' },
  duration: (hours, minutes, seconds) =>
    [hours && `${hours} h`, minutes && `${minutes} min`, seconds && `${seconds} s`]
      .filter(Boolean)
      .join(' ') || '0 min',
  target: (clock, priority, duration, clause) =>
    `The ${clock} clock of priority ${priority} may use ${duration} of support time (clause ${clause}).`,
  notMeasured: (clock) => `The ${clock} clock is not measured: there is no target for this priority.`,
  excluded: (clock) =>
    `The ${clock} clock is out of the net figures: an exclusion of the whole ticket was accepted.`,
  fact: (type, by) => (FACTS[type] ?? type) + (by === undefined ? '' : ` (${by})`),
  ran: ({ from, to, duration }, since) =>
    `From ${from} to ${to} it ran, since ${since}: ${duration} counted.`,
  paused: ({ from, to, duration }, reasons) =>
    `From ${from} to ${to} it was held by ${reasons}: ${duration} of support time did not count.`,
  notStarted: ({ from, to, duration }) =>
    `From ${from} to ${to} it had not started, as no root cause was established: ${duration} of support time did not count.`,
  resolved: ({ from, to, duration }) =>
    `From ${from} to ${to} the ticket was resolved, until it was reopened: ${duration} of support time did not count.`,
  earlierAttempt: ({ from, to, duration }) =>
    `From ${from} to ${to} was an earlier attempt, which counts no more: ${duration} of support time.`,
  nothingCounted: 'nothing, outside support hours',
  reason: (label, clause) => (clause === null ? `"${label}"` : `"${label}" (clause ${clause})`),
  elapsed: (elapsed, allowed) => `In all ${elapsed} of the ${allowed} allowed were used.`,
  allowance: (allowed, target) =>
    `After a change of priority ${allowed} are allowed, where the target is ${target}.`,
  due: (dueAt) => `What is allowed is used up on ${dueAt}.`,
  dueUntil: (dueAt, breachesAt) =>
    `What is allowed is used up on ${dueAt}; with no support hours in between, it is in time until ${breachesAt}.`,
  met: (at) => `It was met on ${at}.`,
  breachedByTime: (at, overrun) =>
    `It was breached when time ran out on ${at}; by now it is ${overrun} over.`,
  breachedByEvent: (at, overrun) =>
    `It was breached on ${at} by what was recorded then: more had been used than was allowed from then on; it is ${overrun} over.`,
  running: (remaining) => `It is running, with ${remaining} left.`,
  held: 'It is held at this moment.',
  waitingForCause: 'It has not started: it waits for the root cause.',
  cancelled: (because, at) => `It was cancelled by ${because} on ${at}, and counts in no figure.`,
  superseded: (because, at) =>
    `The breach was certain before ${because} on ${at}: it stays listed as superseded, and counts in no figure.`,
  month: (month) => `It counts in ${month}.`,
};
