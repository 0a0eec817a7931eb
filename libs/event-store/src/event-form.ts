import { canonicalJson } from '@app/platform/domain';
import type { AllStreamSubscription, ResolvedEvent } from '@eventstore/db-client';
import type { CanonicalEvent, StoredEvent } from './event-store.js';
import { LeanEvent } from './lean-answers.js';
import type { Connection } from './repeat.js';
import { storedEvent } from './stored-event.js';

/**
 * In which form a subscription gives its events: told to it before any comes; then each of them, undefined where a link
 * leads nowhere.
 */
export type EventForm<Event> = (
  subscription: AllStreamSubscription,
) => (given: ResolvedEvent) => Event | undefined;

/** As objects, in the shapes that the connection knows. */
export const asObjects =
  ({ understand }: Connection): EventForm<StoredEvent> =>
  () =>
  (given) => {
    const event = storedEvent(given);
    return event && understand(event);
  };

/** As canonical text, from the bytes of an answer: the client is kept from parsing what is only handed on. */
export const asCanonicalText: EventForm<CanonicalEvent> = (subscription) => {
  const read = subscription as unknown as Converting;
  const { convertGrpcEvent } = read;
  read.convertGrpcEvent = (answer) =>
    (answer instanceof LeanEvent && canonicalIn(answer)) || convertGrpcEvent(answer);
  return (given) => {
    if ('canonical' in given) return given.canonical as CanonicalEvent;
    const event = storedEvent(given);
    return event && canonicalEvent(event);
  };
};

/** What the client calls for each answer; protected there. */
interface Converting {
  convertGrpcEvent: (answer: unknown) => object;
}

const canonicalIn = (answer: LeanEvent): { readonly canonical: CanonicalEvent } | undefined => {
  const canonical = answer.canonical();
  return canonical && { canonical };
};

const canonicalEvent = ({ data, metadata, ...event }: StoredEvent): CanonicalEvent => ({
  ...event,
  data: canonicalJson(data),
  metadata: canonicalJson(metadata),
});
