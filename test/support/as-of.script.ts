import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const fixture = resolve(import.meta.dirname, '../fixtures/contract/agreement.example.json');
export const agreement = JSON.parse(readFileSync(fixture, 'utf8'));

/** One thing that somebody records. */
export interface Step {
  readonly what: string;
  /** Whether it can be sent before or after March: terms never change retroactively. */
  readonly when?: 'before' | 'after';
  readonly method: 'post' | 'put';
  readonly path: string;
  readonly body: object | string;
}

const [first] = agreement.versions;
const second = {
  ...first,
  version: 2,
  effectiveFrom: '2026-03-16',
  targets: first.targets.map((target: { seconds: number }) => ({ ...target, seconds: target.seconds / 2 })),
};

const own = { customerId: agreement.customerId, serviceId: agreement.serviceId };
const incident = { type: 'incident', channel: 'portal', priority: 'high', ...own };

/** Instants in March 2026, in Amsterdam before summer time begins. */
const march = (day: number, time: string): string =>
  `2026-03-${String(day).padStart(2, '0')}T${time}:00+01:00`;

const registered = (ticketId: string, occurredAt: string, data: object = {}): Step => ({
  what: `${ticketId} is registered`,
  method: 'post',
  path: '/v1/tickets',
  body: { ticketId, id: `${ticketId}-registered`, occurredAt, ...incident, ...data },
});

const fact = (
  target: 'tickets' | 'outages' | 'problems',
  id: string,
  type: string,
  occurredAt: string,
  rest: object = {},
): Step => ({
  what: `${id}: ${type}`,
  method: 'post',
  path: `/v1/${target}/${id}/facts`,
  body: { type, occurredAt, data: {}, ...rest },
});

const imported = (what: string, ...facts: object[]): Step => ({
  what,
  method: 'post',
  path: '/v1/imports',
  body: facts.map((each) => `${JSON.stringify(each)}\n`).join(''),
});

const month = `/v1/evaluations/${agreement.agreementId}/2026-03`;
const meeting = '2026-04-10T10:00:00+02:00';

/**
 * A month as it is recorded, corrected, frozen and disputed, a step at a time: whatever may change what an answer says,
 * at least once.
 */
