import type { Impact, Metric, Priority } from '@app/agreements/domain';
import type { TimedFact } from '@app/facts';

export const TICKET_TYPES = ['incident', 'information-request', 'change-request'] as const;
export type TicketType = (typeof TICKET_TYPES)[number];

export const CHANNELS = ['portal', 'trust', 'phone', 'email', 'api'] as const;
export type Channel = (typeof CHANNELS)[number];

/** What each ticket fact carries (contract, "Ticket facts"). */
export interface TicketFactData {
  readonly TicketRegistered: {
    readonly type: TicketType;
    readonly customerId: string;
    readonly serviceId: string;
    readonly priority?: Priority;
    readonly impact?: Impact;
    readonly channel: Channel;
    readonly configurationItem?: string;
    readonly category?: string;
    readonly summary?: string;
    readonly requesterId?: string;
  };
  readonly ResponseGiven: { readonly automatic?: boolean };
  readonly RootCauseEstablished: { readonly cause?: string; readonly problemId?: string };
  readonly ResolutionProvided: { readonly kind: 'fix' | 'workaround' };
  readonly WaitingStarted: { readonly reason: string; readonly waitId?: string; readonly evidence?: string };
  readonly WaitingEnded: { readonly waitId?: string };
  readonly PriorityChanged: { readonly to: Priority; readonly reason?: string };
  readonly PriorityCorrected: { readonly to: Priority; readonly reason: string };
  readonly TypeChanged: { readonly to: TicketType; readonly priority?: Priority; readonly impact?: Impact };
  readonly Reopened: { readonly reason?: string };
  readonly Closed: Readonly<Record<string, never>>;
  readonly Withdrawn: { readonly reason: string };
  readonly MarkedDuplicate: { readonly of: string };
  readonly AssignedToLine: {
    readonly line: 'first' | 'second' | 'coordinator';
    readonly assigneeId?: string;
  };
  readonly EscalatedToVendor: { readonly vendor: string; readonly reference?: string };
  readonly VendorAnswered: { readonly vendor: string; readonly reference?: string };
  readonly ManagementEscalated: { readonly level: 1 | 2 };
  readonly RootCauseAnalysisRequested: { readonly evidence: string };
  /** A person has looked: the incident is no recurrence of another one (TERMS 6). */
  readonly RecurrenceRejected: { readonly reason: string };
  readonly ExclusionProposed: {
    readonly exclusionId: string;
    readonly cause: string;
    readonly from?: string;
    readonly to?: string;
    readonly metrics?: readonly Metric[];
    readonly evidence: string;
  };
  readonly ExclusionAccepted: { readonly exclusionId: string; readonly reason?: string };
  readonly ExclusionRejected: { readonly exclusionId: string; readonly reason?: string };
  readonly FactRetracted: { readonly factId: string; readonly reason: string };
}

export type TicketFactType = keyof TicketFactData;

/** One fact of a ticket, told apart by `type`. */
export type TicketFact = { [T in TicketFactType]: TimedFact<T, TicketFactData[T]> }[TicketFactType];
