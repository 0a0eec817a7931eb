import { fields, ID, PROSE_OR_EMPTY, WORDS_OR_EMPTY, WORDS_REQUIRED, type JsonSchema } from '@app/facts';
import { AVAILABILITY_WINDOWS, METRICS, PRIORITIES } from './agreement.js';

const PRIORITY = { enum: PRIORITIES };
const LABEL = fields({ nl: WORDS_REQUIRED, en: WORDS_REQUIRED }, ['nl', 'en']);
const CLAUSE = { ...WORDS_REQUIRED, maxLength: 64 };
const COUNT = { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER };
const POSITIVE = { type: 'integer', minimum: 1, maximum: 1_200 };
/** Up to four decimals: what a verdict decided on counts can compare exactly (see `reachesPercent`). */
const PERCENT = { type: 'number', minimum: 0, maximum: 100 };
/** A local day; whether it exists is a rule. */
const DAY = { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' };
const CODES = { type: 'array', items: WORDS_REQUIRED, uniqueItems: true };

const all = (
  properties: Readonly<Record<string, JsonSchema>>,
  optional: readonly string[] = [],
): JsonSchema =>
  fields(
    properties,
    Object.keys(properties).filter((name) => !optional.includes(name)),
  );

const list = (items: JsonSchema, minItems = 0) => ({ type: 'array', items, minItems });
const priorities = (minItems: number) => ({ type: 'array', items: PRIORITY, uniqueItems: true, minItems });

const CLOCKS = all({
  response: all({
    startsAt: { enum: ['registration'] },
    stopsAt: { type: 'array', items: { enum: ['response', 'resolution'] }, uniqueItems: true, minItems: 1 },
    pausedBy: CODES,
  }),
  resolution: all({
    startsAt: { enum: ['root-cause', 'registration'] },
    stopsAt: { type: 'array', items: { enum: ['resolution'] }, minItems: 1, maxItems: 1 },
    pausedBy: CODES,
  }),
  priorityChange: { enum: ['retroactive', 'from-change'] },
  reopening: { enum: ['continue', 'never-stopped', 'new-attempt'] },
  monthOf: { enum: ['verdict', 'registration'] },
});

const AVAILABILITY = all({
  hosting: { enum: ['cloud', 'on-premise'] },
  objectives: list(all({ window: { enum: AVAILABILITY_WINDOWS }, percent: PERCENT, clause: CLAUSE })),
  interruptions: all({ maximum: COUNT, clause: CLAUSE, mergeGapSeconds: COUNT }),
  restoreWithinSeconds: COUNT,
  plannedMaintenance: { enum: ['counts', 'excluded'] },
});

const PROBLEMS = all({
  alwaysForPriorities: priorities(0),
  disruptivePriorities: priorities(0),
  occurrences: { type: 'integer', minimum: 2, maximum: 1_000 },
  withinDays: { type: 'integer', minimum: 1, maximum: 3_660 },
  alikeBy: {
    type: 'array',
    items: { enum: ['customerId', 'serviceId', 'configurationItem', 'category'] },
    uniqueItems: true,
    minItems: 1,
  },
  clause: CLAUSE,
});

const ESCALATION = all(
  {
    // One number, or one for each priority that is named: each keyword looks at values of its own type only.
    atRiskPercent: {
      ...PERCENT,
      type: ['number', 'object'],
      properties: Object.fromEntries(PRIORITIES.map((priority) => [priority, PERCENT])),
      additionalProperties: false,
      minProperties: 1,
    },
    levels: list(all({ level: { enum: [1, 2] }, role: WORDS_REQUIRED })),
    noticesInSupportHoursOnly: { type: 'boolean' },
    noticesFrom: DAY,
    clause: CLAUSE,
  },
  ['noticesFrom'],
);

/** A version of an agreement. Its calendar is checked by rules of its own (`calendarFaults`), whatever its shape. */
export const AGREEMENT_VERSION_SCHEMA: JsonSchema = all(
  {
    version: { type: 'integer', minimum: 1, maximum: 1_000_000 },
    effectiveFrom: DAY,
    source: PROSE_OR_EMPTY,
    calendar: { type: 'object' },
    priorities: all(
      Object.fromEntries(
        PRIORITIES.map((priority) => [
          priority,
          all({
            label: LABEL,
            impact: all({ service: { enum: ['down', 'degraded'] }, users: { enum: ['several', 'one'] } }),
          }),
        ]),
      ),
    ),
    targets: list(all({ metric: { enum: METRICS }, priority: PRIORITY, seconds: COUNT, clause: CLAUSE })),
    objectives: list(all({ objectiveId: ID, priorities: priorities(1), percent: PERCENT, clause: CLAUSE })),
    clocks: CLOCKS,
    waitingReasons: {
      type: 'object',
      additionalProperties: all({
        clause: { ...WORDS_OR_EMPTY, type: ['string', 'null'], maxLength: 64 },
        label: LABEL,
      }),
    },
    availability: AVAILABILITY,
    problems: PROBLEMS,
    rootCauseAnalysis: all({ dueMonths: POSITIVE, clause: CLAUSE }),
    escalation: ESCALATION,
    term: all({ months: POSITIVE, renewalMonths: POSITIVE, noticeMonths: COUNT, clause: CLAUSE }),
  },
  ['source', 'escalation'],
);

/** An agreement with all its versions (`agreement.example.json`). */
export const AGREEMENT_SCHEMA: JsonSchema = all({
  agreementId: ID,
  customerId: ID,
  serviceId: ID,
  title: LABEL,
  goLiveOn: DAY,
  versions: { type: 'array', items: AGREEMENT_VERSION_SCHEMA, minItems: 1 },
});
