import { Command } from '@nestjs/cqrs';

/** How keeping a report ended. */
export type KeepReportOutcome =
  | { readonly kind: 'kept' | 'known'; readonly bytes: number }
  | { readonly kind: 'problem-not-found' }
  /** More than may be kept; the rest was not read. */
  | { readonly kind: 'too-large' }
  /** The bytes have this hash, and not the one that was given. */
  | { readonly kind: 'other-hash'; readonly sha256: string }
  /** The bytes are not what their media type says. */
  | { readonly kind: 'other-media' };

/** Keep the bytes of a report for a problem, so that it can be attached. */
export class KeepReport extends Command<KeepReportOutcome> {
  constructor(
    readonly problemId: string,
    readonly sha256: string,
    /** One of `REPORT_MEDIA_TYPES`. */
    readonly mediaType: string,
    /** As they come. */
    readonly body: AsyncIterable<Uint8Array>,
    /** Most bytes that are kept. */
    readonly limit: number,
  ) {
    super();
  }
}
