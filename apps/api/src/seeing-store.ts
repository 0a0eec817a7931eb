import type { EventStore } from '@app/event-store';
import type { Ledger } from '@app/ledger';

/** The log, of which the ledger remembers how far it went: a log that comes back shorter is refused at the next start. */
export const seeing = (store: EventStore, ledger: Ledger): EventStore => ({
  ...store,
  append: async (stream, events, expected) => {
    const outcome = await store.append(stream, events, expected);
    if (outcome.kind === 'appended') ledger.saw(outcome.position);
    return outcome;
  },
});
