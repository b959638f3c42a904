import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stagesOf } from '../../src/plan/stages';
import { type Found, groundOf, type Question } from '../../src/revise/ground';
import { isSound, keptVisits } from '../../src/revise/keep-visits';
import { publishedIn } from '../../src/revise/published';
import { amendedArb } from '../support/amended';
import { decoded } from '../support/decoded';

/**
 * Answers that no search should give: everything in one visit, on site beyond the cap, without
 * some, or some twice.
 */
const LIES: ReadonlyArray<(question: Question, domain: string) => Found> = [
  ({ open }, domain) => ({ visits: [{ domain, members: open }], dropped: [] }),
  ({ open }, domain) => ({
    visits: open.map((o) => ({ domain, members: [o], rank: -1 })),
    dropped: [],
  }),
  ({ open }, domain) => ({
    visits: open.slice(1).map((o) => ({ domain, members: [o] })),
    dropped: [],
  }),
  ({ open }, domain) => ({
    visits: [...open, ...open].map((o) => ({ domain, members: [o] })),
    dropped: [],
  }),
  ({ open }) => ({ visits: [], dropped: open }),
];

test('what a search gives is checked before it counts: else there are the visits of the plan anew', () => {
  let refused = 0;
  fc.assert(
    fc.property(amendedArb({ enterprises: 2, items: 6 }), fc.nat(LIES.length - 1), (input, lie) => {
      const registry = decoded(input);
      const stages = stagesOf(registry, {});
      const occurrences = stages.expand(registry);
      const consolidated = stages.merge({});
      const fresh = consolidated(occurrences)();
      const honest = groundOf(occurrences, stages, consolidated, consolidated);
      const nothing = publishedIn(occurrences, [], registry.frozenThrough ?? '', new Set());
      const [domain] = fresh.domains;
      const ground = {
        ...honest,
        solve: (some: readonly Question[]) => some.map((one) => LIES[lie](one, domain)),
      };
      const { consolidation } = keptVisits(ground, fresh, nothing, 'fewest-visits');
      const visitsOf = ({ memberStart, member }: typeof fresh): readonly string[] =>
        Array.from(memberStart.subarray(1), (end, v) =>
          member.subarray(memberStart[v], end).join(),
        ).toSorted();
      const isSame = visitsOf(consolidation).join(' ') === visitsOf(fresh).join(' ');
      if (isSame) refused++;
      for (let own = 0; own < registry.enterprises.length; own++) {
        const { isVisit } = honest.checkOf(own);
        for (
          let v = consolidation.enterpriseStart[own];
          v < consolidation.enterpriseStart[own + 1];
          v++
        )
          expect(
            isVisit(
              consolidation.domains[consolidation.host[v]],
              consolidation.member.subarray(
                consolidation.memberStart[v],
                consolidation.memberStart[v + 1],
              ),
            ),
          ).toBe(true);
      }
      // Everything is served or left out just once.
      const all = [...consolidation.member, ...consolidation.dropped].sort((a, b) => a - b);
      expect(all).toEqual([...fresh.member, ...fresh.dropped].sort((a, b) => a - b));
      expect(consolidation.dropped.length).toBeLessThanOrEqual(fresh.dropped.length);
    }),
    { numRuns: 100, seed: 109 },
  );
  expect(refused).toBeGreaterThan(70);
});

test('visits are unsound on other days, beyond the cap, and where more is left out', () => {
  const registry = decoded({
    horizon: { start: '2026-01-01', end: '2026-12-31' },
    departments: [{ id: 'market' }],
    items: [
      { id: 'scales', department: 'market', minutes: 30, frequency: { times: 2 }, appliesTo: {} },
    ],
    enterprises: [{ id: 'E-1' }],
  });
  const stages = stagesOf(registry, {});
  const occurrences = stages.expand(registry);
  const { checkOf } = groundOf(occurrences, stages, stages.merge({}), stages.merge({}));
  const visits = [0, 1].map((o) => ({ domain: 'general', members: [o] }));
  const fresh = { visits, dropped: [] };
  const own = {
    ...{
      e: 0,
      published: [],
      intact: [],
      servable: [0, 1],
      fresh,
      check: checkOf(0),
      isOnSite: () => true,
    },
    allowed: 2,
  };
  const [first, second] = visits;
  const lastRank = occurrences.timeline.dayOfRank.length - 1;
  expect(isSound(occurrences, own, fresh)).toBe(true);
  expect(isSound(occurrences, own, { visits: [{ ...first, rank: 0 }, second], dropped: [] })).toBe(
    true,
  );
  expect(
    isSound(occurrences, own, { visits: [{ ...first, rank: lastRank }, second], dropped: [] }),
  ).toBe(false);
  expect(isSound(occurrences, { ...own, allowed: 1 }, fresh)).toBe(false);
  expect(isSound(occurrences, own, { visits: [first], dropped: [1] })).toBe(false);
  // No rule of items keeps these apart, but no day is common to them.
  const check = { ...own.check, isVisit: () => true };
  expect(
    isSound(
      occurrences,
      { ...own, check },
      { visits: [{ ...first, members: [0, 1] }], dropped: [] },
    ),
  ).toBe(false);
});
