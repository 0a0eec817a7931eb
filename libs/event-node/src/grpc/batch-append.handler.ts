import { type Clock } from '@app/platform';
import { type ServerDuplexStream } from '@grpc/grpc-js';
import { type AppendResult } from '../domain/append-command.js';
import { type GroupCommit } from '../group-commit.js';
import { type BatchAppendRequest } from '../wire/append-request.js';
import { type AppendLimits } from './append-limits.js';
import { appendTarget, streamName } from './append-options.js';
import { type AppendRefusal } from './append-refusal.js';
import { appendedResponse, type Correlation, refusedResponse } from './batch-append.responses.js';
import { CollectedAppend } from './collected-append.js';
import { type OpenCalls } from './open-calls.js';
import { unavailable } from './status.js';

type Call = ServerDuplexStream<BatchAppendRequest, Buffer>;

interface Collecting {
  readonly to: Correlation;
  readonly append: CollectedAppend;
  readonly untilMs: number;
  readonly timer: NodeJS.Timeout;
}

/**
 * One duplex stream of one client: appends whose chunks interleave, told apart by correlation id. Each id is answered
 * once; appends that are complete go to the log in the order in which they became so.
 */
class BatchAppendCall {
  private readonly collecting = new Map<string, Collecting>();
  private pending = 0;
  /** Why no further requests are read at the moment. */
  private readonly held = new Set<'room' | 'drain'>();
  private ended = false;

  constructor(
    private readonly call: Call,
    private readonly log: GroupCommit,
    private readonly limits: AppendLimits,
    private readonly clock: Clock,
  ) {
    call.on('data', (request: BatchAppendRequest) => this.take(request));
    call.on('end', () => this.finish());
    call.on('cancelled', () => this.stop());
    call.on('error', () => this.stop());
  }

  /** Ends the stream so that the client knows it has to ask again. */
  fail(why: string): void {
    if (this.ended) return;
    this.stop();
    this.call.emit('error', unavailable(why));
  }

  private take(request: BatchAppendRequest): void {
    if (this.ended || request.correlationId.length === 0) return; // nobody could be answered
    const key = request.correlationId.toString('latin1');
    if (!this.collecting.has(key)) this.begin(key, request);
    const entry = this.collecting.get(key);
    if (entry === undefined) return;
    for (const event of request.events) {
      const refusal = entry.append.add(event);
      if (refusal === undefined) continue;
      this.drop(key);
      return this.send(refusedResponse(entry.to, refusal));
    }
    if (!request.isFinal) return;
    this.drop(key);
    void this.submit(entry);
  }

  // A message without options whose append is not there is one of an append that has been refused.
  private begin(key: string, { correlationId, options }: BatchAppendRequest): void {
    if (options === undefined) return;
    const identifier = options.getStreamIdentifier();
    const to: Correlation = { id: correlationId, stream: streamName(identifier) };
    const revision = options.hasStreamPosition() ? options.getStreamPosition() : undefined;
    const target = appendTarget(identifier, options, revision);
    if (!('stream' in target)) return this.send(refusedResponse(to, target));
    const ms = this.timeLeft(options.getDeadline()?.toDate().getTime());
    if (ms <= 0) return this.send(refusedResponse(to, { kind: 'timeout' }));
    const timer = setTimeout(() => {
      this.drop(key);
      this.send(refusedResponse(to, { kind: 'timeout' }));
    }, ms);
    const append = new CollectedAppend(target, this.limits.maxAppendBytes);
    this.collecting.set(key, { to, append, untilMs: performance.now() + ms, timer });
  }

  private timeLeft(deadlineMs: number | undefined): number {
    const { writeTimeoutMs } = this.limits;
    return deadlineMs === undefined
      ? writeTimeoutMs
      : Math.min(writeTimeoutMs, deadlineMs - this.clock.nowMs());
  }

  private async submit({ to, append, untilMs }: Collecting): Promise<void> {
    this.pending += 1;
    const { command } = append;
    const answer = this.log.submit(command, Math.max(1, untilMs - performance.now()));
    if (this.log.full && !this.held.has('room')) this.waitForRoom();
    const result = await answer;
    this.pending -= 1;
    this.reply(to, result, append);
    if (this.pending === 0 && this.call.readableEnded && !this.ended) this.close();
  }

  private reply(to: Correlation, result: AppendResult, { target }: CollectedAppend): void {
    switch (result.kind) {
      case 'appended':
        return this.send(appendedResponse(to, result.revision, result.position));
      case 'unavailable':
        return this.fail(result.message);
      default:
        return this.send(refusedResponse(to, refusalOf(result, target.expected)));
    }
  }

  private waitForRoom(): void {
    this.hold('room');
    void this.log.whenRoom().then(() => this.letGo('room'));
  }

  private send(response: Buffer): void {
    if (this.ended || this.call.write(response) || this.held.has('drain')) return;
    // A client that does not take its answers is not asked for more appends.
    this.hold('drain');
    this.call.once('drain', () => this.letGo('drain'));
  }

  private hold(reason: 'room' | 'drain'): void {
    this.held.add(reason);
    this.call.pause();
  }

  private letGo(reason: 'room' | 'drain'): void {
    this.held.delete(reason);
    if (this.held.size === 0) this.call.resume();
  }

  private drop(key: string): void {
    clearTimeout(this.collecting.get(key)?.timer);
    this.collecting.delete(key);
  }

  private finish(): void {
    for (const key of [...this.collecting.keys()]) this.drop(key);
    if (this.pending === 0) this.close();
  }

  private close(): void {
    if (this.ended) return;
    this.stop();
    this.call.end();
  }

  private stop(): void {
    this.ended = true;
    for (const key of [...this.collecting.keys()]) this.drop(key);
  }
}

type Refused = Exclude<AppendResult, { kind: 'appended' | 'unavailable' }>;

/** A result that is no success, as the protocol's refusal. */
export const refusalOf = (
  result: Refused,
  expected: CollectedAppend['target']['expected'],
): AppendRefusal => {
  switch (result.kind) {
    case 'wrong-expected-version':
      return { kind: 'wrong-expected-version', expected, actual: result.actual };
    case 'rejected':
      return { kind: 'bad-request', message: result.message };
    case 'timeout':
      return { kind: 'timeout' };
  }
};

/** `BatchAppend`: what the client uses for every append without credentials of its own. */
export const batchAppendHandler =
  (log: GroupCommit, limits: AppendLimits, clock: Clock, open: OpenCalls) =>
  (call: Call): void => {
    const handler = new BatchAppendCall(call, log, limits, clock);
    open.add(call, (why) => handler.fail(why));
  };
