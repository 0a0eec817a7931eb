import { compileAgreement, type Agreement, type ProblemTerms } from '@app/agreements/domain';
import { lackingFacts, readInstant, timedFactFrom, type RecordedFact, type Target } from '@app/facts';
import type { TicketFact } from '@app/tickets/domain';
import { exampleAgreement } from '../../../test/support/example-agreement.js';
import { PROBLEM_DETECTION } from '../src/domain/detection/detection.author.js';
import { familyIn } from '../src/domain/detection/family.js';
import { byRegistration } from '../src/domain/detection/detect.js';
import { incidentOf } from '../src/domain/detection/incident.js';
import { problemGoals } from '../src/domain/detection/problem-goal.js';
import { problemWish } from '../src/domain/detection/problem-wish.js';
import { linkedTickets } from '../src/domain/ticket-links.js';
import { problemRecord } from '../src/domain/problem-record.js';
import type { ProblemFact } from '../src/domain/problem-fact.js';
import { foundCause, ROOT_CAUSE, rootCauseWish } from '../src/domain/root-cause/root-cause-wish.js';

/** The example agreement with other terms of recurrence. */
export function agreementWith(problems: Partial<ProblemTerms>): Agreement {
  const example = exampleAgreement();
  const versions = example.versions.map((version) => ({
    ...version,
    effectiveFrom: '2020-01-01',
    problems: { ...version.problems, ...problems },
  }));
  return { ...example, versions };
}

type AnyFact = TicketFact | ProblemFact;

/** An event of the log: a fact of a target and who recorded it. */
export interface WorldEvent {
  readonly target: Target;
  readonly fact: AnyFact;
  readonly recordedBy: string;
}

/** How a reactor looks and dies. `blind`: it does not look whether its view of a stream is out of date. */
export interface Pass {
  readonly lag: number;
  readonly blind: boolean;
  /** Facts of a target that get recorded before it dies; undefined: it lives. */
  readonly diesAfter: number | undefined;
}

export const WHOLE: Pass = { lag: 0, blind: false, diesAfter: undefined };

/** A log in memory, and the reactors as pure functions of what they see of it. */
export class DetectionWorld {
  readonly log: WorldEvent[] = [];
  private readonly agreement;

  constructor(agreement: Agreement) {
    this.agreement = compileAgreement(agreement);
  }

  /** Appends a fact unless its stream has one of that id. */
  record(event: WorldEvent): boolean {
    const known = this.log.some(
      ({ target, fact }) => sameTarget(target, event.target) && fact.id === event.fact.id,
    );
    if (!known) this.log.push(event);
    return !known;
  }

  factsOf<F extends AnyFact>(target: Target, upTo = this.log.length): RecordedFact<F>[] {
    return this.log.slice(0, upTo).flatMap((event, index) =>
      sameTarget(event.target, target)
        ? [
            {
              fact: event.fact as F,
              sentAt: '',
              position: String(index),
              recordedAtMs: 0,
              recordedBy: event.recordedBy,
            },
          ]
        : [],
    );
  }

  ids(kind: Target['kind'], upTo = this.log.length): string[] {
    return [
      ...new Set(this.log.slice(0, upTo).flatMap(({ target }) => (target.kind === kind ? [target.id] : []))),
    ];
  }

  /** One look of both reactors at the log as it was `lag` events ago. @returns whether anything was recorded */
  pass(pass: Pass = WHOLE): boolean {
    const upTo = Math.max(0, this.log.length - pass.lag);
    const detected = this.detect(upTo, pass);
    return this.establish(Math.max(0, this.log.length - pass.lag), pass) || detected;
  }

  /** Lets the reactors run until they have nothing left to say. @throws when they never stop */
  settle(): void {
    for (let round = 0; round < 12; round += 1) if (!this.pass()) return;
    throw new Error('the reactors never come to rest');
  }

