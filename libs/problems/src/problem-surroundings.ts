import type { CompiledAgreement } from '@app/agreements/domain';
import type { UpTo } from '@app/facts';
import type { Queryable } from '@app/platform';
import { namedTickets, problemService, type ProblemFact, type TicketsById } from '@app/problems/domain';
import { AgreementsInForce, factsOfTickets } from '@app/service-levels';

/** What problems are judged with besides their own facts. */
export interface Surroundings {
  /** Facts of every ticket that one of them names. */
  readonly tickets: TicketsById;
  /** The agreement on the service of the problem with these facts. */
  readonly agreementOf: (recorded: readonly ProblemFact[]) => CompiledAgreement | undefined;
}

/** Reads what is around problems; compiles each state of an agreement once. */
export class ProblemSurroundings {
  private readonly agreements = new AgreementsInForce();

  /** @param problems the facts of each that are known, in order of recording */
  async of(
    sql: Queryable,
    problems: readonly (readonly ProblemFact[])[],
    upTo?: UpTo,
  ): Promise<Surroundings> {
    const services = problems.flatMap((facts) => problemService(facts)?.serviceId ?? []);
    const agreementOf = await this.agreements.of(sql, [...new Set(services)], upTo);
    const recorded = await factsOfTickets(sql, [...new Set(problems.flatMap(namedTickets))], upTo);
    return {
      tickets: new Map([...recorded].map(([ticketId, facts]) => [ticketId, facts.map(({ fact }) => fact)])),
      agreementOf: (facts) => {
        const service = problemService(facts);
        return service && agreementOf(service.customerId, service.serviceId);
      },
    };
  }
}
