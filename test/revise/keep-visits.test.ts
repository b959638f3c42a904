import fc from 'fast-check';
import { expect, test } from 'vitest';
import { capUses } from '../../src/consolidate/consolidate';
import { planContext } from '../../src/plan/context';
import { merge } from '../../src/plan/steps';
import { changedEnterprises, isSound } from '../../src/revise/changed-enterprise';
import { keptInPart } from '../../src/revise/most-kept';
import { type Found, type Question, revisionContext } from '../../src/revise/revision-context';
import { amendedArb } from '../support/amended';
import { decoded } from '../support/decoded';

/**
 * Answers that no search should give: everything in one visit, on site beyond the cap, without
 * some, or some twice.
 */
const LIES: ReadonlyArray<(question: Question, domain: string) => Found> = [
  ({ open }, domain) => ({ visits: [{ domain, members: open, byFallback: [] }], dropped: [] }),
  ({ open }, domain) => ({
    visits: open.map((o) => ({ domain, members: [o], byFallback: [] })),
    dropped: [],
  }),
  ({ open }, domain) => ({
    visits: open.slice(1).map((o) => ({ domain, members: [o], byFallback: [] })),
    dropped: [],
  }),
  ({ open }, domain) => ({
    visits: [...open, ...open].map((o) => ({ domain, members: [o], byFallback: [] })),
    dropped: [],
  }),
  ({ open }) => ({ visits: [], dropped: open }),
];

test('what a search gives is checked before it counts: else there are the visits of the plan anew', () => {
  let refused = 0;
  fc.assert(
    fc.property(amendedArb({ enterprises: 2, items: 6 }), fc.nat(LIES.length - 1), (input, lie) => {
      const registry = decoded(input);
      const planning = planContext(registry);
      const expanded = planning.expand(registry);
      const capUse = capUses(planning.terms, planning.pins)(expanded);
      const occurrences = { ...expanded, capUse };
      const consolidated = merge(planning, {});
      const fresh = consolidated(occurrences)();
      const honest = revisionContext(occurrences, planning, consolidated, consolidated);
      const [domain] = fresh.domains;
      const context = {
        ...honest,
        solve: (some: readonly Question[]) => some.map((one) => LIES[lie](one, domain)),
      };
      const nothing = registry.enterprises.map(() => []);
      const enterprises = changedEnterprises(context, fresh, nothing);
      const kept = keptInPart(context, enterprises, 'fewest-visits');
      for (const { e, check, servable, fresh: anew } of enterprises) {
        const { visits, dropped } = kept.get(e) ?? { visits: [], dropped: [] };
        if (visits === anew.visits) refused++;
        for (const visit of visits) expect(check.isVisit(visit.domain, visit.members)).toBe(true);
        // Everything is served or left out just once.
        const all = [...visits.flatMap(({ members }) => members), ...dropped];
        expect(all.sort((a, b) => a - b)).toEqual(servable);
        expect(dropped.length).toBeLessThanOrEqual(anew.dropped.length);
      }
    }),
    { numRuns: 100, seed: 109 },
  );
  expect(refused).toBeGreaterThan(70);
});

test('visits are unsound without a common day, beyond the cap, and where more is left out', () => {
  const registry = decoded({
    horizon: { start: '2026-01-01', end: '2026-12-31' },
    departments: [{ id: 'market' }],
    items: [
      { id: 'scales', department: 'market', minutes: 30, frequency: { times: 2 }, appliesTo: {} },
    ],
    enterprises: [{ id: 'E-1' }],
  });
  const planning = planContext(registry);
  const expanded = planning.expand(registry);
  const capUse = capUses(planning.terms, planning.pins)(expanded);
  const occurrences = { ...expanded, capUse };
  const context = revisionContext(occurrences, planning, merge(planning, {}), merge(planning, {}));
  const { checkOf } = context;
  const visits = [0, 1].map((o) => ({ domain: 'general', members: [o], byFallback: [] }));
  const fresh = { visits, dropped: [] };
  const own = {
    ...{
      e: 0,
      published: [],
      intact: [],
      servable: [0, 1],
      fresh,
      check: checkOf(0),
      countedIn: () => [true],
    },
    allowed: [2],
  };
  const [first] = visits;
  expect(isSound(context, own, fresh)).toBe(true);
  expect(isSound(context, { ...own, allowed: [1] }, fresh)).toBe(false);
  expect(isSound(context, own, { visits: [first], dropped: [1] })).toBe(false);
  // No rule of items keeps these apart, but no day is common to them.
  const check = { ...own.check, isVisit: () => true };
  expect(
    isSound(context, { ...own, check }, { visits: [{ ...first, members: [0, 1] }], dropped: [] }),
  ).toBe(false);
});
