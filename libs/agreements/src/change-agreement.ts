import type { AgreementDecision, NoticeDecision } from '@app/agreements/domain';
import type { EventStore } from '@app/event-store';
import { isSameRequest, type RecordingMetadata } from '@app/facts';
import {
  appendToAgreement,
  readAgreement,
  type AgreementOutcome,
  type AgreementStreamEvent,
  type KnownAgreement,
} from './agreement-stream.js';

type Decided =
  | AgreementDecision
  | NoticeDecision
  | Extract<AgreementOutcome, { kind: 'not-found' | 'service-has-agreement' }>;

const ATTEMPTS = 5;

/**
 * Reads an agreement, decides, appends where it still is as it was read; else does it all again, a few times. A request
 * that was answered before (same `Idempotency-Key`) gets that answer, whatever `ifMatch` and `decide` would say now.
 */
export async function changeAgreement(
  store: EventStore,
  agreementId: string,
  metadata: RecordingMetadata,
  ifMatch: bigint | undefined,
  decide: (known: KnownAgreement) => Decided | Promise<Decided>,
): Promise<AgreementOutcome> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const known = await readAgreement(store, agreementId);
    const answered = answerByKey(known, metadata);
    if (answered) return answered;
    if (ifMatch !== undefined && ifMatch !== known.revision) {
      return { kind: 'revision-mismatch', actual: known.revision };
    }
    const decision = await decide(known);
    if (decision.kind !== 'accepted') return decision;
    const { events } = decision;
    if (events.length === 0 && known.revision !== 'no-stream' && known.position !== undefined) {
      return { kind: 'unchanged', revision: known.revision, position: known.position };
    }
    const customerId = known.agreement?.customerId ?? customerIn(events);
    const outcome = await appendToAgreement(store, agreementId, known, events, metadata, customerId);
    if (outcome.kind === 'appended') {
      return { ...outcome, kind: known.agreement === undefined ? 'created' : 'changed' };
    }
  }
  return { kind: 'conflict' };
}

/** What this very request was answered; of several events that it made, the last says how it ended. */
function answerByKey(
  { requests }: KnownAgreement,
  { idempotency }: RecordingMetadata,
): AgreementOutcome | undefined {
  return requests.findLast((request) => isSameRequest(request, idempotency))?.outcome;
}

function customerIn(events: readonly AgreementStreamEvent[]): string {
  const [first] = events;
  if (first?.type !== 'AgreementRegistered') throw new Error('an agreement begins with AgreementRegistered');
  return first.agreement.customerId;
}
