import type { CompiledAgreement } from '@app/agreements/domain';
import { ticketNotices } from '@app/escalations/domain';
import type { Transaction } from '@app/platform';
import { defineProjection } from '@app/projections';
import { dueTable, replaceDue, type DeadlineSource } from '@app/reactors';
import { AgreementsInForce, factsOfTickets, knownTickets } from '@app/service-levels';
import type { TicketFact } from '@app/tickets/domain';
import { deadlineOf } from './deadline-rows.js';

const TABLE = 'ticket_deadline';

/** How many tickets are looked at anew at once: what bounds the memory of it. */
const CHUNK = 2_000;

/** A ticket whose agreement has people told; nobody is told of any other. */
type Told = { readonly agreement: CompiledAgreement; readonly facts: readonly TicketFact[] } | 'untold';

/** Of what people are to be told about each ticket, and when: computed again whenever its clocks are. */
export const ticketDeadlinesProjection = () => {
  const agreements = new AgreementsInForce();
  return defineProjection<Told>({
    name: 'ticket-deadlines',
    version: 1,
    handles: [],
    tables: { [TABLE]: dueTable(TABLE) },
    partitionBy: () => undefined,
    load: (tx, ticketIds) => loadTold(tx, agreements, ticketIds),
    apply: (state = 'untold') => state,
    save: async (tx, changed) => {
      const deadlines = [...changed].flatMap(([ticketId, told]) =>
        told === 'untold'
          ? []
          : ticketNotices(told.facts, told.agreement).map((due) =>
              deadlineOf(ownerOf(ticketId), told.agreement.agreement, due),
            ),
      );
      await replaceDue(tx, TABLE, [...changed.keys()].map(ownerOf), deadlines);
    },
    touches: function* (_tx, changed) {
      const ticketIds = changed.get('tickets') ?? [];
      for (let from = 0; from < ticketIds.length; from += CHUNK) yield ticketIds.slice(from, from + CHUNK);
    },
  });
};

const ownerOf = (ticketId: string): string => `ticket-${ticketId}`;

/** Those rows as a source of deadlines. */
export const ticketDeadlines: DeadlineSource = { projection: 'ticket-deadlines', ownerOf, rows: TABLE };

async function loadTold(
  tx: Transaction,
  agreements: AgreementsInForce,
  ticketIds: readonly string[],
): Promise<Map<string, Told>> {
  const covered = (await knownTickets(tx, ticketIds)).filter(({ agreementId }) => agreementId !== null);
  const agreementOf = await agreements.ofTickets(tx, covered);
  const told = covered.flatMap((ticket) => {
    const agreement = agreementOf(ticket);
    return agreement && hasEscalation(agreement) ? [[ticket.ticketId, agreement] as const] : [];
  });
  const facts = await factsOfTickets(
    tx,
    told.map(([ticketId]) => ticketId),
  );
  const states = new Map<string, Told>(ticketIds.map((ticketId) => [ticketId, 'untold']));
  for (const [ticketId, agreement] of told) {
    states.set(ticketId, { agreement, facts: (facts.get(ticketId) ?? []).map(({ fact }) => fact) });
  }
  return states;
}

const hasEscalation = ({ versions }: CompiledAgreement): boolean =>
  versions.some(({ terms }) => terms.escalation !== undefined);
