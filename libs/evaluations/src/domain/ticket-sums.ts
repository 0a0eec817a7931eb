import { NO_TICKETS, type Counts, type MonthOfTickets, type Tally } from './month-of-tickets.js';

/** What figures are made of: a ticket's part can be taken out again. */
type Summed = Pick<MonthOfTickets, 'tallies' | 'counts'>;

/** Decided clocks and counts of a month, of which the part of one ticket may become another one. */
export class TicketSums {
  private readonly tallies = new Map<string, Tally>();
  private counts: Counts = NO_TICKETS.counts;

  constructor(tickets: Summed) {
    this.add(tickets, 1);
  }

  /** Puts one part in the place of another; false where they are the same. */
  replace(old: Summed, now: Summed): boolean {
    if (asText(old) === asText(now)) return false;
    this.add(old, -1);
    this.add(now, 1);
    return true;
  }

  /** The sums as a month without lists. */
  month(): MonthOfTickets {
    return { ...NO_TICKETS, tallies: [...this.tallies.values()], counts: this.counts };
  }

  private add({ tallies, counts }: Summed, sign: 1 | -1): void {
    for (const { count, ...kind } of tallies) {
      const key = [kind.agreementVersion, kind.metric, kind.basis, kind.priority, kind.verdict].join(' ');
      const sum = (this.tallies.get(key)?.count ?? 0) + sign * count;
      // A version that judges no clock any more is none of the month's.
      if (sum === 0) this.tallies.delete(key);
      else this.tallies.set(key, { ...kind, count: sum });
    }
    const [own, other] = [this.counts, counts];
    this.counts = {
      registered: {
        incident: own.registered.incident + sign * other.registered.incident,
        'information-request':
          own.registered['information-request'] + sign * other.registered['information-request'],
        'change-request': own.registered['change-request'] + sign * other.registered['change-request'],
      },
      resolved: own.resolved + sign * other.resolved,
      workarounds: own.workarounds + sign * other.workarounds,
      reopened: own.reopened + sign * other.reopened,
      open: own.open + sign * other.open,
    };
  }
}

const asText = ({ tallies, counts }: Summed): string => JSON.stringify([tallies, counts]);
