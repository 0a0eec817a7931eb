import { readdirSync } from 'node:fs';
import { compileAgreement } from '@app/agreements/domain';
import { amsterdam, example, incident, life, twoVersions } from '../../../../../test/golden/golden.js';
import { STORIES } from '../../../../../test/golden/explaining/all.js';
import { withTerms } from '../../../../../test/support/example-agreement.js';
import { measure, serviceLevelsDocument } from '../index.js';
import { explain } from './explain.js';
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

  it('is told in the words of the version that judges it', () => {
    const facts = life(['2026-07-06 09:00', 'TicketRegistered', incident('top')]);
    const urgent = { en: 'Urgent', nl: 'Spoed' };
    const renamed = withTerms(twoVersions(), ({ version, priorities }) => ({
      priorities: version === 1 ? priorities : { ...priorities, top: { ...priorities.top, label: urgent } },
    }));
    const agreement = compileAgreement(renamed);
    const at = amsterdam('2026-07-06 09:10').second;
    const target =
      'The response (gross) clock of priority Urgent may use 30 min of support time (clause 3.2).';
    const clock = { metric: 'response', basis: 'gross' } as const;
    expect(explainedClock(facts, agreement, at, clock, 'en')[0]).toBe(target);
    const levels = measure(facts, agreement, at);
    const document = serviceLevelsDocument('INC-1', levels);
    const [told] = explainedDocument(document, levels, agreement, facts, 'en').clocks;
    expect(told).toMatchObject({ explanation: expect.arrayContaining([target]) as unknown });
  });

  it('is not told of what is no incident', () => {
    const facts = life([
      '2026-07-06 09:00',
      'TicketRegistered',
      { ...incident('top'), type: 'information-request' },
    ]);
    const at = amsterdam('2026-07-06 09:10').second;
    const clock = { metric: 'response', basis: 'gross' } as const;
    expect(explainedClock(facts, compileAgreement(twoVersions()), at, clock, 'en')).toEqual([]);
  });

  it('says when it is used up, where an exclusion without end begins just then', () => {
    const facts = life(
      ['2026-03-02 09:00', 'TicketRegistered', incident('top')],
      [
        '2026-03-02 09:10',
        'ExclusionProposed',
        { exclusionId: 'X1', cause: 'internet', evidence: 'mail', from: '2026-03-02T10:00:00+01:00' },
      ],
      ['2026-03-02 09:20', 'ExclusionAccepted', { exclusionId: 'X1' }],
    );
    const clock = { metric: 'response', basis: 'net' } as const;
    const at = amsterdam('2026-03-02 09:30').second;
    expect(explainedClock(facts, compileAgreement(example()), at, clock, 'en')).toContain(
      'What is allowed is used up on Mon, 2 Mar 2026, 10:00:00.',
    );
  });

  it('names a fact by its id where it was not given', () => {
    const facts = life(['2026-03-02 09:00', 'TicketRegistered', incident('top')]);
    const agreement = compileAgreement(example());
    const [clock] = measure(facts, agreement, amsterdam('2026-03-02 09:30').second).clocks;
    expect(explain(clock!, agreement.versions[0]!, [], 'en')[1]).toMatch(/ it ran, since f0: /);
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
