import { compileAgreement, type Agreement } from '@app/agreements/domain';
import type { TicketFact } from '@app/tickets/domain';
import { amsterdam, example, incident, life } from '../../../../test/golden/golden.js';
import { measure } from './index.js';

const registered = life(['2026-03-02 09:00', 'TicketRegistered', incident('high')]);

/** Findings of a high incident of 2 March 09:00, seen on the 6th. */
const findingsOf = (told: readonly TicketFact[], agreement: Agreement = example()) =>
  measure(
    [...registered, ...told].map((fact, index) => ({ ...fact, id: `f${index}` })),
    compileAgreement(agreement),
    amsterdam('2026-03-06 12:00').second,
  ).findings;

const cause = life(['2026-03-02 10:00', 'RootCauseEstablished']);
const resolved = life(['2026-03-03 09:00', 'ResolutionProvided', { kind: 'fix' }]);
const lateCause = life(['2026-03-03 10:00', 'RootCauseEstablished']);
const reopened = life(['2026-03-04 09:00', 'Reopened']);
const causeThen = life(['2026-03-04 10:00', 'RootCauseEstablished']);
const resolvedAgain = life(['2026-03-05 09:00', 'ResolutionProvided', { kind: 'fix' }]);
const withdrawn = life(['2026-03-05 10:00', 'Withdrawn', { reason: 'gone' }]);

describe('the findings about a root cause (MEASURING 7)', () => {
  it.each<[string, readonly (readonly TicketFact[])[], readonly string[]]>([
    ['none yet, while open', [], ['ROOT_CAUSE_NOT_YET_ESTABLISHED']],
    ['none, and resolved', [resolved], ['ROOT_CAUSE_NOT_RECORDED']],
    ['none, and reopened', [resolved, reopened], ['ROOT_CAUSE_NOT_YET_ESTABLISHED']],
    ['in time', [cause, resolved], []],
    ['after the stop', [resolved, lateCause], ['ROOT_CAUSE_AFTER_RESOLUTION']],
    [
      'after the first of two stops',
      [resolved, lateCause, reopened, resolvedAgain],
      ['ROOT_CAUSE_AFTER_RESOLUTION'],
    ],
    [
      'while open again, after the first stop',
      [resolved, reopened, causeThen, resolvedAgain],
      ['ROOT_CAUSE_AFTER_RESOLUTION'],
    ],
    ['none of a ticket that was withdrawn', [withdrawn], []],
  ])('%s', (_, told, codes) => {
    expect(findingsOf(told.flat())).toEqual(codes);
  });

  it('are not asked for where the clock starts at registration', () => {
    const { resolution } = example().versions[0]!.clocks;
    const terms = example({ resolution: { ...resolution, startsAt: 'registration' } });
    expect(findingsOf([], terms)).toEqual([]);
    expect(findingsOf(resolved, terms)).toEqual([]);
  });
});

describe('the findings of a ticket (MEASURING 7)', () => {
  it('have each code once, however often it was odd', () => {
    const again = life(['2026-03-02 11:00', 'Reopened']);
    expect(findingsOf([cause, again, again, again].flat())).toEqual(['REOPENED_WHILE_OPEN']);
  });

  it('are none for what is recorded after it left measurement (MEASURING 2)', () => {
    const odd = life(
      ['2026-03-05 11:00', 'Reopened'],
      ['2026-03-05 12:00', 'TicketRegistered', incident('top')],
    );
    expect(findingsOf([...cause, ...odd])).toEqual(['REGISTERED_TWICE', 'REOPENED_WHILE_OPEN']);
    expect(findingsOf([...cause, ...withdrawn, ...odd])).toEqual([]);
  });

  it('tell of a retraction that does nothing where it stands among the facts', () => {
    const wrong = life(
      ['2026-03-02 10:30', 'Closed'],
      ['2026-03-02 10:31', 'FactRetracted', { factId: 'f2', reason: 'another ticket' }],
    );
    const back = (at: string) => life([at, 'FactRetracted', { factId: 'f3', reason: 'no, this one' }]);
    const told = (at: string) => findingsOf([...cause, ...wrong, ...back(at), ...withdrawn]);
    expect(told('2026-03-02 10:32')).toEqual(['RETRACTION_RETRACTED']);
    expect(told('2026-03-29 12:00')).toEqual([]);
  });

  it('tell what is of the very second in which it left by its sequence, and then by the order of recording', () => {
    const leaving = life(['2026-03-05 10:00', 'Withdrawn', { reason: 'gone' }, { sequence: 5 }]);
    const again = (sequence: number) =>
      life(['2026-03-05 10:00', 'TicketRegistered', incident('top'), { sequence }]);
    expect(findingsOf([...cause, ...leaving, ...again(4)])).toEqual(['REGISTERED_TWICE']);
    expect(findingsOf([...cause, ...again(5), ...leaving])).toEqual(['REGISTERED_TWICE']);
    expect(findingsOf([...cause, ...leaving, ...again(5)])).toEqual([]);
    expect(findingsOf([...cause, ...leaving, ...again(6)])).toEqual([]);
  });
});
