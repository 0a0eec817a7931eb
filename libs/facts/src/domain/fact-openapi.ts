import type { TargetKind } from './fact.js';
import type { FactCatalogue } from './fact-catalogue.js';
import { ENVELOPE, ENVELOPE_REQUIRED, TARGET_KINDS, targetField } from './fact-envelope.js';
import { fields, ID, type JsonSchema } from './json-schema.js';

/**
 * The schemas of a catalogue as OpenAPI 3.1 components: the data of each type (`ResponseGivenData`), and `TicketFact`,
 * `OutageFact`, `ProblemFact` and `ServiceFact`, which choose among them by `type`.
 */
export function factSchemas(catalogue: FactCatalogue): Readonly<Record<string, JsonSchema>> {
  const data = catalogue.definitions.map(({ type, schema }) => [`${type}Data`, schema] as const);
  const facts = TARGET_KINDS.map((kind) => [factName(kind), factSchema(catalogue, kind)] as const);
  return Object.fromEntries([...data, ...facts]);
}

const factName = (kind: TargetKind): string => `${kind.charAt(0).toUpperCase()}${kind.slice(1)}Fact`;

function factSchema({ definitions }: FactCatalogue, target: TargetKind): JsonSchema {
  const field = targetField(target);
  const variants = definitions.filter((definition) => definition.target === target);
  return {
    ...fields({ [field]: ID, ...ENVELOPE }, [field, ...ENVELOPE_REQUIRED]),
    oneOf: variants.map(({ type, schema }) => ({
      properties: { type: { const: type }, data: { $ref: `#/components/schemas/${type}Data` } },
      required: needsData(schema) ? ['data'] : [],
    })),
  };
}

const needsData = (schema: JsonSchema): boolean => (schema['required'] as readonly string[]).length > 0;
