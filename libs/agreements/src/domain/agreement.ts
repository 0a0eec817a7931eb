import type { CalendarTerms } from '@app/support-time';

/** Fixed by the contract page; labels, targets and impact are data of the agreement. */
export const PRIORITIES = ['top', 'high', 'medium', 'low'] as const;
export type Priority = (typeof PRIORITIES)[number];

export const METRICS = ['response', 'resolution'] as const;
export type Metric = (typeof METRICS)[number];

export const AVAILABILITY_WINDOWS = ['support-hours', 'outside-support-hours'] as const;
export type AvailabilityWindow = (typeof AVAILABILITY_WINDOWS)[number];

/** What the meeting reads, in both languages. */
export interface Label {
  readonly nl: string;
  readonly en: string;
}

/** The criterion of a priority: {down, degraded} x {several users, one user} (TERMS 2). */
export interface Impact {
  readonly service: 'down' | 'degraded';
  readonly users: 'several' | 'one';
}

export interface PriorityTerms {
  readonly label: Label;
  readonly impact: Impact;
}

export interface TargetTerms {
  readonly metric: Metric;
  readonly priority: Priority;
  readonly seconds: number;
  readonly clause: string;
}

export interface ObjectiveTerms {
  readonly objectiveId: string;
  readonly priorities: readonly Priority[];
  readonly percent: number;
  readonly clause: string;
}

export interface ResponseClockTerms {
  readonly startsAt: 'registration';
  readonly stopsAt: readonly ('response' | 'resolution')[];
  /** Codes of `waitingReasons`. */
  readonly pausedBy: readonly string[];
}

export interface ResolutionClockTerms {
  readonly startsAt: 'root-cause' | 'registration';
  readonly stopsAt: readonly 'resolution'[];
  readonly pausedBy: readonly string[];
}

/** How clocks are measured: every reading of a doubtful sentence is a field here (TERMS 3, MEASURING.md 5). */
export interface ClockTerms {
  readonly response: ResponseClockTerms;
  readonly resolution: ResolutionClockTerms;
  readonly priorityChange: 'retroactive' | 'from-change';
  readonly reopening: 'continue' | 'never-stopped' | 'new-attempt';
  readonly monthOf: MonthOf;
}

export type MonthOf = 'verdict' | 'registration';

export interface WaitingReason {
  readonly clause: string | null;
  readonly label: Label;
}

export interface AvailabilityTerms {
  readonly hosting: 'cloud' | 'on-premise';
  readonly objectives: readonly {
    readonly window: AvailabilityWindow;
    readonly percent: number;
    readonly clause: string;
  }[];
  readonly interruptions: {
    readonly maximum: number;
    readonly clause: string;
    readonly mergeGapSeconds: number;
  };
  readonly restoreWithinSeconds: number;
  readonly plannedMaintenance: 'counts' | 'excluded';
}

export interface ProblemTerms {
  readonly alwaysForPriorities: readonly Priority[];
  readonly disruptivePriorities: readonly Priority[];
  readonly occurrences: number;
  readonly withinDays: number;
  readonly alikeBy: readonly ('customerId' | 'serviceId' | 'configurationItem' | 'category')[];
  readonly clause: string;
}

export interface EscalationTerms {
  /** Of what is allowed: for every priority, or for each that is named; a priority left out is never at risk. */
  readonly atRiskPercent: number | Readonly<Partial<Record<Priority, number>>>;
  /** Who is told: level 1 of a clock at risk, level 2 of a breach. Several roles of one level are each told. */
  readonly levels: readonly { readonly level: 1 | 2; readonly role: string }[];
  readonly noticesInSupportHoursOnly: boolean;
  /** Local day from which on notices are raised: nobody is told of history that is recorded later. Absent: of all. */
  readonly noticesFrom?: string;
  readonly clause: string;
}

export interface AgreementVersion {
  readonly version: number;
  /** Local day; in force from its 00:00 in the calendar's zone. */
  readonly effectiveFrom: string;
  readonly source?: string;
  readonly calendar: CalendarTerms;
  readonly priorities: Readonly<Record<Priority, PriorityTerms>>;
  readonly targets: readonly TargetTerms[];
  readonly objectives: readonly ObjectiveTerms[];
  readonly clocks: ClockTerms;
  readonly waitingReasons: Readonly<Record<string, WaitingReason>>;
  readonly availability: AvailabilityTerms;
  readonly problems: ProblemTerms;
  readonly rootCauseAnalysis: { readonly dueMonths: number; readonly clause: string };
  readonly escalation?: EscalationTerms;
  readonly term: {
    readonly months: number;
    readonly renewalMonths: number;
    readonly noticeMonths: number;
    readonly clause: string;
  };
}

/** The contract between one customer and the provider on one service, all versions, as data (`agreement.example.json`). */
export interface Agreement {
  readonly agreementId: string;
  readonly customerId: string;
  readonly serviceId: string;
  readonly title: Label;
  readonly goLiveOn: string;
  /** In order of `effectiveFrom`. */
  readonly versions: readonly AgreementVersion[];
}
