import fc from 'fast-check';
import { OrderedMarks } from './ordered-marks.js';

describe('OrderedMarks', () => {
  it('passes every mark after exactly the events before it, however late those are delivered', () => {
    // What the server sent: events and marks; and how many events are delivered after each of them is parsed.
    const sent = fc.array(fc.tuple(fc.constantFrom('event', 'mark'), fc.nat(3)), { maxLength: 60 });
    fc.assert(
      fc.property(sent, (steps) => {
        const seen: string[] = [];
        const marks = new OrderedMarks<string>((mark) => seen.push(mark));
        const buffer: string[] = [];
        const deliver = (): void => {
          const event = buffer.shift();
          if (event === undefined) return;
          seen.push(event);
          marks.event();
        };
        const wanted: string[] = [];
        for (const [index, [kind, delivered]] of steps.entries()) {
          wanted.push(`${kind}${index}`);
          if (kind === 'event') buffer.push(`event${index}`);
          else marks.put(`mark${index}`, buffer.length);
          for (let count = 0; count < delivered; count += 1) deliver();
        }
        while (buffer.length > 0) deliver();
        expect(seen).toEqual(wanted);
      }),
    );
  });
});
