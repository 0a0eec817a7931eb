import type { EpochSecond } from '@app/support-time';

/** What a fact is about; each has a stream of its own (`ticket-INC-1`). */
export type TargetKind = 'ticket' | 'outage' | 'problem' | 'service';

export interface Target {
  readonly kind: TargetKind;
  readonly id: string;
}

export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

/**
 * A fact as somebody sent it (contract, "Facts"): valid by its JSON Schema, in the precision and with the words it
 * came with. `id` is absent where the sender left it to be derived.
 */
export interface SentFact {
  readonly target: Target;
  readonly id?: string;
  readonly type: string;
  /** RFC 3339, as sent. */
  readonly occurredAt: string;
  readonly by?: string;
  readonly sequence?: number;
  readonly data: JsonObject;
}

/**
 * A fact ready to be measured: its instant parsed, its id known. Lists of these are in order of recording unless a
 * function says otherwise. `Type` and `Data` are narrowed by the library that owns the target.
 */
export interface TimedFact<Type extends string = string, Data = JsonObject> {
  readonly id: string;
  readonly type: Type;
  /** Whole second; what lies below it is in `fraction` (see `Instant`). */
  readonly occurredAt: EpochSecond;
  readonly fraction: string;
  /** Orders facts of one instant; 0 where absent. */
  readonly sequence: number;
  readonly by?: string;
  readonly data: Data;
}
