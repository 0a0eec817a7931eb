import {
  AGREEMENT_SCHEMA,
  AGREEMENT_VERSION_SCHEMA,
  NOTICE_SCHEMA,
  NOTICE_WITHDRAWAL_SCHEMA,
} from '@app/agreements/domain';
import { factSchemas, type FactCatalogue } from '@app/facts';
import type { INestApplication } from '@nestjs/common';
import { LAG_HEADER } from '../http/lag-header.js';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';

type Schema = Readonly<Record<string, unknown>>;

const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });

const PROBLEM: Schema = {
  type: 'object',
  description: 'RFC 9457',
  properties: {
    type: { type: 'string', format: 'uri' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    code: { type: 'string', description: 'Stable, upper snake' },
    errors: {
      type: 'array',
      description: 'Every fault of the input',
      items: {
        type: 'object',
        properties: {
          pointer: { type: 'string', description: 'JSON pointer' },
          code: { type: 'string' },
          detail: { type: 'string' },
        },
        required: ['pointer', 'code', 'detail'],
      },
    },
  },
  required: ['type', 'title', 'status', 'detail', 'code'],
};

/** The body that begins a ticket, an outage or a problem: the data of its first fact, and the envelope beside it. */
const registration = (fact: Schema | undefined, data: Schema | undefined, id: string): Schema => {
  const envelope = (fact?.['properties'] ?? {}) as Readonly<Record<string, Schema>>;
  const of = (name: string): Schema => envelope[name] ?? {};
  return {
    type: 'object',
    properties: {
      [id]: of(id),
      occurredAt: of('occurredAt'),
      by: of('by'),
      id: of('id'),
      sequence: of('sequence'),
      ...(data?.['properties'] as object),
    },
    required: [id, 'occurredAt', ...((data?.['required'] ?? []) as readonly string[])],
    additionalProperties: false,
  };
};

/** The same, where the path says which one it is about. */
const withoutRequired = (schema: Schema, name: string): Schema => ({
  ...schema,
  required: (schema['required'] as readonly string[]).filter((each) => each !== name),
});

/** Schemas of bodies, from where the bodies are checked by them: there is no second description to fall behind. */
const components = (catalogue: FactCatalogue): Readonly<Record<string, Schema>> => {
  const facts = factSchemas(catalogue);
  return {
    ...facts,
    TicketRegistration: registration(facts['TicketFact'], facts['TicketRegisteredData'], 'ticketId'),
    OutageRegistration: registration(facts['OutageFact'], facts['OutageStartedData'], 'outageId'),
    PublishedFigureCapture: withoutRequired(
      registration(facts['ServiceFact'], facts['PublishedFigureCapturedData'], 'serviceId'),
      'serviceId',
    ),
    ProblemRegistration: registration(facts['ProblemFact'], facts['ProblemRegisteredData'], 'problemId'),
    Agreement: AGREEMENT_SCHEMA,
    AgreementVersion: AGREEMENT_VERSION_SCHEMA,
    Notice: NOTICE_SCHEMA,
    NoticeWithdrawal: NOTICE_WITHDRAWAL_SCHEMA,
    Problem: PROBLEM,
  };
};

/** What every answer may say of the read models it comes from. */
const lagHeader = {
  [LAG_HEADER]: {
    description:
      'Seconds for which the oldest fact that is not in the read models yet has been recorded; only there when they are further behind than the limit that is set.',
    schema: { type: 'number' },
  },
};

const headersOf = (answer: object): object =>
  'headers' in answer && typeof answer.headers === 'object' ? { ...answer.headers } : {};

const problemAnswer = {
  description: 'A problem; its `code` says which',
  content: { 'application/problem+json': { schema: ref('Problem') } },
};

/** What the application answers, as OpenAPI 3.1. */
export const openApiDocument = (app: INestApplication, catalogue: FactCatalogue): OpenAPIObject => {
  const config = new DocumentBuilder()
    .setTitle('sla-ledger')
    .setDescription('A ledger of service levels: facts in, compliance and the monthly evaluation out.')
    .setVersion('1')
    .setOpenAPIVersion('3.1.0')
    .addBearerAuth()
    .addSecurityRequirements('bearer')
    .build();
  const document = SwaggerModule.createDocument(app, config);
  for (const item of Object.values(document.paths)) {
    for (const operation of [item.get, item.put, item.post]) {
      if (operation === undefined) continue;
      const answers = Object.entries({ ...operation.responses, default: problemAnswer });
      operation.responses = Object.fromEntries(
        answers.map(([status, answer]) => [
          status,
          { ...answer, headers: { ...lagHeader, ...headersOf(answer) } },
        ]),
      );
    }
  }
  const schemas = { ...document.components?.schemas, ...components(catalogue) } as never;
  return { ...document, components: { ...document.components, schemas } };
};
