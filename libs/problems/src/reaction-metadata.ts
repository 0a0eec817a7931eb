import type { RecordingMetadata } from '@app/facts';
import type { Cause } from '@app/reactors';

/** Who recorded a fact that follows from others, and because of which event. */
export const reactionMetadata = (author: string, { id, correlationId }: Cause): RecordingMetadata => ({
  recordedBy: author,
  $correlationId: correlationId,
  $causationId: id,
});
