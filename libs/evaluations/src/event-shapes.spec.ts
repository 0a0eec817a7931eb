import { readdirSync, readFileSync } from 'node:fs';
import {
  applyAgreementEvent,
  applyNoticeEvent,
  NOTICE_SCHEMA,
  validateAgreement,
  validateNotice,
  type Agreement,
  type AgreementEvent,
  type NoticeEvent,
  type RecordedNotice,
} from '@app/agreements/domain';
import { AUDIT_EVENTS, readAuditEvent } from '@app/audit/domain';
import { OUTAGE_FACTS, SERVICE_FACTS } from '@app/availability/domain';
import { noticesReaction } from '@app/escalations';
import type { EventShape, StoredEvent } from '@app/event-store';
import { createFactCatalogue, identify, streamOf, timedFactFrom, timedFactOf } from '@app/facts';
import { PROBLEM_FACTS } from '@app/problems/domain';
import { TICKET_FACTS } from '@app/tickets/domain';
import { applyFreezeEvent, type Freeze, type FreezeEvent } from './domain/freeze-event.js';
import { eventShapes, eventTypes } from './event-shapes.js';
import { RECORDED_BEYOND } from './read-models.group.js';

interface Sample extends EventShape {
  readonly stream: string;
}

const FOLDER = `${import.meta.dirname}/../../../test/fixtures/events`;
const FILE = /^(\w+)\.(\d+)\.ndjson$/;
const KEY = Uint8Array.from({ length: 32 }, (_, index) => index);
/** Later than every sample. */
const NOW = Date.UTC(2027, 0, 1) / 1_000;

const shapes = eventShapes(AUDIT_EVENTS);
const definitions = [...TICKET_FACTS, ...OUTAGE_FACTS, ...PROBLEM_FACTS, ...SERVICE_FACTS];
const catalogue = createFactCatalogue(definitions);
const files = readdirSync(FOLDER).filter((name) => name.endsWith('.ndjson'));

const samplesIn = (name: string): Sample[] =>
  readFileSync(`${FOLDER}/${name}`, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Sample);

/** As readers of the log are given it. */
const current = (sample: Sample): EventShape => {
  const event = shapes.current(sample);
  if (typeof event === 'string') throw new Error(`${sample.type}: unknown ${event}`);
  return event;
};
const currentIn = (type: string): EventShape[] => samplesIn(`${type}.1.ndjson`).map(current);

const factFiles = files.filter((name) => definitions.some(({ type }) => name.startsWith(`${type}.`)));

