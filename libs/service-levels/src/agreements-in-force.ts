import { agreementsAsOf } from '@app/agreements';
import { compileAgreement, type Agreement, type CompiledAgreement } from '@app/agreements/domain';
import type { UpTo } from '@app/facts';
import type { Queryable } from '@app/platform';

interface StateRow {
  readonly agreement_id: string;
  readonly position: bigint;
}

interface State {
  readonly position: bigint;
  readonly agreement: CompiledAgreement;
}

/** The agreement of a customer and service, as the read models have it. */
export type AgreementOf = (customerId: string, serviceId: string) => CompiledAgreement | undefined;

/** Whose a ticket is; null where it does not say. */
interface OfService {
  readonly customerId: string | null;
  readonly serviceId: string | null;
}

/** Reads agreements with the rows they judge, and compiles the state of each that was asked for last once. */
export class AgreementsInForce {
  private readonly compiled = new Map<string, State>();

  /** The agreements of some services as they were known, in this transaction's snapshot. */
  async of(sql: Queryable, serviceIds: readonly string[], upTo?: UpTo): Promise<AgreementOf> {
    const rows = await sql<StateRow[]>`
      select agreement_id, position from ${agreementsAsOf(sql, upTo)}
      where service_id = any(${serviceIds as string[]})`;
    const byService = new Map<string, CompiledAgreement>();
    for (const { agreement } of await this.statesOf(sql, rows, upTo)) {
      byService.set(keyOf(agreement.agreement.customerId, agreement.agreement.serviceId), agreement);
    }
    return (customerId, serviceId) => byService.get(keyOf(customerId, serviceId));
  }

  /** The same of some tickets: which agreement covers each. */
  async ofTickets<Ticket extends OfService>(
    sql: Queryable,
    tickets: readonly Ticket[],
    upTo?: UpTo,
  ): Promise<(ticket: Ticket) => CompiledAgreement | undefined> {
    const services = new Set(tickets.flatMap(({ serviceId }) => serviceId ?? []));
    const agreementOf = await this.of(sql, [...services], upTo);
    return ({ customerId, serviceId }) =>
      customerId === null || serviceId === null ? undefined : agreementOf(customerId, serviceId);
  }

  /** Answers from its own list: other questions change what is kept while this one waits for the database. */
  private async statesOf(sql: Queryable, rows: readonly StateRow[], upTo: UpTo): Promise<readonly State[]> {
    const kept = rows.flatMap(({ agreement_id, position }) => {
      const state = this.compiled.get(agreement_id);
      return state?.position === position ? state : [];
    });
    if (kept.length === rows.length) return kept;
    const ids = rows.map(({ agreement_id }) => agreement_id);
    const read = await sql<(StateRow & { document: Agreement })[]>`
      select agreement_id, position, document from ${agreementsAsOf(sql, upTo)}
      where agreement_id = any(${ids})`;
    return read.map(({ agreement_id, position, document }) => {
      const known = this.compiled.get(agreement_id);
      if (known?.position === position) return known;
      const state = { position, agreement: compileAgreement(document) };
      this.compiled.set(agreement_id, state);
      return state;
    });
  }
}

/** Ids have no blanks. */
const keyOf = (customerId: string, serviceId: string): string => `${customerId} ${serviceId}`;
