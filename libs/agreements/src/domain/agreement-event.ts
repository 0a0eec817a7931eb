import type { Agreement, AgreementVersion, Label } from './agreement.js';

/** What is recorded of an agreement, in its stream `agreement-<id>`. */
export type AgreementEvent =
  | { readonly type: 'AgreementRegistered'; readonly agreement: Agreement }
  | {
      readonly type: 'AgreementVersionAdded' | 'AgreementVersionReplaced';
      readonly version: AgreementVersion;
    }
  | { readonly type: 'AgreementRetitled'; readonly title: Label };

export const AGREEMENT_EVENTS: readonly AgreementEvent['type'][] = [
  'AgreementRegistered',
  'AgreementVersionAdded',
  'AgreementVersionReplaced',
  'AgreementRetitled',
];

/** The agreement after one more event; versions stay in order of their effective date. */
export function applyAgreementEvent(agreement: Agreement | undefined, event: AgreementEvent): Agreement {
  if (event.type === 'AgreementRegistered') return event.agreement;
  if (agreement === undefined) throw new Error(`${event.type} before AgreementRegistered`);
  if (event.type === 'AgreementRetitled') return { ...agreement, title: event.title };
  const others = agreement.versions.filter(({ version }) => version !== event.version.version);
  return { ...agreement, versions: [...others, event.version].sort((a, b) => a.version - b.version) };
}
