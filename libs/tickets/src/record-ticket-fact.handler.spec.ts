import { createFactCatalogue } from '@app/facts';
import { RECORDING_PARTS, type RecordingParts } from '@app/recording';
import { Global, Module } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Test } from '@nestjs/testing';
import { createMemoryEventStore } from '../../../test/support/memory-event-store.js';
import { TICKET_FACTS } from './domain/index.js';
import { RecordTicketFact, TicketsModule } from './index.js';

const store = createMemoryEventStore();
const parts: RecordingParts = { store, key: new Uint8Array(32), newAttemptId: () => `a${store.log.length}` };

@Global()
@Module({ providers: [{ provide: RECORDING_PARTS, useValue: parts }], exports: [RECORDING_PARTS] })
class LedgerModule {}

describe('the command to record a ticket fact', () => {
  it('reaches the log through the decider of tickets', async () => {
    const module = await Test.createTestingModule({ imports: [LedgerModule, TicketsModule] }).compile();
    await module.init();
    const catalogue = createFactCatalogue(TICKET_FACTS);
    const record = (type: string, data: object) => {
      const json = { ticketId: 'INC-1', type, occurredAt: '2026-03-02T09:00:00Z', data };
      const checked = catalogue.checkFact(json, 1_773_500_000);
      if (checked.kind === 'refused') throw new Error('not a fact');
      const metadata = { recordedBy: 'desk', $correlationId: 'c-1' };
      return module.get(CommandBus).execute(new RecordTicketFact(checked.fact, checked.instant, metadata));
    };
    const request = { type: 'information-request', customerId: 'demo', serviceId: 'iv', channel: 'email' };
    expect(await record('Closed', {})).toMatchObject({ kind: 'refused', code: 'TICKET_NOT_FOUND' });
    expect(await record('TicketRegistered', request)).toMatchObject({ kind: 'recorded', revision: 0n });
    expect(await record('Closed', {})).toMatchObject({ kind: 'refused', code: 'NOT_RESOLVED' });
    await module.close();
  });
});
