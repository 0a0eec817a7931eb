import { BatchBuffer } from './batch-buffer.js';
import { type StoredEvent } from './event-store.js';

const eventAt = (position: number): StoredEvent => ({
  id: '',
  stream: 's',
  revision: BigInt(position),
  position: BigInt(position),
  recordedAtMs: 0,
  type: 'T',
  data: {},
  metadata: {},
});
const never = new AbortController().signal;

const bufferOf = (options: { maxBatch?: number; maxHeld?: number; maxDelayMs?: number } = {}) => {
  const full: boolean[] = [];
  const buffer = new BatchBuffer({
    maxBatch: options.maxBatch ?? 3,
    maxHeld: options.maxHeld ?? options.maxBatch ?? 3,
    maxDelayMs: options.maxDelayMs ?? 10_000,
    after: 10n,
    onFull: (value) => full.push(value),
  });
  return { buffer, full };
};
const shape = (batch: Awaited<ReturnType<BatchBuffer['next']>>) =>
  'ended' in batch
    ? 'ended'
    : [batch.events.map(({ position }) => Number(position)), Number(batch.position), batch.caughtUp];

describe('BatchBuffer', () => {
  it('hands a full batch over at once, and stops its source until then', async () => {
    const { buffer, full } = bufferOf();
    for (const position of [11, 12, 13]) buffer.event(eventAt(position));
    expect(full).toEqual([true]);
    expect(shape(await buffer.next(never))).toEqual([[11, 12, 13], 13, false]);
    expect(full).toEqual([true, false]);
  });

  it('reads ahead as far as it may, and hands that over in batches', async () => {
    const { buffer, full } = bufferOf({ maxHeld: 6 });
    for (const position of [11, 12, 13, 14, 15]) buffer.event(eventAt(position));
    buffer.checkpoint(20n);
    buffer.caughtUp();
    expect(full).toEqual([]);
    buffer.event(eventAt(21));
    expect(full).toEqual([true]);
    expect(shape(await buffer.next(never))).toEqual([[11, 12, 13], 13, false]);
    expect(full).toEqual([true, false]);
    expect(shape(await buffer.next(never))).toEqual([[14, 15, 21], 21, true]);
  });

  it('hands all it has read ahead over before it tells of the end', async () => {
    const { buffer } = bufferOf({ maxBatch: 2, maxHeld: 6 });
    for (const position of [11, 12, 13]) buffer.event(eventAt(position));
    buffer.end(new Error('gone'));
    expect(shape(await buffer.next(never))).toEqual([[11, 12], 12, false]);
    expect(shape(await buffer.next(never))).toEqual([[13], 13, false]);
    expect(await buffer.next(never)).toEqual({ ended: new Error('gone') });
  });

  it('hands a part of a batch over after the delay', async () => {
    const { buffer } = bufferOf({ maxDelayMs: 20 });
    const next = buffer.next(never);
    buffer.event(eventAt(11));
    const started = performance.now();
    expect(shape(await next)).toEqual([[11], 11, false]);
    expect(performance.now() - started).toBeGreaterThanOrEqual(15);
  });

  it('drops what is at or below what was delivered', async () => {
    const { buffer } = bufferOf();
    for (const position of [9, 10, 11, 11, 12, 11, 13]) buffer.event(eventAt(position));
    expect(shape(await buffer.next(never))).toEqual([[11, 12, 13], 13, false]);
  });

  it('tells of progress without events, and of being caught up once', async () => {
    const { buffer } = bufferOf();
    buffer.checkpoint(8n);
    buffer.checkpoint(20n);
    expect(shape(await buffer.next(never))).toEqual([[], 20, false]);
    buffer.caughtUp();
    expect(shape(await buffer.next(never))).toEqual([[], 20, true]);
    const next = buffer.next(never);
    buffer.checkpoint(30n);
    expect(shape(await next)).toEqual([[], 30, true]);
  });

  it('hands over what it has before it tells of the end', async () => {
    const { buffer } = bufferOf();
    buffer.event(eventAt(11));
    buffer.end(new Error('gone'));
    expect(shape(await buffer.next(never))).toEqual([[11], 11, false]);
    expect(await buffer.next(never)).toEqual({ ended: new Error('gone') });
  });

  it('stops waiting when the signal aborts', async () => {
    const stop = new AbortController();
    const next = bufferOf().buffer.next(stop.signal);
    stop.abort();
    expect(shape(await next)).toBe('ended');
  });
});
