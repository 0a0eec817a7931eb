import {
  compileAgreement,
  mergePatch,
  validateAgreement,
  type AgreementFault,
  type CompiledAgreement,
} from '@app/agreements/domain';
import { monthBounds } from '@app/support-time';

/** An agreement as it is and under other terms, or what is wrong with them. */
export type WhatIfTerms =
  | { readonly kind: 'terms'; readonly before: CompiledAgreement; readonly after: CompiledAgreement }
  | { readonly kind: 'invalid'; readonly faults: readonly AgreementFault[] };

/**
 * An agreement and the same one with a JSON merge patch (RFC 7396) applied to the versions that judge in some months;
 * lists are replaced whole. The result must be an agreement that could be put.
 *
 * @param months `YYYY-MM`, in order
 * @param patch what JSON.parse gave, of any shape
 * @param versions only these of them; all where absent
 * @returns faults by pointer into `{terms, versions}`, every one of them, each once
 * @example whatIfTerms(agreement, ['2026-03'], { clocks: { reopening: 'new-attempt' } })
 */
export function whatIfTerms(
  before: CompiledAgreement,
  months: readonly string[],
  patch: unknown,
  versions?: readonly number[],
): WhatIfTerms {
  const judging = judgingVersions(before, months);
  const patched = versions ?? judging;
  const checked = validateAgreement({
    ...before.agreement,
    versions: before.agreement.versions.map((version) =>
      patched.includes(version.version) ? mergePatch(version, patch) : version,
    ),
  });
  const faults = [
    ...(versions ?? []).flatMap((version, index) => versionFaults(version, index, judging)),
    ...(checked.kind === 'invalid' ? checked.faults.map(ofPatch) : []),
  ];
  if (faults.length > 0 || checked.kind === 'invalid') return { kind: 'invalid', faults: eachOnce(faults) };
  return { kind: 'terms', before, after: compileAgreement(checked.value) };
}

/**
 * The versions that judge in some months: those in force at any time in them, and the ones before, whose tickets may
 * still be decided then; without the ones that begin later.
 */
function judgingVersions({ versions }: CompiledAgreement, months: readonly string[]): number[] {
  const last = months.at(-1);
  if (last === undefined) return [];
  return versions
    .filter(({ startsAt, calendar }) => startsAt < monthBounds(calendar.timeZone, last).to)
    .map(({ terms }) => terms.version);
}

function versionFaults(version: number, index: number, judging: readonly number[]): AgreementFault[] {
  if (judging.includes(version)) return [];
  const known = judging.length === 0 ? 'none does' : judging.join(', ');
  const detail = `must be a version that judges in these months: ${known}`;
  return [{ pointer: `/versions/${index}`, code: 'INVALID_VALUE', detail }];
}

/** The patch is one for all versions: a fault of a patched version is a fault of the patch. */
const ofPatch = (fault: AgreementFault): AgreementFault => ({
  ...fault,
  pointer: fault.pointer.replace(/^\/versions\/\d+/, '/terms'),
});

const eachOnce = (faults: readonly AgreementFault[]): AgreementFault[] => [
  ...new Map(faults.map((fault) => [JSON.stringify(fault), fault])).values(),
];
