/** What a decider says to a fact. The code is one of the contract's, or of the decider that has more. */
export type Decision =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'refused'; readonly code: string; readonly detail: string };

export const ACCEPTED: Decision = { kind: 'accepted' };

/** A refusal: its code, and what to do, for people. */
export function refuse(code: string, detail: string): Decision {
  return { kind: 'refused', code, detail };
}
