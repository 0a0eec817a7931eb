import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { AddAgreementVersionHandler, PutAgreementHandler } from './agreement.handlers.js';
import { GiveNoticeHandler, WithdrawNoticeHandler } from './notice.handlers.js';

/** Commands on agreements. Needs `RECORDING_PARTS` and `CLOCK` from a global module of the application. */
@Module({
  imports: [CqrsModule],
  providers: [PutAgreementHandler, AddAgreementVersionHandler, GiveNoticeHandler, WithdrawNoticeHandler],
})
export class AgreementsModule {}
