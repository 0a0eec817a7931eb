import { Gauge, type Registry } from '@app/platform';

/** Made once a process. */
export interface AuditMetrics {
  readonly treeSize: Gauge;
  readonly alarms: Gauge;
}

export const createAuditMetrics = (registry: Registry): AuditMetrics => ({
  treeSize: new Gauge({
    name: 'sla_ledger_audit_tree_size',
    help: 'Leaves of the transparency log',
    registers: [registry],
  }),
  alarms: new Gauge({
    name: 'sla_ledger_audit_alarms',
    help: 'Reasons for which no tree head is signed any more: the log is not the one that was signed',
    registers: [registry],
  }),
});
