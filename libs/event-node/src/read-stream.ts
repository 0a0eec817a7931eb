import { type ReadRequest } from './grpc/read-request.js';
import { type LogReader, pages, type Receiver } from './log-reader.js';
import { eventResponse, streamNotFoundResponse } from './wire/read-response.js';

const firstRevision = ({ start, direction }: ReadRequest & { kind: 'stream' }): number => {
  if (start === 'start') return 0;
  if (start === 'end') return direction === 'backwards' ? Number.MAX_SAFE_INTEGER : 0;
  return start;
};

/** Events of a stream, revisions inclusive; one that does not exist is answered as such. */
export const readStream = async (
  request: ReadRequest & { kind: 'stream' },
  to: Receiver,
  { table, metrics }: LogReader,
): Promise<void> => {
  const { stream, direction, count } = request;
  let left = count;
  const load = (revision: number) => {
    metrics.pages += 1;
    return table.streamPage(stream, revision, direction, left);
  };
  const next = ({ revision }: { readonly revision: number }): number | undefined =>
    direction === 'forwards' ? revision + 1 : revision === 0 ? undefined : revision - 1;
  if (count > 0) {
    for await (const page of pages(firstRevision(request), load, next)) {
      for (const event of page) {
        await to.send(eventResponse(event));
        left -= 1;
        if (left === 0 || to.signal.aborted) return;
      }
    }
  }
  if (left === count && (await table.lastRevision(stream)) < 0) await to.send(streamNotFoundResponse(stream));
};
