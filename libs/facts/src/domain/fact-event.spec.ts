import { parseInstant } from '@app/support-time';
import type { SentFact } from './fact.js';
import { identify } from './fact-content.js';
import { eventIdOf, newEventOf, streamOf, targetOf, timedFactFrom, timedFactOf } from './fact-event.js';

const KEY = new Uint8Array(32);
const METADATA = { recordedBy: 'desk', $correlationId: 'c-1' };
const ended: SentFact = {
  target: { kind: 'ticket', id: 'INC-1' },
  id: 'f7',
  type: 'WaitingEnded',
  occurredAt: '2026-03-13T16:40:00.50+01:00',
  by: 'agent-3',
  sequence: 4,
  data: { waitId: 'w1' },
};
const identified = (fact: SentFact) => identify(fact, parseInstant(fact.occurredAt)!, KEY);

describe('the event of a fact', () => {
  it('keeps the fact as it was sent, and says in the metadata what the log needs', () => {
    const event = newEventOf(identified(ended), 'e-1', METADATA, 'demo');
    expect(event).toEqual({
      id: 'e-1',
      type: 'WaitingEnded',
      data: {
        id: 'f7',
        ticketId: 'INC-1',
        occurredAt: '2026-03-13T16:40:00.50+01:00',
        by: 'agent-3',
        sequence: 4,
        data: { waitId: 'w1' },
        customerId: 'demo',
      },
      metadata: {
        schema: 1,
        occurredAt: '2026-03-13T15:40:00.5Z',
        recordedBy: 'desk',
        $correlationId: 'c-1',
        customerId: 'demo',
        content: identified(ended).content,
      },
    });
  });

  it('leaves out what was not said, and a content hash that the id is already', () => {
    const { target, type, occurredAt, data } = ended;
    const bare = { target, type, occurredAt, data };
    const event = newEventOf(identified(bare), 'e-1', METADATA);
    expect(Object.keys(event.data).sort()).toEqual(['data', 'id', 'occurredAt', 'ticketId']);
    expect(event.data['id']).toBe(identified(bare).content);
    expect(Object.keys(event.metadata).sort()).toEqual([
      '$correlationId',
      'occurredAt',
      'recordedBy',
      'schema',
    ]);
  });

  it('gives the fact back, ready to be measured', () => {
    const event = newEventOf(identified(ended), 'e-1', METADATA);
    expect(timedFactOf(event)).toEqual({
      id: 'f7',
      type: 'WaitingEnded',
      occurredAt: 1_773_416_400,
      fraction: '5',
      sequence: 4,
      by: 'agent-3',
      data: { waitId: 'w1' },
    });
    expect(timedFactFrom(identified(ended))).toEqual(timedFactOf(event));
    expect(targetOf(event)).toEqual(ended.target);
    expect(streamOf(ended.target)).toBe('ticket-INC-1');
  });

  it('gives facts of types it does not know, and nothing for what is no fact', () => {
    const future = {
      type: 'TicketPraised',
      data: { id: 'f1', outageId: 'O-1', occurredAt: '2026-03-13T16:40:00Z' },
    };
    expect(timedFactOf(future)).toMatchObject({ type: 'TicketPraised', sequence: 0, data: {} });
    expect(timedFactOf({ type: 'AgreementCreated', data: { agreementId: 'nl' } })).toBeUndefined();
    expect(targetOf({ type: 'AgreementCreated', data: { agreementId: 'nl' } })).toBeUndefined();
  });
});

describe('the id of an event', () => {
  const { target } = ended;

  it('is the same when an attempt repeats an append, and another one in every other case', () => {
    const id = eventIdOf(target, 'f7', 'a');
    expect(eventIdOf(target, 'f7', 'a')).toBe(id);
    expect(eventIdOf(target, 'f7', 'b')).not.toBe(id);
    expect(eventIdOf(target, 'f8', 'a')).not.toBe(id);
    expect(eventIdOf({ ...target, kind: 'outage' }, 'f7', 'a')).not.toBe(id);
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});
