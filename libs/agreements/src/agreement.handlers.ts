import { decideAgreementPut, decideVersionAdded } from '@app/agreements/domain';
import { CLOCK, nowSecond, type Clock } from '@app/platform';
import { RECORDING_PARTS, type RecordingParts } from '@app/recording';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { AddAgreementVersion, PutAgreement } from './agreement.commands.js';
import { changeAgreement } from './change-agreement.js';
import type { AgreementOutcome } from './agreement-stream.js';
import { reserveService } from './service-reservation.js';

/** Creates an agreement, or changes what may be changed of it. */
@CommandHandler(PutAgreement)
export class PutAgreementHandler implements ICommandHandler<PutAgreement> {
  constructor(
    @Inject(RECORDING_PARTS) private readonly parts: RecordingParts,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  execute({ agreement, metadata, ifMatch }: PutAgreement): Promise<AgreementOutcome> {
    const { store } = this.parts;
    return changeAgreement(
      store,
      agreement.agreementId,
      metadata,
      ifMatch,
      async ({ agreement: existing }) => {
        const decision = decideAgreementPut(existing, agreement, nowSecond(this.clock));
        if (existing !== undefined || decision.kind === 'refused') return decision;
        const holder = await reserveService(store, agreement, metadata);
        return holder === agreement.agreementId
          ? decision
          : { kind: 'service-has-agreement', agreementId: holder };
      },
    );
  }
}

/** Adds a version to an agreement that exists. */
@CommandHandler(AddAgreementVersion)
export class AddAgreementVersionHandler implements ICommandHandler<AddAgreementVersion> {
  constructor(
    @Inject(RECORDING_PARTS) private readonly parts: RecordingParts,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  execute({ agreementId, version, metadata, ifMatch }: AddAgreementVersion): Promise<AgreementOutcome> {
    return changeAgreement(this.parts.store, agreementId, metadata, ifMatch, ({ agreement: existing }) =>
      existing ? decideVersionAdded(existing, version, nowSecond(this.clock)) : { kind: 'not-found' },
    );
  }
}
