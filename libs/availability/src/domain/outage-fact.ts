import type { Metric } from '@app/agreements/domain';
import type { TimedFact } from '@app/facts';

/** What each outage fact carries (contract, "Outage facts"). */
export interface OutageFactData {
  readonly OutageStarted: {
    readonly serviceId: string;
    /** None: every customer of the service. */
    readonly customerId?: string;
    readonly ticketId?: string;
    readonly planned?: boolean;
    readonly cause?: string;
  };
  readonly OutageEnded: Readonly<Record<string, never>>;
  /** The outage as it was, whatever was recorded of its start and end; without `to` it is open. */
  readonly OutageCorrected: { readonly from: string; readonly to?: string; readonly reason?: string };
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
  readonly DisasterDeclared: { readonly reason?: string };
  /** The service runs at the continuity site (TERMS 5). */
  readonly FailoverCompleted: { readonly site?: string };
  readonly FactRetracted: { readonly factId: string; readonly reason: string };
}

export type OutageFactType = keyof OutageFactData;

/** One fact of an outage, told apart by `type`. */
export type OutageFact = { [T in OutageFactType]: TimedFact<T, OutageFactData[T]> }[OutageFactType];
