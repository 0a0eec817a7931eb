import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** What a verifier is told from elsewhere. */
export interface Trust {
  readonly keyId?: string;
  readonly head?: unknown;
  readonly witnesses?: readonly string[];
}

/** How a verification ended. */
export interface Outcome {
  readonly accepted: boolean;
  readonly refusals: readonly { readonly code: string; readonly detail: string }[];
  readonly passed: readonly string[];
  readonly notRecomputed: readonly string[];
  readonly month?: Readonly<Record<string, unknown>>;
}

/** A fact as an event of the log tells it. */
export interface ToldFact {
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

type ById = ReadonlyMap<string, readonly ToldFact[]>;
type Row = Readonly<Record<string, unknown>>;

export const VERIFIER = resolve(import.meta.dirname, '../../verifier');

const load = async <Module>(name: string): Promise<Module> =>
  (await import(pathToFileURL(resolve(VERIFIER, name)).href)) as Module;

/** The modules of `verifier/`. It shares no code with the ledger, so it has no types that the ledger knows. */
export const verifier = {
  ...(await load<{ verifyArchive(bytes: Uint8Array, trust: Trust): Outcome }>('archive.mjs')),
  ...(await load<{ canonicalJson(value: unknown): string }>('canonical.mjs')),
  ...(await load<{
    writeTar(files: readonly (readonly [string, Buffer])[]): Buffer;
    readTar(bytes: Buffer): Map<string, Buffer>;
  }>('tar.mjs')),
  ...(await load<{
    hexSha256(bytes: Uint8Array): string;
    rootOfWalk(steps: readonly object[], leaves: readonly Buffer[], size: number): string | null;
  }>('tree.mjs')),
  ...(await load<{
    evaluate(
      agreement: object,
      events: Readonly<Record<'ticket' | 'outage' | 'problem' | 'service', ById>>,
      question: { readonly month: string; readonly at: string; readonly monthOf?: string | undefined },
    ): Row;
  }>('month.mjs')),
  ...(await load<{ factOf(fact: ToldFact): unknown }>('facts.mjs')),
  ...(await load<{ ticketAt(facts: readonly unknown[], at: number): object | null }>('ticket.mjs')),
  ...(await load<{
    versionsOf(agreement: object): object;
    measure(
      ticket: object,
      versions: object,
      at: number,
    ): { readonly clocks: readonly Row[]; readonly findings: readonly string[] };
  }>('measure.mjs')),
};
