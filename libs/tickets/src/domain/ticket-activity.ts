import type { EpochSecond } from '@app/support-time';
import type { TicketAt } from './ticket-at.js';
import type { TicketFact } from './ticket-fact.js';

export const TICKET_STATES = ['open', 'waiting', 'resolved', 'closed', 'withdrawn', 'duplicate'] as const;
export type TicketState = (typeof TICKET_STATES)[number];

/** What happened to a ticket of any type: what the month counts, whatever is measured of it (MEASURING 9). */
export interface TicketActivity {
  readonly state: TicketState;
  /** Resolutions that ended an open stretch; one given while resolved is none. */
  readonly resolutions: readonly { readonly at: EpochSecond; readonly kind: 'fix' | 'workaround' }[];
  readonly reopenings: readonly EpochSecond[];
  /** Stretches `[from, to)`, apart, in which it was neither resolved, closed, withdrawn nor a duplicate; `to` null: still. */
  readonly openSpans: readonly { readonly from: EpochSecond; readonly to: EpochSecond | null }[];
}

/** Folds the facts of a ticket that count at an instant; undefined for one that was never registered. */
export function ticketActivity({ registration, facts }: TicketAt): TicketActivity | undefined {
  if (registration === undefined) return undefined;
  const fold = new ActivityFold(registration.occurredAt);
  for (const fact of facts) {
    if (fold.hasEnded) break;
    fold.take(fact);
  }
  return fold.activity();
}

class ActivityFold {
  private readonly resolutions: { at: EpochSecond; kind: 'fix' | 'workaround' }[] = [];
  private readonly reopenings: EpochSecond[] = [];
  private readonly spans: { from: EpochSecond; to: EpochSecond | null }[];
  private readonly waits = new Set<string>();
  private resolved = false;
  private closed = false;
  private end: 'withdrawn' | 'duplicate' | null = null;

  constructor(registeredAt: EpochSecond) {
    this.spans = [{ from: registeredAt, to: null }];
  }

  /** Withdrawn and duplicate are final. */
  get hasEnded(): boolean {
    return this.end !== null;
  }

  take(fact: TicketFact): void {
    switch (fact.type) {
      case 'ResolutionProvided':
        if (!this.resolved) this.resolutions.push({ at: fact.occurredAt, kind: fact.data.kind });
        this.resolved = true;
        this.close(fact.occurredAt);
        break;
      case 'Closed':
        this.closed = true;
        this.close(fact.occurredAt);
        break;
      case 'Reopened':
        if (this.resolved || this.closed) this.reopen(fact.occurredAt);
        break;
      case 'WaitingStarted':
        this.waits.add(fact.data.waitId ?? '');
        break;
      case 'WaitingEnded':
        if (fact.data.waitId === undefined) this.waits.clear();
        else this.waits.delete(fact.data.waitId);
        break;
      case 'Withdrawn':
      case 'MarkedDuplicate':
        this.end = fact.type === 'Withdrawn' ? 'withdrawn' : 'duplicate';
        this.close(fact.occurredAt);
        break;
      default:
    }
  }

  activity(): TicketActivity {
    const { resolutions, reopenings, spans } = this;
    return {
      state: this.state(),
      resolutions,
      reopenings,
      openSpans: spans.filter(({ from, to }) => from !== to),
    };
  }

  private state(): TicketState {
    if (this.end !== null) return this.end;
    if (this.closed) return 'closed';
    if (this.resolved) return 'resolved';
    return this.waits.size > 0 ? 'waiting' : 'open';
  }

  private close(at: EpochSecond): void {
    this.waits.clear();
    const last = this.spans.at(-1);
    if (last?.to === null) last.to = at;
  }

  private reopen(at: EpochSecond): void {
    this.reopenings.push(at);
    this.resolved = false;
    this.closed = false;
    this.waits.clear();
    const last = this.spans.at(-1);
    // Resolved and reopened at one instant: there is none at which it was not open.
    if (last?.to === at) last.to = null;
    else this.spans.push({ from: at, to: null });
  }
}
