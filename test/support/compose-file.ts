import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** What tests look at of a service. */
export interface ComposeService {
  readonly image: string;
  readonly command?: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly healthcheck: { readonly test: readonly string[] };
  readonly secrets?: readonly string[];
  readonly volumes?: readonly string[];
  readonly networks: readonly string[];
  readonly ports?: readonly string[];
}

export interface ComposeFile {
  readonly services: Readonly<Record<string, ComposeService>>;
  readonly volumes: Readonly<Record<string, unknown>>;
  readonly secrets: Readonly<Record<string, { readonly file: string }>>;
}

/** The compose file as Compose reads it: anchors and merges resolved, `${VARIABLE}` not yet. */
export const readCompose = (path: string): ComposeFile =>
  parse(readFileSync(path, 'utf8'), { merge: true }) as ComposeFile;

const VARIABLE = /\$\{(?<name>\w+)(?::(?<kind>[?-])(?<text>[^}]*))?\}/g;

/** The variables that Compose refuses to go on without: `${NAME:?what to do}`. */
export const requiredVariables = (text: string): readonly string[] =>
  [...text.matchAll(VARIABLE)].flatMap(({ groups }) =>
    groups?.['kind'] === '?' ? [String(groups['name'])] : [],
  );

/**
 * A value with its variables put in.
 *
 * @throws Error where a required one is missing, as Compose does
 * @example interpolate('postgres://u:${PASSWORD:?set it}@db', { PASSWORD: 'x' }) // 'postgres://u:x@db'
 */
export const interpolate = (text: string, env: Readonly<Record<string, string>>): string =>
  text.replace(VARIABLE, (_whole, name: string, kind: string | undefined, otherwise: string | undefined) => {
    const value = env[name] ?? '';
    if (value !== '') return value;
    if (kind === '?') throw new Error(`${name}: ${otherwise ?? ''}`);
    return kind === '-' ? (otherwise ?? '') : '';
  });
