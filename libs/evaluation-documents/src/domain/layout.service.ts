import type { TableLayout } from './layout.js';

/** The tables about the service itself, in the order of the meeting (TERMS 5). */
export const SERVICE_LAYOUTS: readonly TableLayout[] = [
  {
    id: 'availability',
    columns: [
      ...['window', 'basis', 'windowSeconds', 'downtimeSeconds'],
      ...['percent', 'targetPercent', 'verdict', 'clause'],
    ],
    printed: {
      window: 22,
      basis: 14,
      downtimeSeconds: 16,
      windowSeconds: 20,
      percent: 14,
      'soFar.percent': 14,
      'ifNothingMoreHappens.percent': 20,
      targetPercent: 10,
      verdict: 16,
      clause: 9,
    },
  },
  {
    id: 'reliability',
    columns: ['basis', 'interruptions', 'maximum', 'verdict', 'clause'],
    printed: 'elsewhere',
  },
  {
    id: 'outages',
    columns: ['outageId', 'ticketId', 'planned', 'startedAt', 'endedAt'],
    printed: {
      outageId: 18,
      ticketId: 18,
      planned: 10,
      startedAt: 22,
      endedAt: 22,
      'disaster.declaredAt': 22,
      'disaster.failedOverAt': 22,
      'disaster.failoverSeconds': 14,
    },
  },
  {
    id: 'publishedFigures.figures',
    columns: ['factId', 'component', 'percentage', 'source', 'capturedAt', 'by', 'supersededBy'],
    printed: {
      component: 70,
      percentage: 52,
      source: 130,
      capturedAt: 86,
      by: 50,
      factId: 56,
      supersededBy: 56,
    },
  },
  {
    id: 'publishedFigures',
    columns: [
      'crossCheck.outages',
      'crossCheck.windowSeconds',
      'crossCheck.downtimeSeconds',
      'crossCheck.percent',
    ],
    printed: {
      'crossCheck.outages': 1,
      'crossCheck.downtimeSeconds': 1,
      'crossCheck.windowSeconds': 1,
      'crossCheck.percent': 1,
    },
  },
  {
    id: 'restoration',
    columns: ['outageId', 'basis', 'seconds', 'targetSeconds', 'verdict'],
    printed: { outageId: 26, basis: 16, seconds: 20, targetSeconds: 16, verdict: 16 },
  },
];
