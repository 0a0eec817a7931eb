import type { Notice, NoticeWithdrawal } from '@app/agreements/domain';
import type { RecordingMetadata } from '@app/facts';
import { Command } from '@nestjs/cqrs';
import type { AgreementOutcome } from './agreement-stream.js';

/** Record a notice, found valid, that an agreement shall not be renewed. */
export class GiveNotice extends Command<AgreementOutcome> {
  constructor(
    readonly agreementId: string,
    readonly notice: Notice,
    readonly metadata: RecordingMetadata,
    readonly ifMatch?: bigint,
  ) {
    super();
  }
}

/** Record that a notice does not count any more. */
export class WithdrawNotice extends Command<AgreementOutcome> {
  constructor(
    readonly agreementId: string,
    readonly withdrawal: NoticeWithdrawal,
    readonly metadata: RecordingMetadata,
    readonly ifMatch?: bigint,
  ) {
    super();
  }
}
