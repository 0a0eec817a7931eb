import { PRIORITIES } from '@app/agreements/domain';
import {
  exclusionFacts,
  fields,
  ID,
  personal,
  PROSE_OR_EMPTY,
  PROSE_REQUIRED,
  retractionFact,
  WORDS_OR_EMPTY,
  WORDS_REQUIRED,
  type FactDefinition,
  type FactRule,
  type JsonSchema,
} from '@app/facts';
import { CHANNELS, TICKET_TYPES, type TicketFactType } from './ticket-fact.js';

const PRIORITY = { enum: PRIORITIES };
const TICKET_TYPE = { enum: TICKET_TYPES };
const IMPACT = fields({ service: { enum: ['down', 'degraded'] }, users: { enum: ['several', 'one'] } }, [
  'service',
  'users',
]);
const REASON_IF_ANY = personal(PROSE_OR_EMPTY);
const REASON = personal(PROSE_REQUIRED);
const EVIDENCE = personal(PROSE_REQUIRED);
const VENDOR = fields({ vendor: WORDS_REQUIRED, reference: WORDS_OR_EMPTY }, ['vendor']);

/**
 * An incident is registered with a priority or with the impact that gives one. Both may be given, since whether they
 * contradict is told by the agreement alone; the priority counts then. That an agreement has no priority for an
 * impact, or no target for a priority, is found when measuring (MEASURING 2: `not-measured`).
 */
const incidentHasPriority: FactRule = ({ type, priority, impact }) =>
  type !== 'incident' || priority !== undefined || impact !== undefined
    ? []
    : [
        {
          pointer: '/data/priority',
          code: 'MISSING_FIELD',
          detail: 'is missing: an incident needs a priority, or an impact that gives one',
        },
      ];

/** The data of each type that only tickets have. */
const SCHEMAS = {
  TicketRegistered: {
    description: 'An incident needs a priority, or an impact that gives one.',
    ...fields(
      {
        type: TICKET_TYPE,
        customerId: ID,
        serviceId: ID,
        priority: PRIORITY,
        impact: IMPACT,
        channel: { enum: CHANNELS },
        configurationItem: WORDS_OR_EMPTY,
        category: WORDS_OR_EMPTY,
        summary: personal(PROSE_OR_EMPTY),
        requesterId: personal(ID),
      },
      ['type', 'customerId', 'serviceId', 'channel'],
    ),
  },
  ResponseGiven: fields({ automatic: { type: 'boolean' } }),
  RootCauseEstablished: fields({ cause: personal(PROSE_OR_EMPTY), problemId: ID }),
  ResolutionProvided: fields({ kind: { enum: ['fix', 'workaround'] } }, ['kind']),
  WaitingStarted: fields({ reason: WORDS_REQUIRED, waitId: ID, evidence: personal(PROSE_OR_EMPTY) }, [
    'reason',
  ]),
  WaitingEnded: fields({ waitId: ID }),
  PriorityChanged: fields({ to: PRIORITY, reason: REASON_IF_ANY }, ['to']),
  PriorityCorrected: fields({ to: PRIORITY, reason: REASON }, ['to', 'reason']),
  // A priority fact between registration and this may give the priority as well (MEASURING 2), so none is asked for.
  TypeChanged: fields({ to: TICKET_TYPE, priority: PRIORITY, impact: IMPACT }, ['to']),
  Reopened: fields({ reason: REASON_IF_ANY }),
  Closed: fields({}),
  Withdrawn: fields({ reason: REASON }, ['reason']),
  MarkedDuplicate: fields({ of: ID }, ['of']),
  AssignedToLine: fields({ line: { enum: ['first', 'second', 'coordinator'] }, assigneeId: personal(ID) }, [
    'line',
  ]),
  EscalatedToVendor: VENDOR,
  VendorAnswered: VENDOR,
  ManagementEscalated: fields({ level: { enum: [1, 2] } }, ['level']),
  RootCauseAnalysisRequested: fields({ evidence: EVIDENCE }, ['evidence']),
  RecurrenceRejected: fields({ reason: REASON }, ['reason']),
} satisfies Partial<Record<TicketFactType, JsonSchema>>;

/** Every type of fact a ticket may have (contract, "Ticket facts"). */
export const TICKET_FACTS: readonly FactDefinition[] = [
  ...Object.entries(SCHEMAS).map(([type, schema]) => ({
    type,
    target: 'ticket' as const,
    schema,
    ...(type === 'TicketRegistered' && { rules: [incidentHasPriority] }),
  })),
  ...exclusionFacts('ticket'),
  retractionFact('ticket'),
];
