import type { ProblemTerms } from '@app/agreements/domain';
import canonicalize from 'canonicalize';
import { createHash } from 'node:crypto';

export type AlikeField = ProblemTerms['alikeBy'][number];

/** What two incidents are compared by; a word that is not known is undefined. */
export type Likeness = Readonly<Partial<Record<AlikeField, string | undefined>>> & {
  readonly customerId: string;
  readonly serviceId: string;
};

/**
 * The family of incidents that are alike: 32 hexadecimal digits, the same for the same values of the same fields. Likeness
 * never reaches beyond a customer's service, whatever fields are named: the agreement that defines it covers no more.
 *
 * @example familyOf({ customerId: 'demo', serviceId: 'iv', category: 'network' })
 */
export function familyOf(values: Readonly<Record<string, string>>): string {
  return createHash('sha256')
    .update(canonicalize(values) ?? '')
    .digest('hex')
    .slice(0, 32);
}

const PREFIX = 'recurrence-';

/** The problem record of a family after so many like ones were closed. */
export const problemIdOf = (family: string, generation: number): string => `${PREFIX}${family}-${generation}`;

/** The first characters of the ids of all problem records of a family. */
export const problemIdPrefix = (family: string): string => `${PREFIX}${family}-`;

const PATTERN = new RegExp(`^${PREFIX}([0-9a-f]{32})-\\d+$`);

/** Whose record a problem is; undefined for one that people registered under an id of their own. */
export const familyIn = (problemId: string): string | undefined => PATTERN.exec(problemId)?.[1];
