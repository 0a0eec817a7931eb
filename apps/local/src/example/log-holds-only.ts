import { createEventStore, type EventStore } from '@app/event-store';

const ofTheLedger = /^(agreement|ticket|outage|problem|evaluation)-/;

const holdsOnly = async (log: EventStore, streams: ReadonlySet<string>): Promise<boolean> => {
  for await (const { stream } of log.readAll()) {
    if (ofTheLedger.test(stream) && !streams.has(stream)) return false;
  }
  return true;
};

/**
 * Is everything that was recorded so far in these streams? True for an empty log. The log is asked, not the read
 * models, which may be behind it.
 */
export const logHoldsOnly = async (
  connectionString: string,
  streams: ReadonlySet<string>,
): Promise<boolean> => {
  const log = createEventStore({ connectionString });
  try {
    return await holdsOnly(log, streams);
  } finally {
    await log.close();
  }
};
