import { inOrder, standing } from '@app/facts';
import type { EpochSecond } from '@app/support-time';
import type { ServiceFact } from './service-fact.js';

type Capture = Extract<ServiceFact, { type: 'PublishedFigureCaptured' }>;

/** A vendor's figure as it was captured, and the capture that took its place; null for the one that counts. */
export interface PublishedFigure {
  readonly fact: Capture;
  readonly supersededBy: string | null;
}

/**
 * What a vendor published of a service, known at an instant: by month, component and capture, each beside those that it
 * superseded. Of one component and month the last capture counts; nothing is computed over them (TERMS 5).
 *
 * @param recorded facts of the service in order of recording; retracted ones count nowhere
 */
export function publishedFigures(recorded: readonly ServiceFact[], at: EpochSecond): PublishedFigure[] {
  const captures = inOrder(standing(recorded).facts).filter(
    (fact): fact is Capture => fact.type === 'PublishedFigureCaptured' && fact.occurredAt <= at,
  );
  const byFigure = new Map<string, Capture[]>();
  for (const fact of captures) {
    // A month has no blank in it: no two figures have one key.
    const key = `${fact.data.month} ${fact.data.component}`;
    byFigure.set(key, [...(byFigure.get(key) ?? []), fact]);
  }
  return [...byFigure]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, own]) => own.map((fact, index) => ({ fact, supersededBy: own[index + 1]?.id ?? null })));
}
