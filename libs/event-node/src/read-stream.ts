import { Answers } from './answers.js';
import { type ReadRequest } from './grpc/read-request.js';
import { type LogReader, pages, type Receiver } from './log-reader.js';
import { streamNotFoundResponse } from './wire/read-response.js';

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
  const load = (revision: number, most: number) => {
    metrics.pages.inc();
    return table.streamPage(stream, revision, direction, most);
  };
  const next = ({ revision }: { readonly revision: number }): number | undefined =>
    direction === 'forwards' ? revision + 1 : revision === 0 ? undefined : revision - 1;
  const answers = new Answers(to, request.resolveLinks, table);
  let found = false;
  for await (const page of pages(firstRevision(request), count, load, next)) {
    found = true;
    for (const event of page) {
      const behind = answers.event(event);
      if (behind !== undefined) await behind;
      if (to.signal.aborted) return;
    }
  }
  if (!found && (await table.lastRevision(stream)) < 0) await to.send(streamNotFoundResponse(stream));
};