export const steps: readonly Step[] = [
  registered('INC-1', march(10, '09:00')),
  fact('tickets', 'INC-1', 'ResponseGiven', march(10, '10:00'), { id: 'response' }),
  {
    what: 'the agreement, after the first ticket',
    when: 'before',
    method: 'put',
    path: `/v1/agreements/${agreement.agreementId}`,
    body: agreement,
  },
  fact('tickets', 'INC-1', 'RootCauseEstablished', march(10, '12:00')),
  fact('tickets', 'INC-1', 'WaitingStarted', march(10, '13:00'), { data: { reason: 'information-missing' } }),
  fact('tickets', 'INC-1', 'WaitingEnded', march(11, '09:00')),
  fact('tickets', 'INC-1', 'ResolutionProvided', march(16, '11:00'), { data: { kind: 'fix' } }),
  registered('INC-2', march(24, '16:50'), { priority: 'top' }),
  {
    what: 'an outage',
    method: 'post',
    path: '/v1/outages',
    body: { outageId: 'OUT-1', occurredAt: march(24, '16:45'), ...own },
  },
  fact('tickets', 'INC-2', 'ResponseGiven', march(25, '10:00')),
  fact('outages', 'OUT-1', 'OutageEnded', march(24, '17:45')),
  fact('tickets', 'INC-1', 'ExclusionProposed', meeting, {
    data: { exclusionId: 'X1', cause: 'internet', evidence: 'mail' },
  }),
  fact('tickets', 'INC-1', 'ExclusionAccepted', meeting, { by: 'manager-1', data: { exclusionId: 'X1' } }),
  fact('outages', 'OUT-1', 'OutageCorrected', meeting, {
    data: { from: march(24, '16:00'), to: march(24, '17:45') },
  }),
  registered('REQ-3', march(18, '10:00'), { type: 'information-request', priority: undefined }),
  {
    what: 'a second version',
    when: 'before',
    method: 'post',
    path: `/v1/agreements/${agreement.agreementId}/versions`,
    body: second,
  },
  registered('INC-4', march(17, '09:00'), { priority: 'low' }),
  fact('tickets', 'INC-4', 'ResponseGiven', march(18, '17:00')),
  fact('tickets', 'INC-2', 'PriorityCorrected', meeting, { data: { to: 'medium', reason: 'one user' } }),
  imported(
    'several facts at once, one of a ticket of another customer',
    {
      ticketId: 'INC-5',
      id: 'wrong',
      type: 'TicketRegistered',
      occurredAt: march(19, '09:00'),
      data: incident,
    },
    { ticketId: 'INC-5', type: 'ResponseGiven', occurredAt: march(20, '09:00'), data: {} },
    {
      ticketId: 'INC-6',
      type: 'TicketRegistered',
      occurredAt: march(19, '09:00'),
      data: { ...incident, customerId: 'globex' },
    },
  ),
  imported('a registration is taken back', {
    ticketId: 'INC-5',
    type: 'FactRetracted',
    occurredAt: meeting,
    data: { factId: 'wrong', reason: 'not this customer' },
  }),
  imported('and is another customer’s', {
    ticketId: 'INC-5',
    type: 'TicketRegistered',
    occurredAt: march(19, '10:00'),
    data: { ...incident, customerId: 'globex' },
  }),
  {
    what: 'what the vendor published',
    method: 'post',
    path: `/v1/services/${agreement.serviceId}/published-figures`,
    body: {
      occurredAt: meeting,
      month: '2026-03',
      component: 'API',
      percentage: '99.95',
      source: 'status page',
    },
  },
  { what: 'a freeze', when: 'after', method: 'post', path: `${month}/freeze`, body: { by: 'manager-1' } },
  fact('tickets', 'INC-1', 'FactRetracted', meeting, { data: { factId: 'response', reason: 'automatic' } }),
  imported(
    'an outage that nobody knew of',
    {
      outageId: 'OUT-2',
      id: 'start',
      type: 'OutageStarted',
      occurredAt: march(12, '09:00'),
      data: own,
    },
    { outageId: 'OUT-2', type: 'OutageEnded', occurredAt: march(12, '10:00'), data: {} },
  ),
  imported(
    'which was another service’s',
    {
      outageId: 'OUT-2',
      type: 'FactRetracted',
      occurredAt: meeting,
      data: { factId: 'start', reason: 'another service' },
    },
    {
      outageId: 'OUT-2',
      type: 'OutageStarted',
      occurredAt: march(12, '09:00'),
      data: { ...own, serviceId: 'other-service' },
    },
  ),
  {
    what: 'the freeze is withdrawn',
    method: 'post',
    path: `${month}/freeze/withdrawal`,
    body: { reason: 'an outage was missing' },
  },
  {
    what: 'a problem',
    method: 'post',
    path: '/v1/problems/PRB-1/facts',
    body: { type: 'ProblemRegistered', occurredAt: meeting, data: { ...own, title: 'Gateway' } },
  },
  fact('problems', 'PRB-1', 'TicketLinked', meeting, { data: { ticketId: 'INC-2' } }),
  fact('problems', 'PRB-1', 'TicketLinked', meeting, { data: { ticketId: 'INC-4' } }),
  fact('tickets', 'INC-4', 'RootCauseAnalysisRequested', march(20, '10:00'), {
    data: { evidence: 'letter' },
  }),
  imported('a problem of another customer', {
    problemId: 'PRB-2',
    id: 'theirs',
    type: 'ProblemRegistered',
    occurredAt: march(20, '11:00'),
    data: { ...own, customerId: 'globex' },
  }),
  imported(
    'which was this customer’s',
    {
      problemId: 'PRB-2',
      type: 'FactRetracted',
      occurredAt: meeting,
      data: { factId: 'theirs', reason: 'this customer' },
    },
    { problemId: 'PRB-2', type: 'ProblemRegistered', occurredAt: march(20, '12:00'), data: own },
  ),
  fact('problems', 'PRB-1', 'RootCauseFound', meeting, { data: { cause: 'certificate' } }),
  fact('problems', 'PRB-1', 'TicketUnlinked', meeting, {
    data: { ticketId: 'INC-4', reason: 'another cause' },
  }),
  { what: 'a second freeze', when: 'after', method: 'post', path: `${month}/freeze`, body: {} },
  fact('tickets', 'INC-1', 'Reopened', meeting),
  {
    what: 'notice',
    method: 'post',
    path: `/v1/agreements/${agreement.agreementId}/notices`,
    body: { noticeId: 'N1', occurredAt: meeting, party: 'customer' },
  },
  {
    what: 'another title',
    method: 'put',
    path: `/v1/agreements/${agreement.agreementId}`,
    body: { ...agreement, versions: [first, second], title: { nl: 'Anders', en: 'Different' } },
  },
  {
    what: 'the notice is taken back',
    method: 'post',
    path: `/v1/agreements/${agreement.agreementId}/notices/N1/withdrawal`,
    body: { occurredAt: meeting, reason: 'renewed after all' },
  },
];

