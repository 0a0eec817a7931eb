import type { Agreement, AgreementVersion } from '@app/agreements/domain';
import type { RecordingMetadata } from '@app/facts';
import { Command } from '@nestjs/cqrs';
import type { AgreementOutcome } from './agreement-stream.js';

/** Put an agreement document, found valid, in place of what there is. */
export class PutAgreement extends Command<AgreementOutcome> {
  constructor(
    readonly agreement: Agreement,
    readonly metadata: RecordingMetadata,
    readonly ifMatch?: bigint,
  ) {
    super();
  }
}

/** Add a version, found valid by itself, to an agreement. */
export class AddAgreementVersion extends Command<AgreementOutcome> {
  constructor(
    readonly agreementId: string,
    readonly version: AgreementVersion,
    readonly metadata: RecordingMetadata,
    readonly ifMatch?: bigint,
  ) {
    super();
  }
}
