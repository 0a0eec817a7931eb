import type { CompiledVersion, Priority } from '@app/agreements/domain';
import type { EpochSecond } from '@app/support-time';
import type { TicketFact } from '@app/tickets/domain';
import type { IncidentLife } from './incident.js';
import type { PriorityTimeline } from './priorities.js';
import type { Finding } from './service-levels.js';

/** A wait that has begun and not ended. */
export interface OpenWait {
  readonly waitId: string | undefined;
  readonly reason: string;
  readonly factId: string;
}

/** What a fact does to the clocks; everything else a fact may do is nothing to them. */
export type Step = { readonly at: EpochSecond; readonly factId: string } & (
  | { readonly kind: 'response' | 'root-cause' | 'resolved' | 'reopened' }
  | { readonly kind: 'priority'; readonly to: Priority }
  | { readonly kind: 'waits'; readonly open: readonly OpenWait[] }
);

/** A ticket's life as its clocks see it: the same steps for every clock, gross and net. */
export interface Steps {
  readonly steps: readonly Step[];
  /** C where the version starts the resolution clock at the root cause; null while there is none. */
  readonly rootCauseAt: EpochSecond | null;
  /** The resolution that stands; null while open. */
  readonly resolvedAt: EpochSecond | null;
  readonly findings: ReadonlySet<Finding>;
}

/**
 * Walks an incident's facts once (MEASURING 4): open intervals, waits cut at the next resolution or reopening, the
 * earliest root cause, changes of priority; and finds what is odd about them.
 */
export function stepsOf(life: IncidentLife, priorities: PriorityTimeline, version: CompiledVersion): Steps {
  const walk = new StepWalk(priorities, version);
  for (const fact of life.before) walk.take(fact, life.startsAt);
  for (const fact of life.facts) walk.take(fact, fact.occurredAt);
  return walk.done(life.leaving !== null);
}

class StepWalk {
  private readonly steps: Step[] = [];
  private readonly findings = new Set<Finding>();
  private waits: readonly OpenWait[] = NO_WAITS;
  private rootCauseAt: EpochSecond | null = null;
  private resolvedAt: EpochSecond | null = null;
  private everResolved = false;
  private causeCameLate = false;

  constructor(
    private readonly priorities: PriorityTimeline,
    private readonly version: CompiledVersion,
  ) {}

  take(fact: TicketFact, at: EpochSecond): void {
    const factId = fact.id;
    switch (fact.type) {
      case 'ResponseGiven':
        if (fact.data.automatic !== true) this.steps.push({ at, factId, kind: 'response' });
        break;
      case 'RootCauseEstablished':
        if (this.rootCauseAt !== null) break;
        this.rootCauseAt = at;
        this.causeCameLate = this.everResolved;
        this.steps.push({ at, factId, kind: 'root-cause' });
        break;
      case 'ResolutionProvided':
        if (this.resolvedAt !== null) this.findings.add('RESOLVED_TWICE');
        else this.turn({ at, factId, kind: 'resolved' }, at);
        break;
      case 'Reopened':
        if (this.resolvedAt === null) this.findings.add('REOPENED_WHILE_OPEN');
        else this.turn({ at, factId, kind: 'reopened' }, null);
        break;
      case 'Closed':
        if (this.resolvedAt === null) this.findings.add('CLOSED_WITHOUT_RESOLUTION');
        break;
      case 'WaitingStarted': {
        const { reason, waitId } = fact.data;
        if (!Object.hasOwn(this.version.terms.waitingReasons, reason))
          this.findings.add('UNKNOWN_WAITING_REASON');
        this.wait(at, factId, [...this.waits, { waitId, reason, factId }]);
        break;
      }
      case 'WaitingEnded': {
        const { waitId } = fact.data;
        this.wait(
          at,
          factId,
          waitId === undefined ? NO_WAITS : this.waits.filter((wait) => wait.waitId !== waitId),
        );
        break;
      }
      default: {
        const to = this.priorities.changes.get(fact);
        if (to !== undefined) this.steps.push({ at, factId, kind: 'priority', to });
      }
    }
  }

  done(left: boolean): Steps {
    // What is said of the root cause concerns a resolution that is judged; a cancelled one is not.
    if (!left) this.findRootCause();
    const { steps, rootCauseAt, resolvedAt, findings } = this;
    return { steps, rootCauseAt, resolvedAt, findings };
  }

  private findRootCause(): void {
    if (this.causeCameLate) this.findings.add('ROOT_CAUSE_AFTER_RESOLUTION');
    if (this.rootCauseAt !== null || this.version.terms.clocks.resolution.startsAt !== 'root-cause') return;
    this.findings.add(
      this.resolvedAt === null ? 'ROOT_CAUSE_NOT_YET_ESTABLISHED' : 'ROOT_CAUSE_NOT_RECORDED',
    );
  }

  /** A resolution or a reopening ends every wait; it does not come back afterwards. */
  private turn(step: Step, resolvedAt: EpochSecond | null): void {
    this.everResolved = true;
    this.resolvedAt = resolvedAt;
    this.waits = NO_WAITS;
    this.steps.push(step);
  }

  private wait(at: EpochSecond, factId: string, open: readonly OpenWait[]): void {
    this.waits = open;
    this.steps.push({ at, factId, kind: 'waits', open });
  }
}

const NO_WAITS: readonly OpenWait[] = [];
