import fc from 'fast-check';
import { compileAgreement } from '@app/agreements/domain';
import {
  ABOUT_FACTS,
  LEAVING,
  measuringInstant,
  ticketFacts,
} from '../../../../test/support/arbitrary-facts.js';
import { anyTerms } from '../../../../test/support/arbitrary-terms.js';
import { measure } from './index.js';

describe('a decided clock', () => {
  it('of a response stays as it is whatever the world does after its decidedAt, but for what ends measurement', () => {
    let [cases, decided] = [0, 0];
    fc.assert(
      fc.property(ticketFacts, ticketFacts, anyTerms, measuringInstant, (facts, more, terms, at) => {
        cases += 1;
        const agreement = compileAgreement(terms);
        const responses = () =>
          measure(facts, agreement, at).clocks.filter(({ metric }) => metric === 'response');
        const before = responses().filter(
          ({ decidedAt, state }) => decidedAt !== null && state !== 'superseded',
        );
        if (before.length === 0) return;
        decided += 1;
        const since = Math.max(...before.map(({ decidedAt }) => decidedAt ?? 0));
        const news = more
          .filter(
            ({ type, occurredAt }) => occurredAt > since && !ABOUT_FACTS.has(type) && !LEAVING.has(type),
          )
          .map((fact) => ({ ...fact, id: `new-${fact.id}` }));
        const after = measure([...facts, ...news], agreement, at).clocks;
        for (const {
          metric,
          basis,
          state,
          priority,
          targetSeconds,
          allowedSeconds,
          decidedAt,
          month,
        } of before) {
          expect(after).toContainEqual(
            expect.objectContaining({
              metric,
              basis,
              state,
              priority,
              targetSeconds,
              allowedSeconds,
              decidedAt,
              month,
            }),
          );
        }
      }),
      { numRuns: 1500 },
    );
    expect(decided).toBeGreaterThan(cases / 5);
  });

  it('is no more often breached net than gross', () => {
    let [cases, netClocks] = [0, 0];
    fc.assert(
      fc.property(ticketFacts, anyTerms, measuringInstant, (facts, terms, at) => {
        cases += 1;
        const { clocks } = measure(facts, compileAgreement(terms), at);
        const isBreached = ({ state }: { state: string }) => state === 'breached' || state === 'superseded';
        for (const net of clocks.filter(({ basis }) => basis === 'net')) {
          netClocks += 1;
          const gross = clocks.find(({ metric, basis }) => metric === net.metric && basis === 'gross');
          if (isBreached(net)) expect(gross && isBreached(gross)).toBe(true);
        }
      }),
      { numRuns: 3000 },
    );
    expect(netClocks).toBeGreaterThan(cases / 30);
  });
});
