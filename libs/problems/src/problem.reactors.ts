import type { RecordingParts } from '@app/recording';
import { problemDetection } from './problem-detection.reactor.js';
import { rootCauses } from './root-cause.reactor.js';

/** Everything that reacts to what is recorded about problems and their tickets. */
export const problemReactors = (parts: RecordingParts) => [problemDetection(parts), rootCauses(parts)];
