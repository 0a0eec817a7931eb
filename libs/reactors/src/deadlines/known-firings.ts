import type { EventStore } from '@app/event-store';
import type { DeadlineReaction, FiredEvent, KnownFirings } from './deadline-reaction.js';
import { nextFiring } from './firings.js';
import type { Firing } from './deadline.js';

/** What the log says of one owner's deadlines. */
export const readFirings = async (
  store: EventStore,
  { streamOf, read }: Pick<DeadlineReaction, 'streamOf' | 'read'>,
  owner: string,
): Promise<KnownFirings> => {
  const firings = new Map<string, { firing: Firing; event: FiredEvent }>();
  let [revision, position]: [bigint | 'no-stream', bigint | undefined] = ['no-stream', undefined];
  for await (const event of store.readStream(streamOf(owner))) {
    const said = read(event);
    const key = said.kind === 'fired' ? said.deadline.key : said.key;
    const before = firings.get(key);
    const firing = nextFiring(before?.firing, said);
    const fired = said.kind === 'fired' ? said : before?.event;
    if (firing && fired) firings.set(key, { firing, event: fired });
    [revision, position] = [event.revision, event.position];
  }
  return { firings, revision, position };
};
