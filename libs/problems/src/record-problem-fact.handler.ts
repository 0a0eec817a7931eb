import { identify } from '@app/facts';
import { RECORDING_PARTS, recordStrict, type RecordingParts, type RecordResult } from '@app/recording';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { decideProblemFact } from './domain/problem.decider.js';
import type { ProblemFact } from './domain/problem-fact.js';
import { RecordProblemFact } from './record-problem-fact.command.js';
import { REPORT_VAULT, type ReportVault } from './report-vault.js';

@CommandHandler(RecordProblemFact)
export class RecordProblemFactHandler implements ICommandHandler<RecordProblemFact> {
  constructor(
    @Inject(RECORDING_PARTS) private readonly parts: RecordingParts,
    @Inject(REPORT_VAULT) private readonly vault: ReportVault,
  ) {}

  async execute({ fact, instant, metadata, options }: RecordProblemFact): Promise<RecordResult> {
    const identified = identify(fact, instant, this.parts.key);
    const { sha256 } = fact.data;
    const named = fact.type === 'RootCauseReportAttached' && typeof sha256 === 'string' ? [sha256] : [];
    // What is in the vault stays there: this cannot become untrue while the fact is decided.
    const stored = await this.vault.sizes(named);
    return recordStrict<ProblemFact>(
      this.parts,
      identified,
      (recorded, about) => decideProblemFact(recorded, about, (sha256) => stored.has(sha256)),
      metadata,
      options,
    );
  }
}
