import { type EventFilter } from '../domain/filters.js';
import { streamName } from './append-options.js';
import { streamsPb } from '../wire/generated.js';

type Options = InstanceType<typeof streamsPb.ReadReq.Options>;
type Filter = InstanceType<typeof streamsPb.ReadReq.Options.FilterOptions>;

export type Start = 'start' | 'end' | number;

export interface CheckpointedFilter {
  readonly filter: EventFilter;
  /** A checkpoint is due when so many events have been looked at. */
  readonly checkpointEvery: number;
}

export type Direction = 'forwards' | 'backwards';

/** What a `Read` asks for. */
export type ReadRequest = {
  /** Give the event that a link stands for together with the link. */
  readonly resolveLinks: boolean;
} & (
  | {
      readonly kind: 'stream';
      readonly stream: string;
      readonly start: Start;
      readonly direction: Direction;
      readonly count: number;
    }
  | {
      readonly kind: 'all';
      readonly start: Start;
      readonly direction: Direction;
      readonly count: number;
      readonly filter: CheckpointedFilter | undefined;
    }
  | { readonly kind: 'subscribe-stream'; readonly stream: string; readonly start: Start }
  | {
      readonly kind: 'subscribe-all';
      readonly start: Start;
      readonly filter: CheckpointedFilter | undefined;
    }
);

/** The request is none that a node answers. */
export class InvalidReadError extends Error {
  override readonly name = 'InvalidReadError';
}

const defaultWindow = 32;

// Beyond what a number holds exactly there is nothing to read: such a place is as good as any beyond the end.
const clamp = (value: string): number => Math.min(Number(value), Number.MAX_SAFE_INTEGER);

const place = (value: string): Start => (BigInt(value) === 2n ** 64n - 1n ? 'end' : clamp(value));

const filterOf = (options: Filter | undefined): CheckpointedFilter | undefined => {
  if (options === undefined) return undefined;
  const byStream = options.getStreamIdentifier();
  const expression = byStream ?? options.getEventType();
  const multiplier = options.getCheckpointintervalmultiplier();
  if (multiplier === 0) throw new InvalidReadError('the checkpoint interval multiplier must not be 0');
  return {
    filter: {
      by: byStream === undefined ? 'type' : 'stream',
      regex: expression?.getRegex() ?? '',
      prefixes: expression?.getPrefixList() ?? [],
    },
    checkpointEvery: multiplier * (options.hasMax() ? Math.max(1, options.getMax()) : defaultWindow),
  };
};

const streamRequest = (options: Options, direction: Direction): ReadRequest => {
  const target = options.getStream();
  const stream = streamName(target?.getStreamIdentifier());
  if (stream === '') throw new InvalidReadError('the stream name is empty');
  if (options.hasFilter()) throw new InvalidReadError('a filter goes with $all only');
  const start = target?.hasRevision() ? place(target.getRevision()) : target?.hasEnd() ? 'end' : 'start';
  const resolveLinks = options.getResolveLinks();
  return options.hasSubscription()
    ? { kind: 'subscribe-stream', stream, start, resolveLinks }
    : { kind: 'stream', stream, start, direction, count: clamp(options.getCount()), resolveLinks };
};

const allRequest = (options: Options, direction: Direction): ReadRequest => {
  const target = options.getAll();
  const position = target?.getPosition();
  const start =
    position !== undefined ? place(position.getCommitPosition()) : target?.hasEnd() ? 'end' : 'start';
  const filter = filterOf(options.getFilter());
  const resolveLinks = options.getResolveLinks();
  return options.hasSubscription()
    ? { kind: 'subscribe-all', start, filter, resolveLinks }
    : { kind: 'all', start, direction, count: clamp(options.getCount()), filter, resolveLinks };
};

/** @throws InvalidReadError for a combination that no node answers */
export const readRequest = (message: InstanceType<typeof streamsPb.ReadReq>): ReadRequest => {
  const options = message.getOptions();
  if (options === undefined) throw new InvalidReadError('the options are missing');
  if (options.getUuidOption()?.hasString() !== true) {
    throw new InvalidReadError('the uuid option is missing: this node gives event ids as text');
  }
  if (!options.hasCount() && !options.hasSubscription()) {
    throw new InvalidReadError('neither a count nor a subscription');
  }
  const backwards = options.getReadDirection() === streamsPb.ReadReq.Options.ReadDirection.BACKWARDS;
  if (backwards && options.hasSubscription()) throw new InvalidReadError('subscriptions run forwards');
  const direction = backwards ? 'backwards' : 'forwards';
  if (options.hasStream()) return streamRequest(options, direction);
  if (options.hasAll()) return allRequest(options, direction);
  throw new InvalidReadError('neither a stream nor $all');
};
