import type { JsonObject, TargetKind } from './fact.js';
import type { JsonSchema } from './json-schema.js';

/** What can be wrong with one fact, seen in that fact alone (contract, "Import"). */
export type FaultCode =
  | 'MALFORMED_JSON'
  | 'UNKNOWN_TYPE'
  | 'UNKNOWN_FIELD'
  | 'MISSING_FIELD'
  | 'INVALID_VALUE'
  | 'INVALID_INSTANT'
  | 'OCCURRED_IN_FUTURE';

/** One fault: where (RFC 6901), what, and a sentence for people. */
export interface Fault {
  readonly pointer: string;
  readonly code: FaultCode;
  readonly detail: string;
}

/**
 * A rule between fields of one fact's data, which a schema could say only at the price of unreadable errors. It is
 * given data that may be invalid otherwise, so that every fault is named at once; pointers begin with `/data`.
 */
export type FactRule = (data: JsonObject) => readonly Fault[];

/** What one type of fact is, for one kind of target. */
export interface FactDefinition {
  readonly type: string;
  readonly target: TargetKind;
  /** Of `data`. */
  readonly schema: JsonSchema;
  readonly rules?: readonly FactRule[];
}
