/** Streams that tell the freezes of one month of one agreement. */
export const FREEZE_STREAM_PREFIX = 'evaluation-';

/** @example freezeStreamOf('BRV', '2026-03') // evaluation-BRV-2026-03 */
export const freezeStreamOf = (agreementId: string, month: string): string =>
  `${FREEZE_STREAM_PREFIX}${agreementId}-${month}`;
