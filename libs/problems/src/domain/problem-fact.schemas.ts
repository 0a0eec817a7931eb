import { PRIORITIES } from '@app/agreements/domain';
import {
  fields,
  ID,
  personal,
  PROSE_OR_EMPTY,
  PROSE_REQUIRED,
  retractionFact,
  WORDS_OR_EMPTY,
  WORDS_REQUIRED,
  type FactDefinition,
  type JsonSchema,
} from '@app/facts';
import type { ProblemFactType } from './problem-fact.js';

const REASON_IF_ANY = personal(PROSE_OR_EMPTY);

/** The data of each type that only problems have. */
const SCHEMAS = {
  ProblemRegistered: fields(
    {
      customerId: ID,
      serviceId: ID,
      title: personal(WORDS_OR_EMPTY),
      configurationItem: WORDS_OR_EMPTY,
      category: WORDS_OR_EMPTY,
      priority: { enum: PRIORITIES },
      refersTo: ID,
    },
    ['customerId', 'serviceId'],
  ),
  TicketLinked: fields({ ticketId: ID, reason: REASON_IF_ANY }, ['ticketId']),
  TicketUnlinked: fields({ ticketId: ID, reason: personal(PROSE_REQUIRED) }, ['ticketId', 'reason']),
  CausesRelated: fields({ related: { type: 'boolean' }, reason: REASON_IF_ANY }, ['related']),
  RootCauseAnalysisStarted: fields({}),
  RootCauseFound: fields({ cause: personal(PROSE_OR_EMPTY) }),
  KnownErrorDeclared: fields({ workaround: personal(PROSE_REQUIRED) }, ['workaround']),
  RootCauseReportAttached: fields(
    {
      name: personal(WORDS_REQUIRED),
      mediaType: WORDS_REQUIRED,
      sha256: { type: 'string', pattern: '^[0-9a-f]{64}$' },
    },
    ['name', 'mediaType', 'sha256'],
  ),
  ProblemSolved: fields({ reason: REASON_IF_ANY }),
  ProblemClosed: fields({ reason: REASON_IF_ANY }),
} satisfies Partial<Record<ProblemFactType, JsonSchema>>;

/** Every type of fact a problem may have (contract, "Problem facts"). */
export const PROBLEM_FACTS: readonly FactDefinition[] = [
  ...Object.entries(SCHEMAS).map(([type, schema]) => ({ type, target: 'problem' as const, schema })),
  retractionFact('problem'),
];
