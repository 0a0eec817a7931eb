import type { RecordingMetadata } from '@app/facts';
import { createMemoryEventStore, type Faults } from '../../../test/support/memory-event-store.js';
import { agreementLive, notice, withdrawal } from '../test/agreements.js';
import { PutAgreement } from './agreement.commands.js';
import { PutAgreementHandler } from './agreement.handlers.js';
import { readAgreement } from './agreement-stream.js';
import { GiveNotice, WithdrawNotice } from './notice.commands.js';
import { GiveNoticeHandler, WithdrawNoticeHandler } from './notice.handlers.js';

const agreement = agreementLive('2026-01-01');
const { agreementId } = agreement;
const metadata: RecordingMetadata = { recordedBy: 'desk', $correlationId: 'c-1' };
const keyed: RecordingMetadata = { ...metadata, idempotency: { scope: 's', key: 'k', bodyHash: 'h' } };

async function ledger(faults: Faults = {}) {
  const store = createMemoryEventStore(faults);
  const parts = { store, key: new Uint8Array(32), newAttemptId: () => 'attempt' };
  const put = new PutAgreementHandler(parts, { nowMs: () => Date.UTC(2026, 5, 1) });
  await put.execute(new PutAgreement(agreement, metadata));
  const [give, withdraw] = [new GiveNoticeHandler(parts), new WithdrawNoticeHandler(parts)];
  return {
    store,
    give: (noticeId: string, when: string, as = metadata, ifMatch?: bigint) =>
      give.execute(new GiveNotice(agreementId, notice(noticeId, when), as, ifMatch)),
    withdraw: (noticeId: string, when: string) =>
      withdraw.execute(new WithdrawNotice(agreementId, withdrawal(noticeId, when), metadata)),
    types: () => store.log.map(({ type }) => type).slice(2),
    notices: async () => (await readAgreement(store, agreementId)).notices,
  };
}

describe('recording notices', () => {
  it('keeps them in the stream of the agreement, with both clocks and the tenant', async () => {
    const { give, withdraw, store, notices } = await ledger();
    expect(await give('N', '2026-10-01T10:00:00+02:00')).toMatchObject({ kind: 'changed', revision: 1n });
    expect(await withdraw('N', '2026-10-05')).toMatchObject({ kind: 'changed', revision: 2n });
    expect(store.log.at(-2)).toMatchObject({
      stream: `agreement-${agreementId}`,
      type: 'NoticeGiven',
      data: { ...notice('N', '2026-10-01T10:00:00+02:00'), customerId: 'demo' },
      metadata: { schema: 1, occurredAt: '2026-10-01T08:00:00Z', customerId: 'demo', recordedBy: 'desk' },
    });
    expect(await notices()).toEqual([
      {
        given: {
          fact: notice('N', '2026-10-01T10:00:00+02:00'),
          recordedAt: '1970-01-01T00:00:00.002Z',
          recordedBy: 'desk',
          position: String(store.log.at(-2)?.position),
        },
        withdrawn: {
          fact: withdrawal('N', '2026-10-05'),
          recordedAt: '1970-01-01T00:00:00.003Z',
          recordedBy: 'desk',
          position: String(store.log.at(-1)?.position),
        },
      },
    ]);
  });

  it('leaves the agreement as data as it was', async () => {
    const { give, store } = await ledger();
    await give('N', '2026-10-01');
    expect((await readAgreement(store, agreementId)).agreement).toEqual(agreement);
  });

  it('adds nothing twice when an answer is lost and the notice is sent again', async () => {
    let lose = false;
    const { give, types } = await ledger({ loseAnswer: () => lose });
    lose = true;
    await expect(give('N', '2026-10-01')).rejects.toThrow('LOG_UNAVAILABLE');
    lose = false;
    expect(await give('N', '2026-10-01')).toMatchObject({ kind: 'unchanged', revision: 1n });
    expect(types()).toEqual(['NoticeGiven']);
  });

  it('decides again on what a rival left', async () => {
    let rivals = 0;
    const rival = { ...notice('N', '2026-10-02'), customerId: 'demo' };
    const { give, types } = await ledger({
      beforeAppend: async (stream, store) => {
        if (!stream.startsWith('agreement-')) return;
        // The first append is the agreement itself.
        rivals += 1;
        if (rivals === 2) {
          await store.append(stream, [{ id: 'rival', type: 'NoticeGiven', data: rival, metadata: {} }], 0n);
        }
      },
    });
    expect(await give('N', '2026-10-01')).toMatchObject({ kind: 'refused', code: 'FACT_ID_REUSED' });
    expect(types()).toEqual(['NoticeGiven']);
  });

  it('answers a request that comes again as it was answered, and honours If-Match', async () => {
    const { give, withdraw } = await ledger();
    const first = await give('N', '2026-10-01', keyed, 0n);
    await withdraw('N', '2026-10-05');
    expect(await give('N', '2026-10-01', keyed, 0n)).toEqual(first);
    expect(await give('M', '2026-10-06', metadata, 0n)).toEqual({ kind: 'revision-mismatch', actual: 2n });
  });

  it('finds no agreement to give notice on', async () => {
    const parts = { store: createMemoryEventStore(), key: new Uint8Array(32), newAttemptId: () => 'attempt' };
    const give = new GiveNotice(agreementId, notice('N', '2026-10-01'), metadata);
    expect(await new GiveNoticeHandler(parts).execute(give)).toEqual({ kind: 'not-found' });
    const back = new WithdrawNotice(agreementId, withdrawal('N', '2026-10-01'), metadata);
    expect(await new WithdrawNoticeHandler(parts).execute(back)).toEqual({ kind: 'not-found' });
  });
});
