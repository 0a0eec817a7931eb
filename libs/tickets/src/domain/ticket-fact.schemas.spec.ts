import { createFactCatalogue, factSchemas } from '@app/facts';
import { TICKET_FACTS } from './ticket-fact.schemas.js';
import type { TicketFactData, TicketFactType } from './ticket-fact.js';

const NOW = 1_773_500_000;
const catalogue = createFactCatalogue(TICKET_FACTS);

/** Everything each type may carry, typed: the schemas and the types of the domain say the same. */
const FULL: { readonly [T in TicketFactType]: Required<TicketFactData[T]> } = {
  TicketRegistered: {
    type: 'incident',
    customerId: 'demo',
    serviceId: 'iv-integration',
    priority: 'top',
    impact: { service: 'down', users: 'several' },
    channel: 'portal',
    configurationItem: 'gateway',
    category: 'outage',
    summary: 'Orders arrive late',
    requesterId: 'person-1',
  },
  ResponseGiven: { automatic: true },
  RootCauseEstablished: { cause: 'Expired certificate', problemId: 'P-1' },
  ResolutionProvided: { kind: 'workaround' },
  WaitingStarted: { reason: 'a reason no agreement knows', waitId: 'w1', evidence: 'mail' },
  WaitingEnded: { waitId: 'w1' },
  PriorityChanged: { to: 'low', reason: 'a way round is known' },
  PriorityCorrected: { to: 'high', reason: 'typing error' },
  TypeChanged: { to: 'incident', priority: 'low', impact: { service: 'degraded', users: 'one' } },
  Reopened: { reason: 'again' },
  Closed: {},
  Withdrawn: { reason: 'not needed' },
  MarkedDuplicate: { of: 'INC-0' },
  AssignedToLine: { line: 'coordinator', assigneeId: 'person-2' },
  EscalatedToVendor: { vendor: 'Xurrent', reference: '4711' },
  VendorAnswered: { vendor: 'Xurrent', reference: '' },
  ManagementEscalated: { level: 2 },
  RootCauseAnalysisRequested: { evidence: 'letter of 2 March' },
  RecurrenceRejected: { reason: 'another cause' },
  ExclusionProposed: {
    exclusionId: 'X1',
    cause: 'internet',
    from: '2026-03-02T10:00:00Z',
    to: '2026-03-02T11:00:00Z',
    metrics: ['response', 'resolution'],
    evidence: 'log',
  },
  ExclusionAccepted: { exclusionId: 'X1', reason: 'seen' },
  ExclusionRejected: { exclusionId: 'X1', reason: 'not seen' },
  FactRetracted: { factId: 'f1', reason: 'wrong ticket' },
};

/** What the contract's table does not mark with `?`. */
const REQUIRED: { readonly [T in TicketFactType]: readonly string[] } = {
  TicketRegistered: ['type', 'customerId', 'serviceId', 'channel'],
  ResponseGiven: [],
  RootCauseEstablished: [],
  ResolutionProvided: ['kind'],
  WaitingStarted: ['reason'],
  WaitingEnded: [],
  PriorityChanged: ['to'],
  PriorityCorrected: ['to', 'reason'],
  TypeChanged: ['to'],
  Reopened: [],
  Closed: [],
  Withdrawn: ['reason'],
  MarkedDuplicate: ['of'],
  AssignedToLine: ['line'],
  EscalatedToVendor: ['vendor'],
  VendorAnswered: ['vendor'],
  ManagementEscalated: ['level'],
  RootCauseAnalysisRequested: ['evidence'],
  RecurrenceRejected: ['reason'],
  ExclusionProposed: ['exclusionId', 'cause', 'evidence'],
  ExclusionAccepted: ['exclusionId'],
  ExclusionRejected: ['exclusionId'],
  FactRetracted: ['factId', 'reason'],
};

function faults(type: string, data: unknown): string[] {
  const json = { ticketId: 'INC-1', type, occurredAt: '2026-03-13T16:40:00+01:00', data };
  const checked = catalogue.checkFact(json, NOW);
  return checked.kind === 'fact' ? [] : checked.faults.map(({ pointer, code }) => `${pointer} ${code}`);
}
const without = (data: object, ...names: string[]): object =>
  Object.fromEntries(Object.entries(data).filter(([name]) => !names.includes(name)));
const TYPES = Object.keys(FULL) as TicketFactType[];

describe('ticket facts', () => {
  it('are those of the contract', () => {
    expect(TICKET_FACTS.map(({ type }) => type).sort()).toEqual([...TYPES].sort());
  });

  it.each(TYPES)('%s takes all of its fields, each of the others being absent as well', (type) => {
    expect(faults(type, FULL[type])).toEqual([]);
    for (const name of Object.keys(FULL[type])) {
      const rest = without(FULL[type], name);
      expect(faults(type, rest)).toEqual(
        REQUIRED[type].includes(name) ? [`/data/${name} MISSING_FIELD`] : [],
      );
    }
  });

  it.each(TYPES)('%s takes no other field', (type) => {
    expect(faults(type, { ...FULL[type], verdict: 'met' })).toEqual(['/data/verdict UNKNOWN_FIELD']);
  });
});

describe('the priority of a registration', () => {
  const bare = without(FULL.TicketRegistered, 'priority', 'impact');

  it('is needed of an incident, or its impact', () => {
    expect(faults('TicketRegistered', bare)).toEqual(['/data/priority MISSING_FIELD']);
    expect(faults('TicketRegistered', { ...bare, priority: 'low' })).toEqual([]);
    expect(faults('TicketRegistered', { ...bare, impact: { service: 'down', users: 'one' } })).toEqual([]);
  });

  it('is not needed of a request, nor where an incident becomes of one', () => {
    expect(faults('TicketRegistered', { ...bare, type: 'information-request' })).toEqual([]);
    expect(faults('TypeChanged', { to: 'incident' })).toEqual([]);
  });

  it('is one of four, the impact whole', () => {
    expect(faults('TicketRegistered', { ...bare, priority: 'urgent' })).toEqual([
      '/data/priority INVALID_VALUE',
    ]);
    expect(faults('TicketRegistered', { ...bare, impact: { service: 'down', hosts: 2 } })).toEqual([
      '/data/impact/users MISSING_FIELD',
      '/data/impact/hosts UNKNOWN_FIELD',
    ]);
  });
});

describe('personal fields', () => {
  it('are marked in the schemas that the OpenAPI document shows', () => {
    const marked = Object.entries(factSchemas(catalogue)).flatMap(([name, schema]) =>
      Object.entries(schema['properties'] as Record<string, Record<string, unknown>>)
        .filter(([, property]) => property['x-personal'] === true)
        .map(([property]) => `${name}.${property}`),
    );
    expect(marked.sort()).toEqual(
      [
        'ExclusionAcceptedData.reason',
        'ExclusionProposedData.evidence',
        'ExclusionRejectedData.reason',
        'FactRetractedData.reason',
        'AssignedToLineData.assigneeId',
        'OutageFact.by',
        'PriorityChangedData.reason',
        'PriorityCorrectedData.reason',
        'ProblemFact.by',
        'RecurrenceRejectedData.reason',
        'ReopenedData.reason',
        'RootCauseAnalysisRequestedData.evidence',
        'RootCauseEstablishedData.cause',
        'ServiceFact.by',
        'TicketFact.by',
        'TicketRegisteredData.requesterId',
        'TicketRegisteredData.summary',
        'WaitingStartedData.evidence',
        'WithdrawnData.reason',
      ].sort(),
    );
  });
});
