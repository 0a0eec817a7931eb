import fc from 'fast-check';
import { compileAgreement } from '@app/agreements/domain';
import { ABOUT_FACTS, measuringInstant, ticketFacts } from '../../../../test/support/arbitrary-facts.js';
import { anyTerms } from '../../../../test/support/arbitrary-terms.js';
import { measure } from './index.js';

describe('the segments of a clock', () => {
  it('partition its life from R to the stop, the cancellation or `at`, under every reading of the terms', () => {
    let [cases, seen] = [0, 0];
    fc.assert(
      fc.property(ticketFacts, anyTerms, measuringInstant, (facts, terms, at) => {
        cases += 1;
        const agreement = compileAgreement(terms);
        const { clocks, incidentAt, agreementVersion } = measure(facts, agreement, at);
        const version = agreement.versions.find((each) => each.terms.version === agreementVersion);
        for (const { segments, elapsedSeconds, stoppedAt, cancelledAt, state } of clocks) {
          if (state === 'excluded' || state === 'not-measured') continue;
          const [from, to] = [incidentAt!, stoppedAt ?? cancelledAt ?? at];
          // Without gap or overlap: each begins where the last one ended; none is empty, none could be joined.
          const edges = [from, ...segments.map((segment) => segment.to)];
          expect(segments.map((segment) => segment.from)).toEqual(edges.slice(0, -1));
          expect(edges.at(-1)).toBe(to);
          expect(segments.every((segment) => segment.from < segment.to)).toBe(true);
          expect(segments.every(({ kind }, index) => kind !== segments[index - 1]?.kind)).toBe(true);
          for (const { kind, seconds, factId, reasons, ...segment } of segments) {
            expect(seconds).toBe(version!.calendar.between(segment.from, segment.to));
            // A wait or an exclusion holds a clock, an attempt that began so as well; all else begins where its fact
            // happened, but at an exclusion's end.
            const opener = facts.find(({ id }) => id === factId)!;
            const beganHeld = kind === 'earlier-attempt' && opener.type === 'WaitingStarted';
            if (kind === 'paused') expect(['WaitingStarted', 'ExclusionProposed']).toContain(opener.type);
            else if (beganHeld) expect(opener.occurredAt).toBeLessThanOrEqual(segment.from);
            else if (!ABOUT_FACTS.has(opener.type))
              expect(Math.max(opener.occurredAt, from)).toBe(segment.from);
            expect(reasons === undefined).toBe(kind !== 'paused');
            if (reasons) expect([...reasons]).toEqual([...new Set(reasons)].sort());
          }
          const ran = segments.filter(({ kind }) => kind === 'running');
          expect(ran.reduce((sum, { seconds }) => sum + seconds, 0)).toBe(elapsedSeconds);
          seen += segments.length;
        }
      }),
      { numRuns: 1500 },
    );
    expect(seen).toBeGreaterThan(cases / 1.5);
  });
});
