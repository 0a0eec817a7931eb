/** A month was frozen: what the meeting saw, by the hash of its bytes, which lie in the vault. */
export interface EvaluationFrozen {
  readonly type: 'EvaluationFrozen';
  readonly agreementId: string;
  readonly month: string;
  readonly customerId: string;
  /** When the meeting froze it, which is also the instant that it is evaluated at. */
  readonly at: string;
  /** Of the log: the facts up to here are in the document. */
  readonly position: string;
  readonly agreementVersions: readonly number[];
  readonly schema: string;
  readonly engine: string;
  /** SHA-256 of the document's canonical JSON (RFC 8785), in hex. */
  readonly sha256: string;
  /** Personal. */
  readonly by?: string;
  /** Personal: free text. */
  readonly note?: string;
}

/** The freeze that stands is taken back; its document stays readable. */
export interface EvaluationFreezeWithdrawn {
  readonly type: 'EvaluationFreezeWithdrawn';
  readonly agreementId: string;
  readonly month: string;
  readonly customerId: string;
  /** Personal: free text. */
  readonly reason: string;
  /** Personal. */
  readonly by?: string;
}

/** What is recorded of a month, in its stream `evaluation-<agreementId>-<month>`. */
export type FreezeEvent = EvaluationFrozen | EvaluationFreezeWithdrawn;

export const FREEZE_EVENTS: readonly FreezeEvent['type'][] = [
  'EvaluationFrozen',
  'EvaluationFreezeWithdrawn',
];

/** One freeze of a month, and its withdrawal if there was one. */
export interface Freeze {
  readonly frozen: Omit<EvaluationFrozen, 'type'>;
  readonly withdrawn: Omit<EvaluationFreezeWithdrawn, 'type'> | null;
}

/** The freezes of a month after one more event, the oldest first; at most the last of them stands. */
export function applyFreezeEvent(freezes: readonly Freeze[], event: FreezeEvent): readonly Freeze[] {
  const { type, ...data } = event;
  if (type === 'EvaluationFrozen') return [...freezes, { frozen: data as Freeze['frozen'], withdrawn: null }];
  const last = freezes.at(-1);
  if (last === undefined) throw new Error('a freeze was withdrawn that never was');
  return [...freezes.slice(0, -1), { ...last, withdrawn: data as NonNullable<Freeze['withdrawn']> }];
}

/** The latest freeze of a month that has one, standing or not. */
export function lastFreeze(freezes: readonly Freeze[]): Freeze {
  const last = freezes.at(-1);
  if (last === undefined) throw new Error('an event of a month leaves a freeze');
  return last;
}

/** The freeze that stands. */
export function standingFreeze(freezes: readonly Freeze[]): Freeze['frozen'] | undefined {
  const last = freezes.at(-1);
  return last && last.withdrawn === null ? last.frozen : undefined;
}
