import { createFactCatalogue, identify, type IdentifiedFact, type RecordingMetadata } from '@app/facts';
import { decideTicketFact, TICKET_FACTS, type TicketFact } from '@app/tickets/domain';
import { createMemoryEventStore } from '../../../test/support/memory-event-store.js';
import { recordStrict } from './record-strict.js';
import type { RecordingParts } from './recording-parts.js';

const KEY = new Uint8Array(32);
const NOW = 1_773_500_000;
const catalogue = createFactCatalogue(TICKET_FACTS);
const METADATA: RecordingMetadata = { recordedBy: 'desk', $correlationId: 'c-1' };

function ticketFact(type: string, time: string, data: object = {}, more: object = {}): IdentifiedFact {
  const json = { ticketId: 'INC-1', type, occurredAt: `2026-03-02T${time}:00Z`, data, ...more };
  const checked = catalogue.checkFact(json, NOW);
  if (checked.kind === 'refused') throw new Error(JSON.stringify(checked.faults));
  return identify(checked.fact, checked.instant, KEY);
}
const registered = ticketFact('TicketRegistered', '09:00', {
  type: 'incident',
  customerId: 'demo',
  serviceId: 'iv',
  priority: 'high',
  channel: 'phone',
});
const responded = ticketFact('ResponseGiven', '09:10');

function ledger(faults?: Parameters<typeof createMemoryEventStore>[0]) {
  const store = createMemoryEventStore(faults);
  let attempts = 0;
  const parts: RecordingParts = { store, key: KEY, newAttemptId: () => `attempt-${attempts++}` };
  const record = (fact: IdentifiedFact, options = {}, metadata = METADATA) =>
    recordStrict<TicketFact>(parts, fact, decideTicketFact, metadata, options);
  return { store, record };
}

describe('recording one fact', () => {
  it('appends it, with the tenant that the registration told', async () => {
    const { store, record } = ledger();
    expect(await record(registered)).toMatchObject({ kind: 'recorded', factId: registered.id, revision: 0n });
    expect(await record(responded)).toMatchObject({
      kind: 'recorded',
      revision: 1n,
      position: store.log[1]!.position,
    });
    expect(store.log.map(({ stream, metadata }) => [stream, metadata['customerId']])).toEqual([
      ['ticket-INC-1', 'demo'],
      ['ticket-INC-1', 'demo'],
    ]);
  });

  it('stores nothing that the decider refuses', async () => {
    const { store, record } = ledger();
    expect(await record(responded)).toMatchObject({ kind: 'refused', code: 'TICKET_NOT_FOUND' });
    expect(store.log).toEqual([]);
  });

  it('answers the same fact as a duplicate, though it would be refused now', async () => {
    const { store, record } = ledger();
    await record(registered);
    expect(await record(registered)).toEqual({
      kind: 'duplicate',
      factId: registered.id,
      position: store.log[0]!.position,
      revision: 0n,
      ofRetracted: false,
    });
    expect(store.log).toHaveLength(1);
  });

  it('names a duplicate of what was retracted, and records it again under a new id', async () => {
    const { record } = ledger();
    await record(registered);
    await record(responded);
    await record(ticketFact('FactRetracted', '10:00', { factId: responded.id, reason: 'wrong ticket' }));
    expect(await record(responded)).toMatchObject({ kind: 'duplicate', ofRetracted: true });
    expect(await record(ticketFact('ResponseGiven', '09:10', {}, { id: 'again' }))).toMatchObject({
      kind: 'recorded',
    });
  });

  it('keeps the first of two facts under one id', async () => {
    const { store, record } = ledger();
    await record(registered);
    await record(ticketFact('ResponseGiven', '09:10', {}, { id: 'r1' }));
    expect(await record(ticketFact('ResponseGiven', '09:11', {}, { id: 'r1' }))).toEqual({
      kind: 'id-reused',
      factId: 'r1',
    });
    expect(await record(ticketFact('ResponseGiven', '09:10', {}, { id: 'r1' }))).toMatchObject({
      kind: 'duplicate',
    });
    expect(store.log).toHaveLength(2);
  });

  it('honours If-Match, for what is not recorded yet', async () => {
    const { record } = ledger();
    expect(await record(registered, { ifMatch: 0n })).toEqual({
      kind: 'revision-mismatch',
      actual: 'no-stream',
    });
    await record(registered);
    expect(await record(responded, { ifMatch: 1n })).toEqual({ kind: 'revision-mismatch', actual: 0n });
    expect(await record(responded, { ifMatch: 0n })).toMatchObject({ kind: 'recorded' });
    expect(await record(responded, { ifMatch: 0n })).toMatchObject({ kind: 'duplicate' });
  });
});

