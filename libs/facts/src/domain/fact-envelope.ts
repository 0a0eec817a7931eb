import type { JsonObject, SentFact, TargetKind } from './fact.js';
import { ID, INSTANT, personal, WORDS_REQUIRED, type JsonSchema } from './json-schema.js';

export const TARGET_KINDS = [
  'ticket',
  'outage',
  'problem',
  'service',
] as const satisfies readonly TargetKind[];

const TARGET_FIELDS = {
  ticket: 'ticketId',
  outage: 'outageId',
  problem: 'problemId',
  service: 'serviceId',
} as const;

/** The field that names what a fact is about: `ticketId`, `outageId`, `problemId` or `serviceId`. */
export const targetField = (kind: TargetKind): (typeof TARGET_FIELDS)[TargetKind] => TARGET_FIELDS[kind];

/** What every fact has besides the field that names its target. */
export const ENVELOPE: Readonly<Record<string, JsonSchema>> = {
  id: ID,
  type: { type: 'string' },
  occurredAt: INSTANT,
  by: personal(WORDS_REQUIRED),
  sequence: { type: 'integer', minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER },
  data: { type: 'object' },
};

export const ENVELOPE_REQUIRED = ['type', 'occurredAt'] as const;

/** A fact as sent, out of JSON that has been found valid. */
export function sentFactFrom(json: JsonObject, kind: TargetKind): SentFact {
  const { id, type, occurredAt, by, sequence, data } = json as unknown as Omit<SentFact, 'target' | 'data'> &
    Partial<Pick<SentFact, 'data'>>;
  return {
    target: { kind, id: json[targetField(kind)] as string },
    ...(id !== undefined && { id }),
    type,
    occurredAt,
    ...(by !== undefined && { by }),
    ...(sequence !== undefined && { sequence }),
    data: data ?? {},
  };
}
