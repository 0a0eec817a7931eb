import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiHeader, ApiResponse } from '@nestjs/swagger';

const recorded = {
  type: 'object',
  properties: {
    factId: { type: 'string' },
    position: { type: 'string', pattern: String.raw`^\d+$` },
    duplicate: { const: true },
    code: { const: 'DUPLICATE_OF_RETRACTED' },
  },
  required: ['factId', 'position'],
} as object;

/** Describes a route that records one fact, whose body is the component of that name. */
export const ApiRecording = (body: string): MethodDecorator =>
  applyDecorators(
    ApiBody({ schema: { $ref: `#/components/schemas/${body}` } }),
    ApiHeader({ name: 'Idempotency-Key', required: false }),
    ApiHeader({
      name: 'If-Match',
      required: false,
      description: 'The revision to record upon, as an ETag gave it',
    }),
    ApiResponse({ status: 201, description: 'Recorded', schema: recorded }),
    ApiResponse({ status: 200, description: 'Was recorded before: nothing was added', schema: recorded }),
    ApiResponse({ status: 409, description: 'It makes no sense now: the code says why' }),
    ApiResponse({ status: 412, description: 'The revision is another one' }),
  );
