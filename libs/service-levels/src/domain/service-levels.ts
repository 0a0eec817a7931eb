import type { Metric, Priority } from '@app/agreements/domain';
import type { Exclusion } from '@app/facts';
import type { EpochSecond } from '@app/support-time';
import type { TicketType } from '@app/tickets/domain';

export type Basis = 'gross' | 'net';

export type ClockState =
  | 'not-measured'
  | 'not-started'
  | 'running'
  | 'paused'
  | 'met'
  | 'breached'
  | 'cancelled'
  | 'superseded'
  | 'excluded';

export type SegmentKind = 'not-started' | 'running' | 'paused' | 'resolved' | 'earlier-attempt';

/** A stretch `[from, to)` of a clock's life; `seconds` of it lie in support hours. */
export interface Segment {
  readonly from: EpochSecond;
  readonly to: EpochSecond;
  readonly kind: SegmentKind;
  readonly seconds: number;
  /** The fact that opened it. */
  readonly factId: string;
  /** Paused only: everything that held the clock in it, sorted. */
  readonly reasons?: readonly string[];
}

/** One clock, gross or net, as it stands at the instant asked for. Instants are whole seconds, null where undecided. */
export interface Clock {
  readonly metric: Metric;
  readonly basis: Basis;
  readonly state: ClockState;
  readonly priority: Priority | null;
  readonly clause: string | null;
  /** The table's; `allowedSeconds` beside it where a change of priority left another allowance. */
  readonly targetSeconds: number | null;
  readonly allowedSeconds: number | null;
  readonly elapsedSeconds: number;
  readonly startedAt: EpochSecond | null;
  readonly stoppedAt: EpochSecond | null;
  readonly dueAt: EpochSecond | null;
  readonly breachesAt: EpochSecond | null;
  readonly decidedAt: EpochSecond | null;
  /** `YYYY-MM` in the version's zone. */
  readonly month: string | null;
  readonly cancelledAt: EpochSecond | null;
  readonly cancelledBecause: string | null;
  readonly segments: readonly Segment[];
}

/** Oddities of a ticket's facts, each code once (MEASURING 7). */
export const FINDINGS = [
  'NO_AGREEMENT',
  'NO_VERSION_IN_FORCE',
  'CUSTOMER_CHANGED',
  'REGISTERED_TWICE',
  'FACT_BEFORE_REGISTRATION',
  'RESOLVED_TWICE',
  'REOPENED_WHILE_OPEN',
  'CLOSED_WITHOUT_RESOLUTION',
  'UNKNOWN_WAITING_REASON',
  'ROOT_CAUSE_AFTER_RESOLUTION',
  'ROOT_CAUSE_NOT_RECORDED',
  'ROOT_CAUSE_NOT_YET_ESTABLISHED',
  'RETRACTION_RETRACTED',
] as const;
export type Finding = (typeof FINDINGS)[number];

/** What `measure` answers: plain data, whole seconds (contract: `service-levels.example.json`). */
export interface ServiceLevels {
  readonly agreementId: string;
  readonly agreementVersion: number | null;
  readonly type: TicketType | null;
  readonly priority: Priority | null;
  readonly registeredAt: EpochSecond | null;
  /** R: the first instant at which the ticket is an incident; null where it never was one, or is not measured. */
  readonly incidentAt: EpochSecond | null;
  readonly at: EpochSecond;
  readonly clocks: readonly Clock[];
  readonly information: {
    readonly registrationToRootCauseSeconds: number | null;
    readonly registrationToResolutionSeconds: number | null;
  };
  readonly findings: readonly Finding[];
  readonly exclusions: readonly Exclusion[];
  /**
   * Until when a row of these figures may be read without measuring again: the next instant at which something known
   * (an accepted exclusion's edge) changes them otherwise than by plain running; null where nothing does.
   */
  readonly holdsUntil: EpochSecond | null;
}

/** A ticket that no agreement covers: nobody's terms apply to it. */
export type UnmeasuredLevels = Omit<ServiceLevels, 'agreementId'> & { readonly agreementId: null };
