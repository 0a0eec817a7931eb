import { readdirSync } from 'node:fs';
import { compileAgreement } from '@app/agreements/domain';
import { amsterdam } from '../../../../../test/golden/golden.js';
import { STORIES } from '../../../../../test/golden/explaining/all.js';
import { measure, serviceLevelsDocument } from '../index.js';
import { explainedClock } from './explained-clock.js';
import { explainedDocument } from './explained-document.js';

const FOLDER = `${import.meta.dirname}/../../../../../test/golden/explaining`;
const named = STORIES.map((story) => [story.name, story] as const);

describe('a clock as the meeting is told it', () => {
  it('has its stories in files of their names, all of them run', () => {
    const files = readdirSync(FOLDER).filter((file) => file !== 'all.ts');
    expect(STORIES.map(({ name }) => `${name}.story.ts`).sort()).toEqual(files.sort());
  });

  it.each(named)('%s', (_name, { facts, agreement, at, clock, en, nl }) => {
    const told = (language: 'en' | 'nl') =>
      explainedClock(facts, compileAgreement(agreement), amsterdam(at).second, clock, language);
    expect(told('en')).toEqual(en);
    expect(told('nl')).toEqual(nl);
  });

  it.each(named)(
    '%s: beside the figures of the whole ticket',
    (_name, { facts, agreement, at, clock, nl }) => {
      const compiled = compileAgreement(agreement);
      const levels = measure(facts, compiled, amsterdam(at).second);
      const document = serviceLevelsDocument('INC-1', levels);
      const explained = explainedDocument(document, levels, compiled, facts, 'nl');
      // Without what was told it is the very document.
      expect(explained).toMatchObject(document);
      const told = explained.clocks.find(
        ({ metric, basis }) => metric === clock.metric && basis === clock.basis,
      );
      // Where net equals gross, the document lists the gross clock alone.
      if (told) expect(told).toMatchObject({ explanation: nl });
      else expect(clock.basis).toBe('net');
    },
  );

  it('is not told where the ticket has no such clock', () => {
    const { facts, agreement, clock } = STORIES[0]!;
    const before = amsterdam('2026-01-01 00:00').second;
    expect(explainedClock(facts, compileAgreement(agreement), before, clock, 'en')).toEqual([]);
  });

  it('says nothing beside the figures of a ticket that no version covers', () => {
    const { facts, agreement } = STORIES[0]!;
    const none = compileAgreement({
      ...agreement,
      versions: agreement.versions.map((version) => ({ ...version, effectiveFrom: '2030-01-01' })),
    });
    const levels = measure(facts, none, amsterdam('2026-04-01 00:00').second);
    const document = serviceLevelsDocument('INC-1', levels);
    expect(levels.findings).toEqual(['NO_VERSION_IN_FORCE']);
    expect(explainedDocument(document, levels, none, facts, 'en')).toEqual(document);
  });
});
