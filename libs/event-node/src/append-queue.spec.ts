import { AppendQueue, WaitingAppend } from './append-queue.js';
import { type AppendResult } from './domain/append-command.js';

const append = (bytes: number, results: AppendResult[] = [], timeoutMs = 60_000): WaitingAppend => {
  const event = { id: '', type: 'T', isJson: true, data: Buffer.alloc(bytes), metadata: Buffer.of() };
  const command = { stream: 's', expected: { kind: 'any' } as const, events: [event] };
  return new WaitingAppend(command, timeoutMs, (result) => results.push(result));
};
const done = { kind: 'appended', revision: 0, position: 1 } as const;

describe('AppendQueue', () => {
  it('takes groups in order, as large as they may be, and one that is larger alone', () => {
    const queue = new AppendQueue({ appends: 3, events: 10, bytes: 1_000 }, 10_000);
    const all = [100, 100, 100, 100, 2_000, 100].map((bytes) => append(bytes));
    for (const each of all) queue.push(each);
    const groups = [queue.take(), queue.take(), queue.take(), queue.take()];
    expect(groups).toEqual([all.slice(0, 3), all.slice(3, 4), all.slice(4, 5), all.slice(5)]);
    for (const each of all) each.answer(done);
  });

  it('does not begin what nobody waits for any more, and answers once', async () => {
    const queue = new AppendQueue({ appends: 3, events: 10, bytes: 1_000 }, 10_000);
    const results: AppendResult[] = [];
    const late = append(1, results, 5);
    const other = append(1);
    queue.push(late);
    queue.push(other);
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(queue.take()).toEqual([other]);
    late.answer(done);
    other.answer(done);
    expect(results).toEqual([{ kind: 'timeout' }]);
  });

  it('tells callers to stop while it is full', async () => {
    const queue = new AppendQueue({ appends: 1, events: 10, bytes: 10_000 }, 1_000);
    const all = [append(800), append(800)];
    for (const each of all) queue.push(each);
    expect(queue.full).toBe(true);
    const room = queue.whenRoom();
    queue.take();
    await room;
    expect(queue.full).toBe(false);
    for (const each of all) each.answer(done);
  });
});
