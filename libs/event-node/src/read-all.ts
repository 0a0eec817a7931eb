import { Answers } from './answers.js';
import { predicateOf } from './domain/filters.js';
import { type ReadRequest } from './grpc/read-request.js';
import { type LogReader, pages, type Receiver } from './log-reader.js';

/**
 * The log in order. A position is inclusive forwards and exclusive backwards, as on a real node; beyond the end there
 * is nothing, which is no error.
 */
export const readAll = async (
  { start, direction, count, filter, resolveLinks }: ReadRequest & { kind: 'all' },
  to: Receiver,
  { table, metrics }: LogReader,
): Promise<void> => {
  const forwards = direction === 'forwards';
  if (start === (forwards ? 'end' : 'start')) return;
  const matches = filter === undefined ? () => true : predicateOf(filter.filter);
  const from =
    start === 'start' ? 0 : start === 'end' ? Number.MAX_SAFE_INTEGER : forwards ? start - 1 : start;
  let left = count;
  if (left === 0) return;
  const load = (place: number, most: number) => {
    metrics.pages.inc();
    return table.allPage(place, direction, most);
  };
  const answers = new Answers(to, resolveLinks, table);
  const considered = filter === undefined ? count : Number.MAX_SAFE_INTEGER;
  for await (const page of pages(from, considered, load, (last) => last.position)) {
    for (const event of page) {
      const matched = matches(event);
      const behind = matched ? answers.event(event) : answers.turn();
      if (behind !== undefined) await behind;
      if (matched) left -= 1;
      if (left === 0 || to.signal.aborted) return;
    }
  }
};
