import { identify } from '@app/facts';
import { RECORDING_PARTS, recordStrict, type RecordingParts, type RecordResult } from '@app/recording';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { decideProblemFact } from './domain/problem.decider.js';
import type { ProblemFact } from './domain/problem-fact.js';
import { RecordProblemFact } from './record-problem-fact.command.js';

@CommandHandler(RecordProblemFact)
export class RecordProblemFactHandler implements ICommandHandler<RecordProblemFact> {
  constructor(@Inject(RECORDING_PARTS) private readonly parts: RecordingParts) {}

  execute({ fact, instant, metadata, options }: RecordProblemFact): Promise<RecordResult> {
    const identified = identify(fact, instant, this.parts.key);
    return recordStrict<ProblemFact>(this.parts, identified, decideProblemFact, metadata, options);
  }
}
