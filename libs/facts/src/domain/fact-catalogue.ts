import type { EpochSecond, Instant } from '@app/support-time';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { JsonObject, SentFact, TargetKind } from './fact.js';
import type { FactDefinition, Fault } from './fact-definition.js';
import { ENVELOPE, ENVELOPE_REQUIRED, sentFactFrom, TARGET_KINDS, targetField } from './fact-envelope.js';
import { faultsOf, missing } from './fact-faults.js';
import { readInstant } from './fact-instant.js';
import { isJsonObject } from './is-json-object.js';
import { fields, ID } from './json-schema.js';

/** A fact that may be recorded, or everything that is wrong with it. */
export type CheckedFact =
  | { readonly kind: 'fact'; readonly fact: SentFact; readonly instant: Instant }
  | { readonly kind: 'refused'; readonly faults: readonly Fault[] };

/** Every type of fact there is, compiled. */
export interface FactCatalogue {
  readonly definitions: readonly FactDefinition[];
  /**
   * Checks one fact as far as can be seen in it alone, and names every fault (contract, "Facts" and "Import").
   *
   * @param json what JSON.parse gave, of any shape
   * @param now the clock: `occurredAt` may lie at most five minutes ahead of it
   */
  checkFact(json: unknown, now: EpochSecond): CheckedFact;
}

type CheckData = (data: JsonObject) => readonly Fault[];

const AHEAD_SECONDS = 300;

/**
 * Compiles definitions into a catalogue. Throws where a schema is invalid or a type is defined twice for one target.
 *
 * @example
 * const catalogue = createFactCatalogue(TICKET_FACTS);
 * catalogue.checkFact({ ticketId: 'INC-1', type: 'Closed', occurredAt: '2026-03-13T16:40:00Z' }, now).kind // 'fact'
 */
export function createFactCatalogue(definitions: readonly FactDefinition[]): FactCatalogue {
  const ajv = createAjv();
  const targetFields = Object.fromEntries(TARGET_KINDS.map((kind) => [targetField(kind), ID]));
  const envelope = ajv.compile(fields({ ...targetFields, ...ENVELOPE }, ENVELOPE_REQUIRED));
  const checks = compile(ajv, definitions);

  function checkFact(json: unknown, now: EpochSecond): CheckedFact {
    if (!isJsonObject(json))
      return refused([{ pointer: '', code: 'INVALID_VALUE', detail: 'must be a JSON object' }]);
    const kinds = TARGET_KINDS.filter((kind) => json[targetField(kind)] !== undefined);
    const [kind] = kinds;
    const instant = readInstant(json['occurredAt']);
    const faults = [
      ...faultsOf(envelope, json),
      ...checkTargets(kinds),
      ...checkData(json, kinds.length === 0 ? TARGET_KINDS : kinds),
      ...checkClock(instant, now),
    ];
    // Without a target or an instant there is a fault; the compiler does not know.
    if (faults.length > 0 || !kind || !instant) return refused(faults);
    return { kind: 'fact', fact: sentFactFrom(json, kind), instant };
  }

  function checkData({ type, data = {} }: JsonObject, kinds: readonly TargetKind[]): readonly Fault[] {
    if (typeof type !== 'string') return [];
    const check = kinds.map((kind) => checks[kind].get(type)).find((found) => found !== undefined);
    if (!check) return [unknownType(kinds.flatMap((kind) => [...checks[kind].keys()]))];
    return isJsonObject(data) ? check(data) : [];
  }

  return { definitions, checkFact };
}

/** A compiler of schemas of what people and systems send: every fault named, instants as `readInstant` has them. */
export function createAjv(): Ajv2020 {
  const ajv = new Ajv2020({ allErrors: true, strict: true, verbose: true });
  ajv.addKeyword({ keyword: 'x-personal', schemaType: 'boolean' });
  ajv.addFormat('date-time', { type: 'string', validate: (text: string) => readInstant(text) !== undefined });
  return ajv;
}

function compile(ajv: Ajv2020, definitions: readonly FactDefinition[]) {
  const checks: Readonly<Record<TargetKind, Map<string, CheckData>>> = {
    ticket: new Map(),
    outage: new Map(),
    problem: new Map(),
    service: new Map(),
  };
  for (const { type, target, schema, rules = [] } of definitions) {
    if (checks[target].has(type)) throw new Error(`${type} is defined twice for a ${target}`);
    const validate: ValidateFunction = ajv.compile(schema);
    checks[target].set(type, (data) => [
      ...faultsOf(validate, data, '/data'),
      ...rules.flatMap((rule) => rule(data)),
    ]);
  }
  return checks;
}

function checkTargets(kinds: readonly TargetKind[]): readonly Fault[] {
  if (kinds.length === 0)
    return [missing('/ticketId', 'is missing: give ticketId, outageId, problemId or serviceId')];
  return kinds.slice(1).map((kind) => ({
    pointer: `/${targetField(kind)}`,
    code: 'INVALID_VALUE',
    detail: 'must not be given: a fact is about one ticket, outage, problem or service',
  }));
}

/** What somebody asserts has happened, by a clock that may be five minutes behind theirs. */
export function checkClock(instant: Instant | undefined, now: EpochSecond): readonly Fault[] {
  if (!instant || instant.second <= now + AHEAD_SECONDS) return [];
  const detail = 'must not lie more than 5 minutes ahead of the clock';
  return [{ pointer: '/occurredAt', code: 'OCCURRED_IN_FUTURE', detail }];
}

function unknownType(known: readonly string[]): Fault {
  return {
    pointer: '/type',
    code: 'UNKNOWN_TYPE',
    detail: `must be one of ${[...new Set(known)].join(', ')}`,
  };
}

const refused = (faults: readonly Fault[]): CheckedFact => ({ kind: 'refused', faults });
