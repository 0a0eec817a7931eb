import type { Agreement, AgreementVersion, Priority } from '@app/agreements/domain';
import type { Clock, Finding } from '@app/service-levels/domain';
import type { TicketFact, TicketFactData, TicketFactType } from '@app/tickets/domain';
import { exampleAgreement, withTerms } from '../support/example-agreement.js';
import { wallClock } from '../support/wall-calendar.oracle.js';

/** Wall clock in Amsterdam: `2026-03-13 17:29`, `2026-03-13 17:29:59`, `2026-03-13 17:29:59.5`. */
type Wall = string;

type InstantField = 'startedAt' | 'stoppedAt' | 'dueAt' | 'breachesAt' | 'decidedAt' | 'cancelledAt';

/** What a clock must show; a field that is not named is not compared. */
export type ExpectedClock = Pick<Clock, 'state'> &
  Partial<Omit<Clock, InstantField | 'metric' | 'basis' | 'segments' | 'state'>> &
  Partial<Record<InstantField, Wall | null>> & {
    /** Support seconds of all segments of these kinds. */
    readonly pausedSeconds?: number;
  };

/** A real-life case, and the figures that MEASURING.md gives it, worked out by hand. */
export interface Golden {
  readonly name: string;
  /** One line, with the clause of the terms or the paragraph of MEASURING.md. */
  readonly why: string;
  readonly agreement: Agreement;
  /** In order of recording. */
  readonly facts: readonly TicketFact[];
  readonly at: Wall;
  readonly expected: {
    /** Absent together with `resolution`: the ticket has no clocks. */
    readonly response?: ExpectedClock;
    readonly resolution?: ExpectedClock;
    /** The net clocks that the answer lists; absent: none. */
    readonly net?: { readonly response?: ExpectedClock; readonly resolution?: ExpectedClock };
    /** All of them, in any order. */
    readonly findings: readonly Finding[];
    readonly toRootCauseSeconds?: number | null;
    readonly toResolutionSeconds?: number | null;
    readonly agreementVersion?: number;
  };
}

/** The second at which clocks in Amsterdam show this; of an hour shown twice the first. */
export function amsterdam(wall: Wall): { readonly second: number; readonly fraction: string } {
  const [day = '', clock = ''] = wall.split(' ');
  const [time = '', fraction = ''] = clock.split('.');
  for (const offset of ['+02:00', '+01:00']) {
    const second = Date.parse(`${day}T${time}${offset}`) / 1000;
    const shown = wallClock('Europe/Amsterdam', second);
    if (shown.day === day && shown.time === time.slice(0, 5)) return { second, fraction };
  }
  throw new Error(`No clock in Amsterdam shows ${wall}.`);
}

export type Told = {
  [T in TicketFactType]: readonly [
    at: Wall,
    type: T,
    data?: TicketFactData[T],
    more?: { readonly id?: string; readonly sequence?: number; readonly by?: string },
  ];
}[TicketFactType];

/** The facts of a ticket as told, in order of recording. */
export const life = (...told: readonly Told[]): TicketFact[] =>
  told.map(([at, type, data = {}, more = {}], index) => {
    const { second: occurredAt, fraction } = amsterdam(at);
    return { id: `f${index}`, type, occurredAt, fraction, sequence: 0, data, ...more } as TicketFact;
  });

/** What an incident of the example agreement is registered with. */
export const incident = (priority: Priority): TicketFactData['TicketRegistered'] => ({
  type: 'incident',
  priority,
  customerId: 'demo',
  serviceId: 'iv-integration',
  channel: 'portal',
});

/** The example agreement; with other clock terms, or with another calendar. */
export const example = (
  terms: Partial<AgreementVersion['clocks']> = {},
  calendar: Partial<AgreementVersion['calendar']> = {},
): Agreement =>
  withTerms(exampleAgreement(), (version) => ({
    clocks: { ...version.clocks, ...terms },
    calendar: { ...version.calendar, ...calendar },
  }));

/** Reads as a sentence where a case is defined, and types it. */
export const golden = (scenario: Golden): Golden => scenario;

/** The example agreement with a second version from 1 July 2026 that halves every target. */
export function twoVersions(): Agreement {
  const first = exampleAgreement();
  const halved = withTerms(first, ({ targets }) => ({
    version: 2,
    effectiveFrom: '2026-07-01',
    targets: targets.map((target) => ({ ...target, seconds: target.seconds / 2 })),
  }));
  return { ...first, versions: [...first.versions, ...halved.versions] };
}
