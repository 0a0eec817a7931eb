import { startOfLocalDay, type EpochSecond } from '@app/support-time';
import type { Agreement, AgreementVersion } from './agreement.js';
import type { AgreementEvent } from './agreement-event.js';
import { isSame } from './is-same.js';

/** What a change of an agreement comes to: events to append (none: nothing changes), or why it is refused. */
export type AgreementDecision =
  | { readonly kind: 'accepted'; readonly events: readonly AgreementEvent[] }
  | {
      readonly kind: 'refused';
      readonly code:
        | 'AGREEMENT_VERSION_IN_FORCE'
        | 'AGREEMENT_IDENTITY_FIXED'
        | 'RETROACTIVE_VERSION'
        | 'VERSION_NOT_LATER';
      readonly detail: string;
    };

type Refusal = Extract<AgreementDecision, { kind: 'refused' }>;

/**
 * Decides on an agreement document that is put in place of what there is (contract, "Resources"): created with any
 * effective dates; then only the title and versions not yet in force may change, and new versions may be added.
 * Terms never change retroactively (TERMS 9).
 */
export function decideAgreementPut(
  existing: Agreement | undefined,
  document: Agreement,
  now: EpochSecond,
): AgreementDecision {
  if (existing === undefined) return accepted([{ type: 'AgreementRegistered', agreement: document }]);
  const refusal = fixedIdentity(existing, document) ?? leftOut(existing, document);
  if (refusal) return refusal;
  const known = new Map(existing.versions.map((version) => [version.version, version]));
  const events: AgreementEvent[] = [];
  for (const version of document.versions) {
    const before = known.get(version.version);
    if (before && isSame(before, version)) continue;
    if (before && isInForce(before, now))
      return inForce(`version ${before.version} is in force: add a new version`);
    if (isInForce(version, now)) return retroactive(version);
    events.push({ type: before ? 'AgreementVersionReplaced' : 'AgreementVersionAdded', version });
  }
  if (!isSame(existing.title, document.title))
    events.push({ type: 'AgreementRetitled', title: document.title });
  return accepted(events);
}

/** Decides on a new version: in force after today in its own zone, and later than every other. */
export function decideVersionAdded(
  existing: Agreement,
  version: AgreementVersion,
  now: EpochSecond,
): AgreementDecision {
  const last = existing.versions.at(-1);
  const same = existing.versions.find((known) => known.version === version.version);
  if (same && isSame(same, version)) return accepted([]);
  if (isInForce(version, now)) return retroactive(version);
  if (last && (version.version <= last.version || version.effectiveFrom <= last.effectiveFrom)) {
    const detail = `must come after version ${last.version}, in force from ${last.effectiveFrom}, by number and by date`;
    return { kind: 'refused', code: 'VERSION_NOT_LATER', detail };
  }
  return accepted([{ type: 'AgreementVersionAdded', version }]);
}

/** In force since 00:00 of its first day, in its own zone. */
const isInForce = ({ effectiveFrom, calendar }: AgreementVersion, now: EpochSecond): boolean =>
  startOfLocalDay(calendar.timeZone, effectiveFrom) <= now;

function fixedIdentity(existing: Agreement, document: Agreement): Refusal | undefined {
  const changed = (['customerId', 'serviceId', 'goLiveOn'] as const).filter(
    (field) => existing[field] !== document[field],
  );
  if (changed.length === 0) return undefined;
  const detail = `${changed.join(', ')} cannot change: another customer or service is another agreement`;
  return { kind: 'refused', code: 'AGREEMENT_IDENTITY_FIXED', detail };
}

function leftOut(existing: Agreement, document: Agreement): Refusal | undefined {
  const numbers = new Set(document.versions.map(({ version }) => version));
  const missing = existing.versions.filter(({ version }) => !numbers.has(version));
  if (missing.length === 0) return undefined;
  return inForce(
    `version ${missing.map(({ version }) => version).join(', ')} is left out: send every version`,
  );
}

const retroactive = ({ effectiveFrom, calendar }: AgreementVersion): Refusal => ({
  kind: 'refused',
  code: 'RETROACTIVE_VERSION',
  detail: `effectiveFrom ${effectiveFrom} is not after today in ${calendar.timeZone}: terms never change retroactively`,
});
const inForce = (detail: string): Refusal => ({
  kind: 'refused',
  code: 'AGREEMENT_VERSION_IN_FORCE',
  detail,
});
const accepted = (events: readonly AgreementEvent[]): AgreementDecision => ({ kind: 'accepted', events });
