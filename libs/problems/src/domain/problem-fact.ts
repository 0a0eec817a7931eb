import type { Priority } from '@app/agreements/domain';
import type { TimedFact } from '@app/facts';

/** What each problem fact carries (contract, "Problem facts"; TERMS 6). */
export interface ProblemFactData {
  readonly ProblemRegistered: {
    readonly customerId: string;
    readonly serviceId: string;
    readonly title?: string;
    readonly configurationItem?: string;
    readonly category?: string;
    readonly priority?: Priority;
    /** The closed problem that this one is like. */
    readonly refersTo?: string;
  };
  readonly TicketLinked: { readonly ticketId: string; readonly reason?: string };
  readonly TicketUnlinked: { readonly ticketId: string; readonly reason: string };
  /** Whether the linked incidents (probably) have the same cause. */
  readonly CausesRelated: { readonly related: boolean; readonly reason?: string };
  readonly RootCauseAnalysisStarted: Readonly<Record<string, never>>;
  readonly RootCauseFound: { readonly cause?: string };
  readonly KnownErrorDeclared: { readonly workaround: string };
  /** The report itself lies in the vault, under its hash. */
  readonly RootCauseReportAttached: {
    readonly name: string;
    readonly mediaType: string;
    readonly sha256: string;
  };
  readonly ProblemSolved: { readonly reason?: string };
  readonly ProblemClosed: { readonly reason?: string };
  readonly FactRetracted: { readonly factId: string; readonly reason: string };
}

export type ProblemFactType = keyof ProblemFactData;

/** One fact of a problem, told apart by `type`. */
export type ProblemFact = { [T in ProblemFactType]: TimedFact<T, ProblemFactData[T]> }[ProblemFactType];