describe('a request with an Idempotency-Key', () => {
  const keyed = (bodyHash: string, scope = 'desk POST /v1/tickets/INC-1/facts'): RecordingMetadata => ({
    ...METADATA,
    idempotency: { scope, key: 'k1', bodyHash },
  });

  it('gets its first answer again', async () => {
    const { store, record } = ledger();
    await record(registered);
    const answer = await record(responded, { ifMatch: 0n }, keyed('h1'));
    await record(ticketFact('Withdrawn', '09:20', { reason: 'not needed' }));
    expect(await record(responded, { ifMatch: 0n }, keyed('h1'))).toEqual(answer);
    expect(answer).toMatchObject({ kind: 'recorded', revision: 1n });
    expect(store.log).toHaveLength(3);
  });

  it('is refused with another body, not in another scope', async () => {
    const { record } = ledger();
    await record(registered);
    await record(responded, {}, keyed('h1'));
    const other = ticketFact('ResponseGiven', '09:15');
    expect(await record(other, {}, keyed('h2'))).toEqual({ kind: 'idempotency-key-reused' });
    expect(await record(other, {}, keyed('h2', 'auditor POST /v1/tickets/INC-1/facts'))).toMatchObject({
      kind: 'recorded',
    });
  });

  it('is not remembered when it was refused', async () => {
    const { record } = ledger();
    expect(await record(responded, {}, keyed('h1'))).toMatchObject({ kind: 'refused' });
    await record(registered);
    expect(await record(responded, {}, keyed('h2'))).toMatchObject({ kind: 'recorded' });
  });
});

describe('a rival who records at the same time', () => {
  /** The rival gets in just before our append, so many times. */
  function rivals(...facts: IdentifiedFact[]) {
    return ledger({
      beforeAppend: async (_, store) => {
        const fact = facts.shift();
        if (!fact) return;
        const parts = { store, key: KEY, newAttemptId: () => `rival-${facts.length}` };
        await recordStrict<TicketFact>(parts, fact, decideTicketFact, METADATA);
      },
    });
  }

  it('makes us decide again on what stands then', async () => {
    const { record } = rivals();
    await record(registered);
    const contested = rivals(registered, ticketFact('Withdrawn', '09:05', { reason: 'not needed' }));
    await contested.record(registered);
    expect(await contested.record(responded)).toMatchObject({ kind: 'refused', code: 'TICKET_ENDED' });
    expect(contested.store.log.map(({ type }) => type)).toEqual(['TicketRegistered', 'Withdrawn']);
  });

  it('with the very same fact leaves one of them, and tells us that ours is a duplicate', async () => {
    const { store, record } = rivals(registered);
    expect(await record(registered)).toMatchObject({ kind: 'duplicate', position: store.log[0]!.position });
    expect(store.log).toHaveLength(1);
  });

  it('with other content under our id wins, even though a server takes repeated ids for success', async () => {
    const { record } = rivals(ticketFact('TicketRegistered', '08:00', registered.fact.data, { id: 'f1' }));
    const ours = ticketFact('TicketRegistered', '09:00', registered.fact.data, { id: 'f1' });
    expect(await record(ours)).toEqual({ kind: 'id-reused', factId: 'f1' });
  });

  it('who never stops makes us give up with a conflict, nothing stored', async () => {
    const responses = Array.from({ length: 20 }, (_, i) => ticketFact('ResponseGiven', `09:${i + 20}`));
    const { store, record } = rivals(registered, ...responses);
    await record(registered);
    expect(await record(responded)).toEqual({ kind: 'conflict' });
    expect(store.log.every(({ data }) => data['id'] !== responded.id)).toBe(true);
  });
});

describe('an answer that is lost', () => {
  it('leaves a fact that is a duplicate when it is sent again', async () => {
    let lose = true;
    const { store, record } = ledger({ loseAnswer: () => lose });
    await expect(record(registered)).rejects.toThrow('LOG_UNAVAILABLE');
    lose = false;
    expect(await record(registered)).toMatchObject({ kind: 'duplicate' });
    expect(store.log).toHaveLength(1);
  });

  it('and found again by a second try of the same attempt is ours, no duplicate', async () => {
    const { store, record } = ledger({ mistakeRepeat: () => true });
    expect(await record(registered)).toMatchObject({
      kind: 'recorded',
      revision: 0n,
      position: store.log[0]!.position,
    });
    expect(store.log).toHaveLength(1);
  });
});
