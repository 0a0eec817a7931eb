import type { TimedFact } from '@app/facts';

/** What each fact of a service carries. */
export interface ServiceFactData {
  /**
   * What a vendor published of its own service, as somebody found it (TERMS 5, clause 2.5). `occurredAt` is when it was
   * captured, `by` who captured it.
   */
  readonly PublishedFigureCaptured: {
    /** The vendor's own name of the part that the figure is of. */
    readonly component: string;
    /** `YYYY-MM`, the period that the vendor names. */
    readonly month: string;
    /** Decimal text, digit by digit as published: `99.90` is not `99.9`. */
    readonly percentage: string;
    /** Where it stood. */
    readonly source: string;
  };
  readonly FactRetracted: { readonly factId: string; readonly reason: string };
}

export type ServiceFactType = keyof ServiceFactData;

/** One fact of a service, told apart by `type`. */
export type ServiceFact = { [T in ServiceFactType]: TimedFact<T, ServiceFactData[T]> }[ServiceFactType];
