import { compileAgreement, type Agreement, type CompiledAgreement } from '@app/agreements/domain';
import type { Queryable } from '@app/platform';

interface AgreementRow {
  readonly agreement_id: string;
  readonly position: bigint;
  readonly document: Agreement;
}

/** The agreement of a customer and service, as the read models have it. */
export type AgreementOf = (customerId: string, serviceId: string) => CompiledAgreement | undefined;

/** Reads agreements with the rows they judge, and compiles each state of each once. */
export class AgreementsInForce {
  private readonly compiled = new Map<string, { position: bigint; agreement: CompiledAgreement }>();

  /** The agreements of some services, in this transaction's snapshot. */
  async of(sql: Queryable, serviceIds: readonly string[]): Promise<AgreementOf> {
    const rows = await sql<Pick<AgreementRow, 'agreement_id' | 'position'>[]>`
      select agreement_id, position from agreement where service_id = any(${serviceIds as string[]})`;
    await this.compile(
      sql,
      rows.filter((row) => this.compiled.get(row.agreement_id)?.position !== row.position),
    );
    const byService = new Map<string, CompiledAgreement>();
    for (const { agreement_id } of rows) {
      const agreement = this.compiled.get(agreement_id)?.agreement;
      if (agreement)
        byService.set(keyOf(agreement.agreement.customerId, agreement.agreement.serviceId), agreement);
    }
    return (customerId, serviceId) => byService.get(keyOf(customerId, serviceId));
  }

  private async compile(sql: Queryable, stale: readonly Pick<AgreementRow, 'agreement_id'>[]): Promise<void> {
    if (stale.length === 0) return;
    const ids = stale.map(({ agreement_id }) => agreement_id);
    const rows = await sql<AgreementRow[]>`
      select agreement_id, position, document from agreement where agreement_id = any(${ids})`;
    for (const { agreement_id, position, document } of rows) {
      this.compiled.set(agreement_id, { position, agreement: compileAgreement(document) });
    }
  }
}

/** Ids have no blanks. */
const keyOf = (customerId: string, serviceId: string): string => `${customerId} ${serviceId}`;
