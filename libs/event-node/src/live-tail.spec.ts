import fc from 'fast-check';
import { type LogEvent } from './domain/log-event.js';
import { LiveTail } from './live-tail.js';

const eventAt = (position: number): LogEvent => ({
  position,
  stream: 's',
  revision: position,
  id: '',
  type: 'T',
  isJson: true,
  data: Buffer.alloc(100),
  metadata: Buffer.of(),
  createdMs: 0,
});
const range = (from: number, to: number): LogEvent[] =>
  Array.from({ length: to - from + 1 }, (_, index) => eventAt(from + index));
const most = { rows: 1_000, bytes: 1_000_000 };

describe('LiveTail', () => {
  it('gives what follows a position without a gap, or says that it has not got it', () => {
    const pushes = fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 20 });
    fc.assert(
      fc.property(pushes, fc.nat(50), fc.nat(250), (sizes, start, position) => {
        const tail = new LiveTail({ events: 16, bytes: 6_000 }, start);
        let head = start;
        for (const size of sizes) {
          tail.push(range(head + 1, head + size));
          head += size;
        }
        const page = tail.after(position, most);
        expect(tail.head).toBe(head);
        if (position >= head) expect(page).toEqual([]);
        else if (page !== undefined)
          expect(page.map((event) => event.position)).toEqual(
            range(position + 1, head).map((event) => event.position),
          );
        else expect(position).toBeLessThan(Math.max(start, head - 3)); // the latest are always in memory
      }),
    );
  });

  it('holds no more than it may', () => {
    const tail = new LiveTail({ events: 100, bytes: 1_000_000 }, 0);
    for (let head = 0; head < 5_000; head += 10) tail.push(range(head + 1, head + 10));
    expect(tail.after(5_000 - 101, most)).toBeUndefined();
    expect(tail.after(5_000 - 40, most)).toHaveLength(40);
  });

  it('gives no more at once than is asked for, and always something', () => {
    const tail = new LiveTail({ events: 100, bytes: 1_000_000 }, 0);
    tail.push(range(1, 50));
    expect(tail.after(10, { rows: 7, bytes: 1_000_000 })).toEqual(range(11, 17));
    expect(tail.after(10, { rows: 50, bytes: 650 })).toEqual(range(11, 13)); // about 300 bytes each
    expect(tail.after(10, { rows: 50, bytes: 1 })).toEqual(range(11, 11));
  });

  it('forgets what may not join up', () => {
    const tail = new LiveTail({ events: 100, bytes: 1_000_000 }, 0);
    tail.push(range(1, 5));
    tail.reset(9);
    expect(tail.after(4, most)).toBeUndefined();
    expect(tail.after(9, most)).toEqual([]);
  });

  it('wakes those who wait for more, and those who no longer want it', async () => {
    const tail = new LiveTail({ events: 100, bytes: 1_000_000 }, 3);
    const leaving = new AbortController();
    const left = tail.moved(3, leaving.signal);
    const moved = tail.moved(3, new AbortController().signal);
    leaving.abort();
    await left;
    tail.push(range(4, 4));
    await moved;
    await tail.moved(3, new AbortController().signal);
  });
});