describe('the frozen samples', () => {
  it('are of every type there is, in every schema it ever had, and of nothing else', () => {
    const wanted = [...new Set([...eventTypes(), ...AUDIT_EVENTS])].flatMap((type) =>
      Array.from({ length: shapes.schemaOf(type) }, (_, index) => `${type}.${index + 1}.ndjson`),
    );
    expect(files).toEqual(wanted.sort());
  });

  it.each(files)('%s holds what its name says, and is understood', (name) => {
    const [, type, schema] = FILE.exec(name) ?? [];
    for (const sample of samplesIn(name)) {
      expect(sample.type).toBe(type);
      expect(sample.metadata['schema']).toBe(Number(schema));
      expect(current(sample).metadata['schema']).toBe(shapes.schemaOf(sample.type));
    }
  });

  it.each(factFiles)('%s: each is a fact that could be recorded today, under the id it has', (name) => {
    for (const sample of samplesIn(name)) {
      const { type, data, metadata } = current(sample);
      const { customerId: _, id, ...sent } = data;
      const { content = id } = metadata;
      const checked = catalogue.checkFact({ ...sent, type, ...(content !== id && { id }) }, NOW);
      if (checked.kind === 'refused') throw new Error(JSON.stringify([sample, checked.faults]));
      const identified = identify(checked.fact, checked.instant, KEY);
      expect({ id: identified.id, content: identified.content }).toEqual({ id, content });
      expect(streamOf(checked.fact.target)).toBe(sample.stream);
      expect(timedFactOf({ type, data })).toEqual(timedFactFrom(identified));
    }
  });

  it.each(definitions)('show every field of $type, told of a $target', ({ type, target, schema }) => {
    const own = currentIn(type).filter((_, index) =>
      samplesIn(`${type}.1.ndjson`)[index]?.stream.startsWith(`${target}-`),
    );
    const shown = new Set(own.flatMap(({ data }) => Object.keys(data['data'] as object)));
    expect([...shown].sort()).toEqual(Object.keys(schema['properties'] as object).sort());
  });

  it('of agreements fold into one that may be used', () => {
    const events = ['Registered', 'VersionAdded', 'VersionReplaced', 'Retitled']
      .flatMap((what) => currentIn(`Agreement${what}`))
      .map(({ type, data }) => ({ type, ...data }) as AgreementEvent);
    const agreement = events.reduce<Agreement | undefined>(applyAgreementEvent, undefined);
    const versions = [{ version: 1 }, { version: 2, source: 'Corrected' }];
    expect(agreement).toMatchObject({ title: { en: 'Other' }, versions });
    expect(validateAgreement(agreement)).toMatchObject({ kind: 'valid' });
  });

  it('of notices fold into those of an agreement', () => {
    const as = { recordedAt: '2026-11-06T08:00:00.000Z', recordedBy: null, position: '1' };
    const notices = ['NoticeGiven', 'NoticeWithdrawn']
      .flatMap(currentIn)
      .map(({ type, data: { customerId: _, ...data } }) => ({ type, ...data }) as NoticeEvent)
      .reduce((all: readonly RecordedNotice[], event) => applyNoticeEvent(all, event, as), []);
    expect(notices).toMatchObject([{ withdrawn: { fact: { reason: 'We stay' } } }, { withdrawn: null }]);
    for (const { given } of notices) expect(validateNotice(given.fact, NOW)).toMatchObject({ kind: 'valid' });
    const shown = new Set(notices.flatMap(({ given }) => Object.keys(given.fact)));
    expect([...shown].sort()).toEqual(Object.keys(NOTICE_SCHEMA['properties'] as object).sort());
  });

  it('of raised notices say what fell due, and what did not', () => {
    const said = ['NoticeRaised', 'NoticeLifted']
      .flatMap((type) => samplesIn(`${type}.1.ndjson`))
      .map((sample) => noticesReaction.read({ ...sample, ...current(sample) } as unknown as StoredEvent));
    expect(said).toMatchObject([
      { kind: 'fired', deadline: { owner: 'ticket-INC-1', kind: 'clock-at-risk', dueAt: 1_774_253_700 } },
      { kind: 'fired', deadline: { owner: 'agreement-demo-iv-integration', kind: 'notice-day' } },
      { kind: 'fired', deadline: { data: { vendor: 'Xurrent', factId: 'f-7' } } },
      { kind: 'lifted', owner: 'ticket-INC-1', key: 'response:at-risk:0:service-support-manager' },
      { kind: 'lifted', at: 1_774_258_800 },
    ]);
  });

  it('of a frozen month fold into one that was taken back', () => {
    const freezes = ['EvaluationFrozen', 'EvaluationFreezeWithdrawn']
      .flatMap(currentIn)
      .map(({ type, data }) => ({ type, ...data }) as unknown as FreezeEvent)
      .reduce<readonly Freeze[]>(applyFreezeEvent, []);
    expect(freezes).toMatchObject([
      { frozen: { month: '2026-03', position: '4711' }, withdrawn: { reason: 'A fact was missing' } },
    ]);
  });

  it('know every event of the audit that a request may leave', () => {
    const unknown = RECORDED_BEYOND.filter((type) => !AUDIT_EVENTS.some((known) => known === type));
    expect(unknown).toEqual([]);
  });

  it.each(AUDIT_EVENTS)('of %s say what the audit reads in them', (type) => {
    for (const event of currentIn(type)) expect(readAuditEvent(event)).toEqual({ type, ...event.data });
  });
});
