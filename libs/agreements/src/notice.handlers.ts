import { decideNotice, decideNoticeWithdrawal } from '@app/agreements/domain';
import { RECORDING_PARTS, type RecordingParts } from '@app/recording';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { AgreementOutcome } from './agreement-stream.js';
import { changeAgreement } from './change-agreement.js';
import { GiveNotice, WithdrawNotice } from './notice.commands.js';

@CommandHandler(GiveNotice)
export class GiveNoticeHandler implements ICommandHandler<GiveNotice> {
  constructor(@Inject(RECORDING_PARTS) private readonly parts: RecordingParts) {}

  execute({ agreementId, notice, metadata, ifMatch }: GiveNotice): Promise<AgreementOutcome> {
    return changeAgreement(this.parts.store, agreementId, metadata, ifMatch, ({ agreement, notices }) =>
      agreement ? decideNotice(agreement, notices, notice) : { kind: 'not-found' },
    );
  }
}

@CommandHandler(WithdrawNotice)
export class WithdrawNoticeHandler implements ICommandHandler<WithdrawNotice> {
  constructor(@Inject(RECORDING_PARTS) private readonly parts: RecordingParts) {}

  execute({ agreementId, withdrawal, metadata, ifMatch }: WithdrawNotice): Promise<AgreementOutcome> {
    return changeAgreement(this.parts.store, agreementId, metadata, ifMatch, ({ agreement, notices }) =>
      agreement ? decideNoticeWithdrawal(agreement, notices, withdrawal) : { kind: 'not-found' },
    );
  }
}
