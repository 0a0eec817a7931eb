import { type sendUnaryData, type ServerReadableStream, status } from '@grpc/grpc-js';
import { type Expected } from '../domain/append-command.js';
import { type GroupCommit } from '../group-commit.js';
import { type AppendRequest } from '../wire/append-request.js';
import { type AppendLimits } from './append-limits.js';
import { appendTarget } from './append-options.js';
import { type AppendRefusal } from './append-refusal.js';
import { refusalOf } from './batch-append.handler.js';
import { CollectedAppend } from './collected-append.js';
import { sharedPb, streamsPb } from '../wire/generated.js';
import { failure, invalidArgument, unavailable, unimplemented } from './status.js';

type Response = InstanceType<typeof streamsPb.AppendResp>;
type Call = ServerReadableStream<AppendRequest, Response>;

const appended = (revision: number, position: number): Response => {
  const success = new streamsPb.AppendResp.Success().setPosition(
    new streamsPb.AppendResp.Position()
      .setCommitPosition(String(position))
      .setPreparePosition(String(position)),
  );
  if (revision < 0) success.setNoStream(new sharedPb.Empty());
  else success.setCurrentRevision(String(revision));
  return new streamsPb.AppendResp().setSuccess(success);
};

const wrongExpectedVersion = (expected: Expected, actual: number): Response => {
  const wrong = new streamsPb.AppendResp.WrongExpectedVersion();
  if (actual < 0) wrong.setCurrentNoStream(new sharedPb.Empty());
  else wrong.setCurrentRevision(String(actual));
  switch (expected.kind) {
    case 'any':
      wrong.setExpectedAny(new sharedPb.Empty());
      break;
    case 'no-stream':
      wrong.setExpectedNoStream(new sharedPb.Empty());
      break;
    case 'stream-exists':
      wrong.setExpectedStreamExists(new sharedPb.Empty());
      break;
    case 'exact':
      wrong.setExpectedRevision(String(expected.revision));
      break;
  }
  return new streamsPb.AppendResp().setWrongExpectedVersion(wrong);
};

const reply = (refusal: AppendRefusal, callback: sendUnaryData<Response>): void => {
  switch (refusal.kind) {
    case 'wrong-expected-version':
      return callback(null, wrongExpectedVersion(refusal.expected, refusal.actual));
    case 'too-large':
      return callback(
        failure(status.INVALID_ARGUMENT, `Maximum Append Size of ${refusal.maxBytes} Exceeded.`, {
          exception: 'maximum-append-size-exceeded',
          'maximum-append-size': String(refusal.maxBytes),
        }),
      );
    case 'missing-property':
      return callback(
        failure(status.INVALID_ARGUMENT, 'Required Metadata Property Missing', {
          exception: 'missing-required-metadata-property',
          'required-metadata-properties': 'type,content-type',
        }),
      );
    case 'bad-request':
      return callback(invalidArgument(refusal.message));
    case 'unimplemented':
      return callback(unimplemented('stream metadata'));
    case 'timeout':
      return callback(failure(status.ABORTED, 'Operation timed out: commit'));
  }
};

/** `Append`: one stream of messages for one append; the client uses it when a call carries credentials. */
export const appendHandler =
  (log: GroupCommit, limits: AppendLimits) =>
  (call: Call, callback: sendUnaryData<Response>): void => {
    let append: CollectedAppend | undefined;
    let answered = false;
    const refuse = (refusal: AppendRefusal): void => {
      if (answered) return;
      answered = true;
      reply(refusal, callback);
    };
    const take = ({ options, event }: AppendRequest): void => {
      if (options !== undefined) {
        const revision = options.hasRevision() ? options.getRevision() : undefined;
        const target = appendTarget(options.getStreamIdentifier(), options, revision);
        if (!('stream' in target)) return refuse(target);
        append = new CollectedAppend(target, limits.maxAppendBytes);
      }
      if (event === undefined) return;
      const refusal = append?.add(event);
      if (refusal !== undefined) refuse(refusal);
    };
    const finish = async (): Promise<void> => {
      if (append === undefined) return refuse({ kind: 'bad-request', message: 'the append has no options' });
      await log.whenRoom();
      const result = await log.submit(append.command, limits.writeTimeoutMs);
      if (answered) return;
      if (result.kind !== 'appended' && result.kind !== 'unavailable') {
        return refuse(refusalOf(result, append.target.expected));
      }
      answered = true;
      if (result.kind === 'unavailable') return callback(unavailable(result.message));
      callback(null, appended(result.revision, result.position));
    };
    call.on('data', (request: AppendRequest) => {
      if (!answered) take(request);
    });
    call.on('end', () => {
      if (!answered) void finish();
    });
    call.on('cancelled', () => {
      answered = true;
    });
  };
