import { type Expected } from './append-command.js';
import { decideAppend, type StoredId, type StreamView } from './decide-append.js';

/** A stream holding these ids at revisions 0, 1, 2...; position = revision + 100. */
const streamOf = (...ids: string[]): StreamView => {
  const stored = ids.map((id, revision): StoredId => ({ id, revision, position: revision + 100 }));
  return {
    last: ids.length - 1,
    at: (revision) => stored[revision],
    find: (id) => stored.findLast((each) => each.id === id),
  };
};

const any: Expected = { kind: 'any' };
const noStream: Expected = { kind: 'no-stream' };
const streamExists: Expected = { kind: 'stream-exists' };
const exact = (revision: number): Expected => ({ kind: 'exact', revision: BigInt(revision) });

const decide = (expected: Expected, ids: readonly string[], view: StreamView): string => {
  const events = ids.map((id) => ({ id, type: 'T', isJson: true, data: Buffer.of(), metadata: Buffer.of() }));
  const decision = decideAppend({ stream: 's', expected, events }, view);
  return decision.kind === 'repeated'
    ? `repeated ${decision.last.revision}@${decision.last.position}`
    : decision.kind;
};

describe('decideAppend', () => {
  const empty = streamOf();
  const abc = streamOf('a', 'b', 'c');

  it.each<[string, Expected, string[], StreamView, string]>([
    ['any, empty stream', any, ['a'], empty, 'accept'],
    ['any, first id unknown', any, ['x', 'a'], abc, 'accept'],
    ['any, all known', any, ['a', 'b'], abc, 'repeated 1@101'],
    ['any, all known in another order: the last one answers', any, ['b', 'a'], abc, 'repeated 0@100'],
    ['any, a later one unknown', any, ['a', 'x'], abc, 'wrong-expected-version'],
    ['any, nothing', any, [], abc, 'accept'],
    ['stream-exists, empty stream', streamExists, ['a'], empty, 'wrong-expected-version'],
    ['stream-exists, empty stream, nothing', streamExists, [], empty, 'wrong-expected-version'],
    ['stream-exists, known', streamExists, ['c'], abc, 'repeated 2@102'],
    ['no-stream, empty stream', noStream, ['a'], empty, 'accept'],
    ['no-stream, the same from the start', noStream, ['a', 'b'], abc, 'repeated 1@101'],
    ['no-stream, others', noStream, ['x'], abc, 'wrong-expected-version'],
    ['no-stream, a later one differs', noStream, ['a', 'x'], abc, 'wrong-expected-version'],
    ['no-stream, runs past the end', noStream, ['a', 'b', 'c', 'd'], abc, 'wrong-expected-version'],
    ['no-stream, nothing', noStream, [], abc, 'wrong-expected-version'],
    ['exact, current', exact(2), ['x'], abc, 'accept'],
    ['exact, current, known ids are written again', exact(2), ['a'], abc, 'accept'],
    ['exact, current, nothing', exact(2), [], abc, 'accept'],
    ['exact, older, the same follow', exact(0), ['b', 'c'], abc, 'repeated 2@102'],
    ['exact, older, known but elsewhere', exact(0), ['a'], abc, 'wrong-expected-version'],
    ['exact, beyond the end', exact(3), ['x'], abc, 'wrong-expected-version'],
    [
      'exact, beyond any number',
      { kind: 'exact', revision: 2n ** 62n },
      ['x'],
      abc,
      'wrong-expected-version',
    ],
    ['exact 0, empty stream', exact(0), ['x'], empty, 'wrong-expected-version'],
  ])('%s', (_name, expected, ids, view, decision) => {
    expect(decide(expected, ids, view)).toBe(decision);
  });
});
