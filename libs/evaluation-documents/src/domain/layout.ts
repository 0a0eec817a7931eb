import type { Row } from './json-tables.js';
import { SERVICE_LAYOUTS } from './layout.service.js';
import { toldBreach, toldChange, toldFigureChange, toldFinding } from './told.js';
import type { Wording } from './wording.js';

/** How one known table is shown. */
export interface TableLayout {
  readonly id: string;
  /** Columns that are there even without rows; further fields of the rows follow them. */
  readonly columns: readonly string[];
  /** What a page shows: fields and their share of the width. Of `ticketId|outageId` the first that says something. */
  readonly printed: Readonly<Record<string, number>> | 'elsewhere';
  /** Fields that are told rather than read. */
  readonly told?: (row: Row, wording: Wording) => Row;
}

const BREACH = [
  ...['ticketId', 'metric', 'basis', 'priority', 'clause', 'decidedAt'],
  ...['targetSeconds', 'allowedSeconds', 'elapsedSeconds', 'overrunSeconds', 'usage'],
];

const PRINTED_BREACH = {
  ticketId: 62,
  metric: 50,
  basis: 56,
  priority: 52,
  clause: 36,
  decidedAt: 108,
  overrunSeconds: 58,
  usage: 101,
};

/** The tables of the document in the order of the meeting; those that are not named here follow, whole. */
export const LAYOUTS: readonly TableLayout[] = [
  { id: 'evaluation', columns: [], printed: 'elsewhere' },
  {
    id: 'figures',
    columns: [
      ...['metric', 'objectiveId', 'priorities', 'basis', 'met', 'breached', 'measured'],
      ...['percent', 'targetPercent', 'verdict', 'clause'],
    ],
    printed: 'elsewhere',
  },
  { id: 'breaches', columns: BREACH, printed: PRINTED_BREACH, told: toldBreach },
  { id: 'superseded', columns: BREACH, printed: PRINTED_BREACH, told: toldBreach },
  {
    id: 'atRisk',
    columns: [
      ...['ticketId', 'metric', 'basis', 'state', 'priority', 'clause', 'targetSeconds', 'allowedSeconds'],
      ...['elapsedSeconds', 'remainingSeconds', 'dueAt', 'breachesAt'],
    ],
    printed: {
      ticketId: 60,
      metric: 50,
      basis: 50,
      priority: 50,
      state: 42,
      elapsedSeconds: 52,
      remainingSeconds: 52,
      dueAt: 86,
      breachesAt: 86,
    },
  },
  { id: 'previousPeriod', columns: ['month'], printed: 'elsewhere' },
  {
    id: 'previousPeriod.breaches',
    columns: [...BREACH, 'ticketState', 'resolvedAt'],
    printed: {
      ticketId: 56,
      metric: 50,
      basis: 54,
      priority: 50,
      decidedAt: 106,
      overrunSeconds: 50,
      ticketState: 52,
      resolvedAt: 106,
    },
    told: toldBreach,
  },
  {
    id: 'exclusions',
    columns: [
      ...['exclusionId', 'ticketId', 'outageId', 'cause', 'from', 'to'],
      ...['metrics', 'state', 'decidedBy'],
    ],
    printed: {
      exclusionId: 56,
      'ticketId|outageId': 56,
      cause: 92,
      from: 72,
      to: 72,
      metrics: 54,
      state: 56,
      decidedBy: 65,
    },
  },
  {
    id: 'exclusions.changes',
    columns: [
      ...['exclusionId', 'ticketId', 'outageId', 'state', 'metric', 'figure', 'priority'],
      ...['without.explanation', 'with.explanation'],
    ],
    printed: {
      exclusionId: 56,
      'ticketId|outageId': 56,
      state: 56,
      'metric|figure': 105,
      priority: 50,
      'without.explanation': 100,
      'with.explanation': 100,
    },
    told: toldChange,
  },
  ...SERVICE_LAYOUTS,
  {
    id: 'findings',
    columns: ['ticketId', 'outageId', 'code', 'explanation'],
    printed: { 'ticketId|outageId': 18, explanation: 48, code: 36 },
    told: toldFinding,
  },
  {
    id: 'problems',
    columns: ['problemId', 'state', 'tickets', 'rootCauseAnalysis.dueAt', 'rootCauseAnalysis.state'],
    printed: {
      problemId: 18,
      state: 16,
      tickets: 26,
      'rootCauseAnalysis.dueAt': 22,
      'rootCauseAnalysis.state': 22,
    },
  },
  {
    id: 'counts',
    columns: [
      ...['registered.incident', 'registered.information-request', 'registered.change-request'],
      ...['resolved', 'workarounds', 'reopened', 'open'],
    ],
    printed: {
      'registered.incident': 14,
      'registered.information-request': 18,
      'registered.change-request': 18,
      resolved: 12,
      workarounds: 14,
      reopened: 12,
      open: 12,
    },
  },
  {
    id: 'workarounds',
    columns: ['workarounds', 'resolved', 'percent'],
    printed: { workarounds: 1, resolved: 1, percent: 1 },
  },
  {
    id: 'requests',
    columns: ['type', 'completed', 'meanLeadSeconds', 'longestLeadSeconds'],
    printed: { type: 2, completed: 1, meanLeadSeconds: 2, longestLeadSeconds: 2 },
  },
  {
    id: 'addenda',
    columns: ['ticketId', 'outageId', 'factId', 'type', 'recordedAt', 'position'],
    printed: { recordedAt: 100, 'ticketId|outageId': 80, type: 110, factId: 150, position: 60 },
  },
  {
    id: 'addenda.changes',
    columns: [
      ...['ticketId', 'outageId', 'factId', 'figure.explanation', 'from.explanation', 'to.explanation'],
    ],
    printed: {
      'ticketId|outageId': 70,
      'figure.explanation': 160,
      'from.explanation': 145,
      'to.explanation': 145,
    },
    told: toldFigureChange,
  },
  {
    id: 'frozen',
    columns: ['at', 'by', 'note', 'position', 'sha256', 'schema', 'engine'],
    printed: { at: 90, by: 60, note: 120, position: 50, engine: 60, sha256: 140 },
  },
  {
    id: 'tickets',
    columns: ['ticketId', 'breaches', 'superseded', 'atRisk', 'findings', 'exclusions'],
    printed: 'elsewhere',
  },
];