  private detect(upTo: number, pass: Pass): boolean {
    const incidents = this.ids('ticket', upTo).flatMap(
      (id) => incidentOf(id, this.timed({ kind: 'ticket', id }, upTo), this.agreement) ?? [],
    );
    const problems = this.ids('problem', upTo).map((problemId) => ({
      problemId,
      recorded: this.factsOf<ProblemFact>({ kind: 'problem', id: problemId }, upTo),
    }));
    const families = new Set([
      ...incidents.flatMap(({ family }) => family ?? []),
      ...problems.flatMap(({ problemId }) => familyIn(problemId) ?? []),
    ]);
    const byId = new Map(incidents.map((incident) => [incident.ticketId, incident]));
    let any = false;
    for (const family of families) {
      const own = incidents.filter((incident) => incident.family === family).sort(byRegistration);
      const named = problems.filter(({ problemId }) => familyIn(problemId) === family);
      const goals = new Map(problemGoals(family, own, named).map((goal) => [goal.problemId, goal]));
      for (const problemId of new Set([...goals.keys(), ...named.map((each) => each.problemId)])) {
        const target = { kind: 'problem', id: problemId } as const;
        const recorded = this.factsOf<ProblemFact>(target, upTo);
        const wish = problemWish(problemId, recorded, goals.get(problemId), byId);
        any =
          this.say(
            PROBLEM_DETECTION,
            target,
            lackingFacts(PROBLEM_DETECTION, target, recorded, wish),
            upTo,
            pass,
          ) || any;
      }
    }
    return any;
  }

  private establish(upTo: number, pass: Pass): boolean {
    const causes = this.ids('problem', upTo).flatMap((id) => {
      const recorded = this.factsOf<ProblemFact>({ kind: 'problem', id }, upTo);
      return (
        foundCause(
          id,
          recorded.map(({ fact }) => fact),
        ) ?? []
      );
    });
    let any = false;
    for (const id of this.ids('ticket', upTo)) {
      const target = { kind: 'ticket', id } as const;
      const recorded = this.factsOf<TicketFact>(target, upTo);
      const wish = rootCauseWish(id, recorded, causes);
      any = this.say(ROOT_CAUSE, target, lackingFacts(ROOT_CAUSE, target, recorded, wish), upTo, pass) || any;
    }
    return any;
  }

  private say(
    recordedBy: string,
    target: Target,
    facts: ReturnType<typeof lackingFacts>,
    upTo: number,
    { blind, diesAfter = Infinity }: Pass,
  ): boolean {
    const changed = this.log.slice(upTo).some((event) => sameTarget(event.target, target));
    if (changed && !blind) return false;
    let any = false;
    for (const fact of facts.slice(0, diesAfter)) {
      const instant = readInstant(fact.occurredAt)!;
      const timed = timedFactFrom({ fact, instant, id: fact.id! }) as unknown as AnyFact;
      any = this.record({ target, fact: timed, recordedBy }) || any;
    }
    return any;
  }

  private timed(target: Target, upTo: number): TicketFact[] {
    return this.factsOf<TicketFact>(target, upTo).map(({ fact }) => fact);
  }

  /** The open problems that recurrence made, by id, as people see them. */
  current() {
    const open = new Map<
      string,
      { openedAt: number; tickets: string[]; analysisAt: number | null; refersTo: string | null }
    >();
    for (const problemId of this.ids('problem')) {
      const recorded = this.factsOf<ProblemFact>({ kind: 'problem', id: problemId });
      const record = problemRecord(
        recorded.map(({ fact }) => fact),
        Infinity,
      );
      if (record === undefined || record.closedBecause === NO_LONGER) continue;
      const { registeredAt: openedAt, analysisStartedAt: analysisAt, refersTo } = record;
      open.set(problemId, { openedAt, tickets: [...linkedTickets(record.links)], analysisAt, refersTo });
    }
    return open;
  }
}

const NO_LONGER = 'No incident is left that makes this a problem.';

const sameTarget = (a: Target, b: Target): boolean => a.kind === b.kind && a.id === b.id;
