import { type ServerWritableStream, status } from '@grpc/grpc-js';
import { type Logger } from '@app/platform';
import { readAll } from '../read-all.js';
import { readStream } from '../read-stream.js';
import { BadPatternError } from '../domain/filters.js';
import { type LogReader } from '../log-reader.js';
import { subscribeAll } from '../subscribe-all.js';
import { subscribeStream } from '../subscribe-stream.js';
import { type streamsPb } from '../wire/generated.js';
import { type OpenCalls } from './open-calls.js';
import { ReadCall } from './read-call.js';
import { InvalidReadError, readRequest, type ReadRequest } from './read-request.js';
import { failure, invalidArgument, readFailure, unavailable } from './status.js';

const run = async (request: ReadRequest, call: ReadCall, reader: LogReader): Promise<void> => {
  switch (request.kind) {
    case 'stream':
      // A real node does not support it either.
      if (request.direction === 'forwards' && request.start === 'end') {
        return call.fail(failure(status.UNKNOWN, 'Unexpected ReadStreamResult: Error'));
      }
      return readStream(request, call, reader);
    case 'all':
      return readAll(request, call, reader);
    case 'subscribe-stream':
      return subscribeStream(request, call, reader);
    case 'subscribe-all':
      return subscribeAll(request, call, reader);
  }
};

/** `Read`: reads and subscriptions, of a stream and of the whole log. */
export const readHandler =
  (reader: LogReader, open: OpenCalls, logger: Logger, slowReaderMs: number) =>
  (grpcCall: ServerWritableStream<InstanceType<typeof streamsPb.ReadReq>, Buffer>): void => {
    const call = new ReadCall(grpcCall, slowReaderMs, () => {
      reader.metrics.readersCut.inc();
      logger.warn(
        { request: grpcCall.request.toObject().options },
        'a reader took nothing for too long: cut off',
      );
    });
    open.add(grpcCall, (why) => call.fail(unavailable(why)));
    const answer = async (): Promise<void> => {
      try {
        await run(readRequest(grpcCall.request), call, reader);
        call.end();
      } catch (error) {
        if (error instanceof InvalidReadError || error instanceof BadPatternError) {
          return call.fail(invalidArgument(error.message));
        }
        if (!call.signal.aborted) logger.warn({ err: error }, 'a read failed');
        call.fail(readFailure(error));
      }
    };
    void answer();
  };
