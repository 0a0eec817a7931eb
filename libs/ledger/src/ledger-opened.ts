import type { EventStore } from '@app/event-store';

/** The stream whose first event names the ledger. */
const ledgerStream = 'ledger';

/** Type of that event; data `{ ledgerId }`. */
export const LEDGER_OPENED = 'LedgerOpened';

const isUuid = (value: unknown): value is string =>
  typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value);

/** The id the log gives itself; undefined when nobody has named it yet. */
export const readLedgerId = async (store: EventStore): Promise<string | undefined> => {
  for await (const event of store.readStream(ledgerStream, { maxCount: 1 })) {
    const ledgerId = event.data['ledgerId'];
    if (event.type === LEDGER_OPENED && isUuid(ledgerId)) return ledgerId;
    throw new Error(`stream ${ledgerStream} of this log begins with a ${event.type}: it is no ledger`);
  }
  return undefined;
};

/** Names the log, unless another process is faster: then its name counts. */
export const nameLedger = async (store: EventStore, candidate: string): Promise<string> => {
  const event = {
    id: candidate,
    type: LEDGER_OPENED,
    data: { ledgerId: candidate },
    metadata: { schema: 1, recordedBy: 'system' },
  };
  const outcome = await store.append(ledgerStream, [event], 'no-stream');
  if (outcome.kind === 'appended') return candidate;
  const named = await readLedgerId(store);
  if (named === undefined) throw new Error(`stream ${ledgerStream} exists, but holds nothing`);
  return named;
};
