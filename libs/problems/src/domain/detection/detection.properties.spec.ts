import fc from 'fast-check';
import { standing } from '@app/facts';
import { DetectionWorld, WHOLE } from '../../../test/detection-world.js';
import {
  detectionAgreement,
  expectedCauses,
  expectedOf,
  histories,
  peoplesFacts,
  rootCauses,
  type History,
} from '../../../test/detection-histories.js';
import type { ProblemFact } from '../problem-fact.js';
import { PROBLEM_DETECTION } from './detection.author.js';

function live({ arriving, looks }: History): DetectionWorld {
  const world = new DetectionWorld(detectionAgreement);
  for (const [index, event] of arriving.entries()) {
    world.record(event);
    for (const [after, how] of looks) if (after === index) world.pass(how);
  }
  world.settle();
  return world;
}

describe('problem detection', () => {
  it('comes to the problems of a brute-force count, whatever arrived when and whoever died', () => {
    let [found, obsolete, analyses] = [0, 0, 0];
    fc.assert(
      fc.property(histories, (given) => {
        const world = live(given);
        const expected = expectedOf(world, given.run);
        const current = world.current();
        for (const [problemId, problem] of expected)
          expect([problemId, current.get(problemId)]).toEqual([problemId, problem]);
        // What is a record besides has nothing that the reactor links to it: closed, or made people's own by links of theirs.
        for (const [problemId, { tickets }] of current) {
          if (expected.has(problemId)) continue;
          const byPeople = peoplesFacts(world, problemId).some(({ type }) => type === 'TicketLinked');
          expect([problemId, byPeople ? [] : tickets]).toEqual([problemId, []]);
        }
        found += expected.size;
        analyses += [...expected.values()].filter(({ analysisAt }) => analysisAt !== null).length;
        obsolete += world.ids('problem').filter((id) => !current.has(id)).length;
      }),
      { numRuns: 1_500 },
    );
    expect(found).toBeGreaterThan(500);
    expect(analyses).toBeGreaterThan(100);
    expect(obsolete).toBeGreaterThan(50);
  });

  it('says nothing twice: no fact stands beside another that says the same', () => {
    fc.assert(
      fc.property(histories, (given) => {
        const world = live(given);
        for (const problemId of world.ids('problem')) {
          const recorded = world.factsOf<ProblemFact>({ kind: 'problem', id: problemId });
          const own = new Set(
            recorded.flatMap(({ fact, recordedBy }) => (recordedBy === PROBLEM_DETECTION ? [fact.id] : [])),
          );
          const said = standing(recorded.map(({ fact }) => fact)).facts.flatMap((fact) =>
            own.has(fact.id) ? [JSON.stringify([fact.type, fact.occurredAt, fact.sequence, fact.data])] : [],
          );
          expect(said).toEqual([...new Set(said)]);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('establishes the root cause of every linked ticket, whatever arrived when and whoever died', () => {
    let established = 0;
    fc.assert(
      fc.property(histories, (given) => {
        const world = live(given);
        const causes = expectedCauses(world, given.run);
        expect(rootCauses(world, given.run, new Set(expectedOf(world, given.run).keys()))).toEqual(causes);
        established += causes.length;
      }),
      { numRuns: 800 },
    );
    expect(established).toBeGreaterThan(50);
  });

  it('has nothing to say of what it has seen', () => {
    fc.assert(
      fc.property(histories, (given) => {
        const world = live(given);
        expect(world.pass(WHOLE)).toBe(false);
      }),
      { numRuns: 200 },
    );
  });
});
