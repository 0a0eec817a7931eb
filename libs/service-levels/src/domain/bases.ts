import type { Clock, ServiceLevels } from './service-levels.js';

/** The clocks of a ticket on both bases: where no net clock is listed, net equals gross (MEASURING 8). */
export function clocksOnBothBases({ clocks }: ServiceLevels): Clock[] {
  const net = new Set(clocks.filter(({ basis }) => basis === 'net').map(({ metric }) => metric));
  return clocks.flatMap((clock): Clock[] =>
    net.has(clock.metric) ? [clock] : [clock, { ...clock, basis: 'net' }],
  );
}
