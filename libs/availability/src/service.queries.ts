import { publishedFigures, type PublishedFigure, type ServiceFact } from '@app/availability/domain';
import { factDocument, knownUpTo, type RecordedFact, type UpTo } from '@app/facts';
import type { Queryable } from '@app/platform';
import type { EpochSecond } from '@app/support-time';

interface ServiceRow {
  readonly facts: readonly RecordedFact<ServiceFact>[];
  readonly revision: bigint;
}

/** Everything recorded of a service, in order of recording; undefined where nothing is. */
export async function recordedService(
  sql: Queryable,
  serviceId: string,
  upTo?: UpTo,
): Promise<ServiceRow | undefined> {
  const [row] = await sql<Pick<ServiceRow, 'facts'>[]>`
    select facts from service where service_id = ${serviceId}`;
  const facts = knownUpTo(row?.facts ?? [], upTo);
  // Every event of a service's stream is one of its facts.
  return facts.length === 0 ? undefined : { facts, revision: BigInt(facts.length - 1) };
}

/** Which figures, known when. */
export interface FiguresAsked {
  readonly month: string | undefined;
  readonly component: string | undefined;
  readonly at: EpochSecond;
}

/** What the vendor of a service published, superseded captures included; undefined where nothing is recorded of it. */
export async function figuresPublishedOf(
  sql: Queryable,
  serviceId: string,
  asked: FiguresAsked,
  upTo?: UpTo,
) {
  const service = await recordedService(sql, serviceId, upTo);
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
