import { readFileSync } from 'node:fs';
import type { Agreement } from '@app/agreements/domain';
import type { RecordingMetadata } from '@app/facts';
import { createMemoryEventStore, type Faults } from '../../../test/support/memory-event-store.js';
import { AddAgreementVersion, PutAgreement } from './agreement.commands.js';
import { AddAgreementVersionHandler, PutAgreementHandler } from './agreement.handlers.js';
import { readAgreement } from './agreement-stream.js';

const fixture = `${import.meta.dirname}/../../../test/fixtures/contract/agreement.example.json`;
const agreement = JSON.parse(readFileSync(fixture, 'utf8')) as Agreement;
const second = { ...agreement.versions[0]!, version: 2, effectiveFrom: '2026-07-01' };
const metadata: RecordingMetadata = { recordedBy: 'operator', $correlationId: 'c-1' };
const june = { nowMs: () => Date.UTC(2026, 5, 1) };

function ledger(faults: Faults = {}) {
  const store = createMemoryEventStore(faults);
  const parts = { store, key: new Uint8Array(32), newAttemptId: () => 'attempt' };
  const put = new PutAgreementHandler(parts, june);
  const add = new AddAgreementVersionHandler(parts, june);
  return {
    store,
    put: (document: Agreement, ifMatch?: bigint) =>
      put.execute(new PutAgreement(document, metadata, ifMatch)),
    add: (ifMatch?: bigint) =>
      add.execute(new AddAgreementVersion(agreement.agreementId, second, metadata, ifMatch)),
    types: () => store.log.map(({ type }) => type),
  };
}

describe('putting an agreement', () => {
  it('creates it, and says that nothing changes when it is put again', async () => {
    const { put, store, types } = ledger();
    expect(await put(agreement)).toMatchObject({ kind: 'created', revision: 0n });
    expect(await put(agreement)).toMatchObject({ kind: 'unchanged', revision: 0n });
    expect(types()).toEqual(['ServiceReserved', 'AgreementRegistered']);
    expect(await readAgreement(store, agreement.agreementId)).toMatchObject({ agreement, revision: 0n });
  });

  it('honours If-Match', async () => {
    const { put, add } = ledger();
    expect(await put(agreement, 0n)).toEqual({ kind: 'revision-mismatch', actual: 'no-stream' });
    await put(agreement);
    expect(await add(7n)).toEqual({ kind: 'revision-mismatch', actual: 0n });
    expect(await add(0n)).toMatchObject({ kind: 'changed', revision: 1n });
  });

  it('gives a service of a customer to one agreement, also where two are put at once', async () => {
    const { put, types } = ledger();
    const rivals = ['one', 'two', 'three'].map((agreementId) => ({ ...agreement, agreementId }));
    const outcomes = await Promise.all(rivals.map((rival) => put(rival)));
    const created = rivals.filter((_, index) => outcomes[index]?.kind === 'created');
    expect(created).toHaveLength(1);
    const refused = outcomes.filter(({ kind }) => kind !== 'created');
    const holder = { kind: 'service-has-agreement', agreementId: created[0]?.agreementId };
    expect(refused).toEqual([holder, holder]);
    expect(types()).toEqual(['ServiceReserved', 'AgreementRegistered']);
  });

  it('is completed by putting it again where a crash fell between reservation and agreement', async () => {
    let answers = 0;
    const { put, types } = ledger({ loseAnswer: () => ++answers === 1 });
    await expect(put(agreement)).rejects.toThrow('LOG_UNAVAILABLE');
    expect(types()).toEqual(['ServiceReserved']);
    expect(await put({ ...agreement, agreementId: 'rival' })).toMatchObject({
      kind: 'service-has-agreement',
    });
    expect(await put(agreement)).toMatchObject({ kind: 'created' });
    expect(types()).toEqual(['ServiceReserved', 'AgreementRegistered']);
  });

  it('takes over a reservation that came to nothing, since its agreement became one on another service', async () => {
    let answers = 0;
    const { put, types } = ledger({ loseAnswer: () => ++answers === 1 });
    await expect(put(agreement)).rejects.toThrow('LOG_UNAVAILABLE');
    expect(await put({ ...agreement, serviceId: 'another-service' })).toMatchObject({ kind: 'created' });
    const successors = ['four', 'five'].map((agreementId) => ({ ...agreement, agreementId }));
    const outcomes = await Promise.all(successors.map((successor) => put(successor)));
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['created', 'service-has-agreement']);
    expect(types().filter((type) => type === 'AgreementRegistered')).toHaveLength(2);
  });

  it('loses no change of a rival: it is decided again on what the rival left', async () => {
    let interfered = false;
    const title = { nl: 'Anders', en: 'Other' };
    const { put, add, store, types } = ledger({
      beforeAppend: async (stream, rival) => {
        if (interfered || !types().includes('AgreementRegistered')) return;
        interfered = true;
        const event = { id: 'rival', type: 'AgreementRetitled', data: { title }, metadata: {} };
        await rival.append(stream, [event], 0n);
      },
    });
    await put(agreement);
    expect(await add()).toMatchObject({ kind: 'changed', revision: 2n });
    const { agreement: left } = await readAgreement(store, agreement.agreementId);
    expect(left).toEqual({ ...agreement, title, versions: [...agreement.versions, second] });
  });

  it('gives up with a conflict where rivals never rest', async () => {
    let titles = 0;
    const { put, add } = ledger({
      beforeAppend: async (stream, rival) => {
        if (!stream.startsWith('agreement-')) return;
        for await (const { revision } of rival.readStream(stream)) titles = Number(revision) + 1;
        if (titles === 0) return;
        const title = { nl: `${titles}`, en: `${titles}` };
        const event = { id: `rival-${titles}`, type: 'AgreementRetitled', data: { title }, metadata: {} };
        await rival.append(stream, [event], BigInt(titles - 1));
      },
    });
    await put(agreement);
    expect(await add()).toEqual({ kind: 'conflict' });
  });

  it('adds nothing twice when an answer is lost and the version is sent again', async () => {
    const { put, add, types } = ledger({ loseAnswer: () => types().at(-1) === 'AgreementVersionAdded' });
    await put(agreement);
    await expect(add()).rejects.toThrow('LOG_UNAVAILABLE');
    expect(await add()).toMatchObject({ kind: 'unchanged', revision: 1n });
    expect(types()).toEqual(['ServiceReserved', 'AgreementRegistered', 'AgreementVersionAdded']);
  });

  it('finds no agreement to add a version to', async () => {
    expect(await ledger().add()).toEqual({ kind: 'not-found' });
  });
});
