import type { EventStore } from '@app/event-store';
import type { Ledger } from '@app/ledger';

/**
 * The log, of which the ledger remembers how far it went. What is appended stands behind everything seen before it, unless
 * it was there already: elsewhere it is in a log that has come back shorter, which the ledger then refuses.
 */
export const seeing = (store: EventStore, ledger: Ledger): EventStore => ({
  ...store,
  append: async (stream, events, expected) => {
    const before = ledger.lastSeen();
    const outcome = await store.append(stream, events, expected);
    if (outcome.kind === 'appended') {
      if (before !== undefined && outcome.position <= before) await ledger.verify();
      ledger.saw(outcome.position);
    }
    return outcome;
  },
});
