import type { Clock, ServiceLevels, UnmeasuredLevels } from '@app/service-levels/domain';
import { clocksOnBothBases } from '@app/service-levels/domain';

/** What the rows that serve say of a clock. */
export type StoredClock = Omit<Clock, 'segments' | 'month' | 'cancelledAt' | 'cancelledBecause'>;

/** What the rows that serve say of a ticket, at every second in `[holdsFrom, holdsBefore)`. */
export interface StoredTicket extends Pick<
  ServiceLevels,
  'agreementVersion' | 'type' | 'priority' | 'registeredAt' | 'findings'
> {
  readonly clocks: readonly StoredClock[];
  readonly holdsFrom: number;
  readonly holdsBefore: number | null;
}

/** A value that the measurement gives otherwise. */
export interface TicketDifference {
  /** Null: of the ticket itself. */
  readonly clock: Pick<Clock, 'metric' | 'basis'> | null;
  /** Null: all of the clock, which one side does not have. */
  readonly field: string | null;
  readonly stored: unknown;
  readonly computed: unknown;
}

/** The second at which a ticket is measured: this one where its rows hold then, or else the nearest at which they do. */
export const secondOfRows = (
  { holdsFrom, holdsBefore }: Pick<StoredTicket, 'holdsFrom' | 'holdsBefore'>,
  at: number,
): number => Math.max(holdsFrom, holdsBefore === null ? at : Math.min(at, holdsBefore - 1));

const OF_TICKET = ['agreementVersion', 'type', 'priority', 'registeredAt', 'findings'] as const;

const OF_CLOCK = [
  'state',
  'priority',
  'clause',
  'targetSeconds',
  'allowedSeconds',
  'elapsedSeconds',
  'startedAt',
  'stoppedAt',
  'dueAt',
  'breachesAt',
  'decidedAt',
] as const;

/** What a running clock has used grows by the second, and that of one that was breached until it is stopped. */
const isCounting = ({ state, stoppedAt }: StoredClock): boolean =>
  state === 'running' || (state === 'breached' && stoppedAt === null);

const isSame = (one: unknown, other: unknown): boolean =>
  one === other || JSON.stringify(one) === JSON.stringify(other);

/**
 * What the rows of a ticket say otherwise than its measurement at a second at which they hold. Both ways to the figures
 * have `measureTicket` in common; when and from what it is asked they do not.
 */
export function ticketDifferences(
  stored: StoredTicket,
  measured: ServiceLevels | UnmeasuredLevels,
): readonly TicketDifference[] {
  const ofTicket = OF_TICKET.filter((field) => !isSame(stored[field], measured[field])).map((field) => ({
    clock: null,
    field,
    stored: stored[field],
    computed: measured[field],
  }));
  const clocks = measured.agreementId === null ? [] : clocksOnBothBases(measured);
  return [...ofTicket, ...clockDifferences(stored.clocks, clocks)];
}

function clockDifferences(stored: readonly StoredClock[], measured: readonly Clock[]): TicketDifference[] {
  const nameOf = ({ metric, basis }: StoredClock): string => `${metric} ${basis}`;
  const left = new Map(stored.map((clock) => [nameOf(clock), clock]));
  const differences = measured.flatMap((computed): TicketDifference[] => {
    const clock = { metric: computed.metric, basis: computed.basis };
    const known = left.get(nameOf(computed));
    left.delete(nameOf(computed));
    if (known === undefined) return [{ clock, field: null, stored: null, computed: computed.state }];
    return OF_CLOCK.filter(
      (field) =>
        !isSame(known[field], computed[field]) && (field !== 'elapsedSeconds' || !isCounting(computed)),
    ).map((field) => ({ clock, field, stored: known[field], computed: computed[field] }));
  });
  const unknown = [...left.values()].map(({ metric, basis, state }) => ({
    clock: { metric, basis },
    field: null,
    stored: state,
    computed: null,
  }));
  return [...differences, ...unknown];
}
