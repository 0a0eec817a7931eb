import { faultsOf, isJsonObject } from '@app/facts';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Agreement, AgreementVersion } from './agreement.js';
import { dayFaults, orderFaults, versionFaults, type AgreementFault } from './agreement-rules.js';
import { AGREEMENT_SCHEMA, AGREEMENT_VERSION_SCHEMA } from './agreement.schema.js';

const ajv = new Ajv2020({ allErrors: true, strict: true, strictTypes: false, verbose: true });
ajv.addKeyword({ keyword: 'x-personal', schemaType: 'boolean' });
const checkAgreement = ajv.compile(AGREEMENT_SCHEMA);
const checkVersion = ajv.compile(AGREEMENT_VERSION_SCHEMA);

/** A document that may be used, or everything that is wrong with it. */
export type Validated<T> =
  | { readonly kind: 'valid'; readonly value: T }
  | { readonly kind: 'invalid'; readonly faults: readonly AgreementFault[] };

/**
 * Checks an agreement document and names every fault by JSON pointer, in one answer.
 *
 * @param json what JSON.parse gave, of any shape
 * @example validateAgreement({}) // { kind: 'invalid', faults: [{ pointer: '/agreementId', code: 'MISSING_FIELD', ... }] }
 */
export function validateAgreement(json: unknown): Validated<Agreement> {
  const faults: AgreementFault[] = [...faultsOf(checkAgreement, json)];
  if (isJsonObject(json)) {
    const versions = Array.isArray(json['versions']) ? (json['versions'] as unknown[]) : [];
    faults.push(
      ...dayFaults(json['goLiveOn'], '/goLiveOn'),
      ...versions.flatMap((version, index) =>
        isJsonObject(version) ? versionFaults(version, `/versions/${index}`) : [],
      ),
      ...orderFaults(versions),
    );
  }
  return faults.length === 0 ? { kind: 'valid', value: json as Agreement } : { kind: 'invalid', faults };
}

/** Checks one version by itself, as `POST .../versions` takes it. */
export function validateAgreementVersion(json: unknown): Validated<AgreementVersion> {
  const faults = [...faultsOf(checkVersion, json), ...(isJsonObject(json) ? versionFaults(json, '') : [])];
  return faults.length === 0
    ? { kind: 'valid', value: json as AgreementVersion }
    : { kind: 'invalid', faults };
}
