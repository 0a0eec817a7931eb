import { publishedFigures, type PublishedFigure, type ServiceFact } from '@app/availability/domain';
import { factDocument, type RecordedFact } from '@app/facts';
import type { Queryable } from '@app/platform';
import type { EpochSecond } from '@app/support-time';

interface ServiceRow {
  readonly facts: readonly RecordedFact<ServiceFact>[];
  readonly revision: bigint;
}

/** Everything recorded of a service, in order of recording; undefined where nothing is. */
export async function recordedService(sql: Queryable, serviceId: string): Promise<ServiceRow | undefined> {
  const [row] = await sql<ServiceRow[]>`
    select facts, revision from read.service where service_id = ${serviceId}`;
  return row;
}

/** Which figures, known when. */
export interface FiguresAsked {
  readonly month: string | undefined;
  readonly component: string | undefined;
  readonly at: EpochSecond;
}

/** What the vendor of a service published, superseded captures included; undefined where nothing is recorded of it. */
export async function figuresPublishedOf(sql: Queryable, serviceId: string, asked: FiguresAsked) {
  const service = await recordedService(sql, serviceId);
  if (service === undefined) return undefined;
  const recorded = new Map(service.facts.map((each) => [each.fact.id, each]));
  const figures = publishedFigures(
    service.facts.map(({ fact }) => fact),
    asked.at,
  ).filter(
    ({ fact: { data } }) =>
      (asked.month === undefined || data.month === asked.month) &&
      (asked.component === undefined || data.component === asked.component),
  );
  return {
    revision: service.revision,
    items: figures.flatMap((figure) => {
      const own = recorded.get(figure.fact.id);
      return own ? [figureDocument(figure, own)] : [];
    }),
  };
}

function figureDocument({ fact, supersededBy }: PublishedFigure, recorded: RecordedFact<ServiceFact>) {
  const { occurredAt, recordedAt, recordedBy, position } = factDocument(recorded);
  return {
    factId: fact.id,
    ...fact.data,
    capturedAt: occurredAt,
    by: fact.by ?? null,
    supersededBy,
    recordedAt,
    recordedBy,
    position,
  };
}
