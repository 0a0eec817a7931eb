import { readFileSync } from 'node:fs';
import type { Agreement, AgreementVersion } from './agreement.js';
import { decideAgreementPut, decideVersionAdded, type AgreementDecision } from './agreement.decider.js';
import { applyAgreementEvent } from './agreement-event.js';

const fixture = `${import.meta.dirname}/../../../../test/fixtures/contract/agreement.example.json`;
const agreement = JSON.parse(readFileSync(fixture, 'utf8')) as Agreement;
const first = agreement.versions[0]!;
const second: AgreementVersion = { ...first, version: 2, effectiveFrom: '2026-07-01' };
/** 00:00 of 1 July 2026 in Amsterdam, and the second before. */
const july = Date.UTC(2026, 5, 30, 22) / 1000;
const june = july - 1;

const refusal = (decision: AgreementDecision) =>
  decision.kind === 'refused' ? decision.code : decision.kind;
const eventsOf = (decision: AgreementDecision) =>
  decision.kind === 'accepted' ? decision.events.map(({ type }) => type) : decision.code;

describe('an agreement document that is put', () => {
  it('creates, whatever its effective dates', () => {
    expect(eventsOf(decideAgreementPut(undefined, agreement, june))).toEqual(['AgreementRegistered']);
  });

  it('changes nothing where the content is the same, whatever the order of its fields', () => {
    const same = Object.fromEntries(Object.entries(agreement).reverse()) as unknown as Agreement;
    expect(eventsOf(decideAgreementPut(agreement, same, june))).toEqual([]);
  });

  it('may change the title', () => {
    const retitled = { ...agreement, title: { nl: 'Anders', en: 'Other' } };
    expect(eventsOf(decideAgreementPut(agreement, retitled, june))).toEqual(['AgreementRetitled']);
  });

  it('may add and replace a version until the second before it is in force', () => {
    const both = { ...agreement, versions: [first, second] };
    expect(eventsOf(decideAgreementPut(agreement, both, june))).toEqual(['AgreementVersionAdded']);
    const other = { ...both, versions: [first, { ...second, source: 'amended' }] };
    expect(eventsOf(decideAgreementPut(both, other, june))).toEqual(['AgreementVersionReplaced']);
    expect(eventsOf(decideAgreementPut(both, other, july))).toBe('AGREEMENT_VERSION_IN_FORCE');
  });

  it('may not change or leave out a version in force, nor move one into the past', () => {
    const changed = { ...agreement, versions: [{ ...first, source: 'amended' }] };
    expect(refusal(decideAgreementPut(agreement, changed, june))).toBe('AGREEMENT_VERSION_IN_FORCE');
    const both = { ...agreement, versions: [first, second] };
    expect(refusal(decideAgreementPut(both, agreement, june))).toBe('AGREEMENT_VERSION_IN_FORCE');
    const moved = { ...agreement, versions: [first, { ...second, effectiveFrom: '2026-06-30' }] };
    expect(refusal(decideAgreementPut(both, moved, june))).toBe('RETROACTIVE_VERSION');
  });

  it('may not become another customer’s', () => {
    const other = { ...agreement, customerId: 'somebody-else' };
    expect(refusal(decideAgreementPut(agreement, other, june))).toBe('AGREEMENT_IDENTITY_FIXED');
  });
});

describe('a version that is added', () => {
  it('takes effect after today in its own zone', () => {
    expect(eventsOf(decideVersionAdded(agreement, second, june))).toEqual(['AgreementVersionAdded']);
    expect(refusal(decideVersionAdded(agreement, second, july))).toBe('RETROACTIVE_VERSION');
  });

  it('comes after every other by number and by date', () => {
    const early = { ...agreement, versions: [first, { ...second, version: 3 }] };
    const later = { ...second, effectiveFrom: '2026-08-01' };
    expect(refusal(decideVersionAdded(early, later, june))).toBe('VERSION_NOT_LATER');
    expect(refusal(decideVersionAdded(early, { ...second, version: 4 }, june))).toBe('VERSION_NOT_LATER');
  });

  it('adds nothing when sent again', () => {
    const both = applyAgreementEvent(agreement, { type: 'AgreementVersionAdded', version: second });
    expect(both.versions).toEqual([first, second]);
    expect(eventsOf(decideVersionAdded(both, second, june))).toEqual([]);
  });
});
