import { readFileSync } from 'node:fs';
import type { Agreement, AgreementVersion } from '@app/agreements/domain';

const EXAMPLE = `${import.meta.dirname}/../fixtures/contract/agreement.example.json`;

/** The agreement that ships as the example, one version from 2026-01-01: a document of its own on each call. */
export const exampleAgreement = (): Agreement => JSON.parse(readFileSync(EXAMPLE, 'utf8')) as Agreement;

/** An agreement with other terms in each of its versions; what the patch does not name stays. */
export const withTerms = (
  agreement: Agreement,
  patch: (version: AgreementVersion) => Partial<AgreementVersion>,
): Agreement => ({
  ...agreement,
  versions: agreement.versions.map((version) => ({ ...version, ...patch(version) })),
});
