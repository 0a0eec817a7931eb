import type { Agreement } from '@app/agreements/domain';
import type { Clock } from '@app/service-levels/domain';
import type { TicketFact } from '@app/tickets/domain';

/** A real-life case as the meeting is told it: every sentence about one clock, in both languages. */
export interface Story {
  readonly name: string;
  readonly why: string;
  readonly agreement: Agreement;
  /** In order of recording. */
  readonly facts: readonly TicketFact[];
  /** Wall clock in Amsterdam. */
  readonly at: string;
  readonly clock: Pick<Clock, 'metric' | 'basis'>;
  readonly en: readonly string[];
  readonly nl: readonly string[];
}

/** Reads as a sentence where a story is told, and types it. */
export const story = (told: Story): Story => told;