const at = 'at=2026-04-20T12:00:00Z';

/** What is asked after each step, and again as of it: all of them with the instant that they are of. */
export const questions: readonly string[] = [
  `${month}?${at}`,
  `${month}?${at}&monthOf=registration&explain=nl`,
  `${month}?at=2026-03-17T12:00:00Z`,
  `${month}/findings?${at}`,
  `${month}.csv?${at}`,
  `${month}/freeze?limit=`,
  `${month}/frozen?`,
  `/v1/evaluations?customerId=${agreement.customerId}&month=2026-03&${at}`,
  `/v1/evaluations/${agreement.agreementId}?from=2026-02&to=2026-04&${at}`,
  ...['INC-1', 'INC-2', 'INC-4', 'INC-5', 'REQ-3'].flatMap((id) => [
    `/v1/tickets/${id}?`,
    `/v1/tickets/${id}/service-levels?${at}&explain=en`,
  ]),
  '/v1/tickets?',
  '/v1/tickets?limit=1',
  `/v1/tickets?agreementId=${agreement.agreementId}&breached=true`,
  `/v1/tickets?customerId=${agreement.customerId}&month=2026-03`,
  '/v1/tickets?state=resolved',
  '/v1/tickets?priority=medium&type=incident',
  '/v1/outages?',
  '/v1/outages?limit=1',
  `/v1/outages?serviceId=${agreement.serviceId}&customerId=${agreement.customerId}`,
  `/v1/outages/OUT-1?${at}`,
  `/v1/outages/OUT-2?${at}`,
  `/v1/problems?${at}`,
  `/v1/problems?${at}&limit=1`,
  `/v1/problems?${at}&agreementId=${agreement.agreementId}&overdue=false`,
  `/v1/problems?${at}&customerId=globex`,
  `/v1/problems?${at}&ticketId=INC-4&state=root-cause-found`,
  `/v1/findings?${at}`,
  `/v1/findings?${at}&limit=2`,
  `/v1/findings?${at}&actBy=support-coordinator`,
  '/v1/findings?at=2026-05-10T12:00:00Z&code=ROOT_CAUSE_ANALYSIS_OVERDUE',
  '/v1/notices?',
  '/v1/notices?state=pending&limit=3',
  '/v1/notices?state=withdrawn',
  '/v1/problems?at=2026-05-10T12:00:00Z&overdue=true',
  `/v1/problems/PRB-1?${at}`,
  `/v1/problems/PRB-2?${at}`,
  '/v1/agreements?',
  `/v1/agreements/${agreement.agreementId}?`,
  `/v1/agreements/${agreement.agreementId}/term?on=2026-04-20`,
  `/v1/agreements/${agreement.agreementId}/support-time?from=2026-03-17T09:00:00Z&seconds=36000`,
  '/v1/agreement-dates?from=2026-01-01&to=2026-12-31',
  `/v1/services/${agreement.serviceId}/published-figures?${at}`,
].map((path) => path.replace(/limit=$/, ''));
