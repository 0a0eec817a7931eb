import { standing } from '@app/facts';
import { isLikeMedia } from '@app/problems/domain';
import { RECORDING_PARTS, type RecordingParts } from '@app/recording';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { KeepReport, type KeepReportOutcome } from './keep-report.command.js';
import { readProblemFacts } from './problem-stream.js';
import { REPORT_VAULT, sha256Of, type ReportVault } from './report-vault.js';

/** Keeps a report once its bytes are all there and are what they were said to be; else nothing is kept. */
@CommandHandler(KeepReport)
export class KeepReportHandler implements ICommandHandler<KeepReport> {
  constructor(
    @Inject(RECORDING_PARTS) private readonly parts: RecordingParts,
    @Inject(REPORT_VAULT) private readonly vault: ReportVault,
  ) {}

  async execute(command: KeepReport): Promise<KeepReportOutcome> {
    const { problemId, sha256, mediaType, body, limit } = command;
    const { facts } = standing(await readProblemFacts(this.parts.store, problemId));
    if (facts.every(({ type }) => type !== 'ProblemRegistered')) return { kind: 'problem-not-found' };
    const bytes = await upTo(limit, body);
    if (bytes === undefined) return { kind: 'too-large' };
    const actual = sha256Of(bytes);
    if (actual !== sha256) return { kind: 'other-hash', sha256: actual };
    if (!isLikeMedia(mediaType, bytes)) return { kind: 'other-media' };
    return { kind: await this.vault.keep(sha256, bytes), bytes: bytes.length };
  }
}

/** In memory, and not in a transaction: a sender that is slow holds no connection to the vault. */
async function upTo(limit: number, body: AsyncIterable<Uint8Array>): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > limit) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}
