import type { EventStore } from '@app/event-store';
import { isSameRequest, type RecordingMetadata } from '@app/facts';
import { RECORDING_PARTS, type RecordingParts } from '@app/recording';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ENGINE } from './domain/engine.js';
import { decideFreeze, decideWithdrawal } from './domain/freeze.decider.js';
import { applyFreezeEvent, lastFreeze, type FreezeEvent } from './domain/freeze-event.js';
import { canonicalText, EVALUATION_SCHEMA, frozenDocument } from './domain/frozen-document.js';
import { appendFreezeEvent, readFreezes, type KnownFreezes } from './freeze-stream.js';
import { FreezeEvaluation, WithdrawFreeze, type FreezeOutcome } from './freeze.commands.js';
import type { FrozenDocuments } from './frozen-documents.js';

/** Injection token of the application's `FrozenDocuments`. */
export const FROZEN_DOCUMENTS = Symbol('FrozenDocuments');

/** Keeps the bytes of the document first, then says so: whoever reads the freeze finds them. */
@CommandHandler(FreezeEvaluation)
export class FreezeEvaluationHandler implements ICommandHandler<FreezeEvaluation> {
  constructor(
    @Inject(RECORDING_PARTS) private readonly parts: RecordingParts,
    @Inject(FROZEN_DOCUMENTS) private readonly documents: FrozenDocuments,
  ) {}

  async execute({ evaluation, position, parked, words, metadata }: FreezeEvaluation): Promise<FreezeOutcome> {
    const { agreementId, month, customerId, at, agreementVersions } = evaluation;
    const known = await readFreezes(this.parts.store, agreementId, month);
    const again = recordedBy(known, metadata);
    if (again) return again;
    const decision = decideFreeze(known.freezes, evaluation, parked);
    if (decision.kind === 'refused') return decision;
    const sha256 = await this.documents.keep(canonicalText(frozenDocument(evaluation, String(position))));
    const event: FreezeEvent = {
      type: 'EvaluationFrozen',
      agreementId,
      month,
      customerId,
      at,
      position: String(position),
      agreementVersions,
      schema: EVALUATION_SCHEMA,
      engine: ENGINE,
      sha256,
      ...words,
    };
    return recordEvent(this.parts.store, known, event, metadata);
  }
}

@CommandHandler(WithdrawFreeze)
export class WithdrawFreezeHandler implements ICommandHandler<WithdrawFreeze> {
  constructor(@Inject(RECORDING_PARTS) private readonly parts: RecordingParts) {}

  async execute({ agreementId, month, words, metadata }: WithdrawFreeze): Promise<FreezeOutcome> {
    const known = await readFreezes(this.parts.store, agreementId, month);
    const again = recordedBy(known, metadata);
    if (again) return again;
    const decision = decideWithdrawal(known.freezes);
    const customerId = known.freezes.at(-1)?.frozen.customerId;
    if (decision.kind === 'refused') return decision;
    if (customerId === undefined) throw new Error('a freeze that stands names its customer');
    const event: FreezeEvent = {
      type: 'EvaluationFreezeWithdrawn',
      agreementId,
      month,
      customerId,
      ...words,
    };
    return recordEvent(this.parts.store, known, event, metadata);
  }
}

/** Someone who was faster makes it a conflict: what the meeting saw is not decided twice. */
async function recordEvent(
  store: EventStore,
  known: KnownFreezes,
  event: FreezeEvent,
  metadata: RecordingMetadata,
): Promise<FreezeOutcome> {
  const outcome = await appendFreezeEvent(store, known, event, metadata);
  if (outcome.kind !== 'appended') return { kind: 'conflict' };
  const { position, revision } = outcome;
  return { kind: 'recorded', freeze: lastFreeze(applyFreezeEvent(known.freezes, event)), position, revision };
}

/** What this very request recorded before: its answer, rebuilt from the log. */
function recordedBy({ recorded }: KnownFreezes, metadata: RecordingMetadata): FreezeOutcome | undefined {
  const own = recorded.find(({ idempotency }) => isSameRequest(idempotency, metadata.idempotency));
  if (own === undefined) return undefined;
  const { freeze, position, revision } = own;
  return { kind: 'recorded', freeze, position, revision };
}
