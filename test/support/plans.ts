import fc from 'fast-check';
import type {
  OccurrenceRef,
  PlanDocument,
  Summary,
  Unserved,
  Visit,
} from '../../src/output/plan-document';
import { dice } from './amended';

const IDS = ['a', 'b', '__proto__', 'constructor', 'a/b', 'a%2Fb', '0 a', 'x\ny', ',', '\ud800'];
const idArb: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('a', 'b') },
  { weight: 3, arbitrary: fc.constantFrom(...IDS) },
);
const dateArb: fc.Arbitrary<string> = fc.constantFrom('2026-01-05', '2026-03-02', '2026-11-30');
const occurrenceArb: fc.Arbitrary<OccurrenceRef> = fc.record({
  item: idArb,
  cycle: fc.constantFrom(0, 1, 2, 10_000),
});

const visitArb: fc.Arbitrary<Visit> = fc
  .tuple(
    fc.record(
      {
        id: idArb,
        method: fc.constantFrom('on-site', ''),
        object: fc.constantFrom('enterprise', 'kitchen'),
      },
      { noNullPrototype: true, requiredKeys: [] },
    ),
    fc.record(
      {
        enterprise: idArb,
        domain: fc.constantFrom('key', 'general', 'other'),
        date: dateArb,
        departments: fc.array(idArb, { maxLength: 3 }),
        lead: idArb,
        minutes: fc.constantFrom(1, 30, 45.5),
        onSite: fc.boolean(),
        occurrences: fc.array(occurrenceArb, { maxLength: 4 }),
      },
      { noNullPrototype: true },
    ),
  )
  .map(([some, all]) => ({ ...some, ...all }));

const unservedArb: fc.Arbitrary<Unserved> = fc
  .tuple(
    idArb,
    occurrenceArb,
    fc.constantFrom('no-open-day', 'exempt', 'visit-cap', 'recognised'),
    idArb,
  )
  .map(([enterprise, occurrence, reason, by]) => ({
    enterprise,
    ...occurrence,
    reason,
    ...(reason === 'recognised' ? { by } : {}),
  }));

const COUNTS = [
  'occurrences',
  'visits',
  'lowerBound',
  'perItem',
  'perDepartment',
  'enterprisesProven',
  'enterprises',
];
const SHARES = ['reduction', 'jointShare', 'onSiteShare', 'overloadMinutes'];

const summaryArb: fc.Arbitrary<Summary> = fc
  .tuple(
    fc.tuple(...COUNTS.map(() => fc.nat(5))),
    fc.tuple(...SHARES.map(() => fc.constantFrom(0, 1, 0.1, 30.25, -2, 1e308, -1e308))),
    fc.dictionary(fc.constantFrom('trips', 'more', '__proto__'), fc.nat(3), {
      noNullPrototype: true,
    }),
    fc.constantFrom({}, { note: 'text', list: [1], byDomain: { key: 1 } }),
  )
  // JSON makes every field an own field, whatever its name.
  .map(([counts, shares, more, other]) =>
    JSON.parse(
      JSON.stringify({
        ...Object.fromEntries([
          ...COUNTS.map((name, k) => [name, counts[k]]),
          ...SHARES.map((name, k) => [name, shares[k]]),
        ]),
        ...more,
        ...other,
      }),
    ),
  );

/**
 * Documents with the shape of a plan that need not be valid: empty visits, duplicate rows,
 * unordered lists, ids that are repeated, missing or names of properties, and occurrences served
 * several times and unserved too.
 */
export const oddPlanArb: fc.Arbitrary<PlanDocument> = fc.record(
  {
    visits: fc.array(visitArb, { maxLength: 9 }),
    unserved: fc.array(unservedArb, { maxLength: 4 }),
    summary: summaryArb,
  },
  { noNullPrototype: true },
);

/** The plan with changes to some of its visits. */
const altered = (plan: PlanDocument, seed: number): PlanDocument => {
  const roll = dice(seed);
  const pick = <A>(list: readonly A[]): A => list[roll(list.length)];
  const all = plan.visits.flatMap(({ occurrences }) => occurrences);
  return {
    ...plan,
    unserved: plan.unserved.filter(() => roll(4) > 0),
    visits: plan.visits.flatMap((visit): readonly Visit[] => {
      const { id: _, ...nameless } = visit;
      switch (roll(10)) {
        case 0:
          return [];
        case 1:
          return [visit, visit];
        case 2:
          return [{ ...visit, date: '2026-04-01' }];
        case 3:
          return [{ ...visit, occurrences: visit.occurrences.slice(1) }];
        case 4:
          return [
            {
              ...visit,
              occurrences: [...visit.occurrences, ...(all.length === 0 ? [] : [pick(all)])],
            },
          ];
        case 5:
          return [{ ...nameless, date: '2026-04-01', lead: 'a' }];
        case 6:
          return [nameless];
        default:
          return [visit];
      }
    }),
  };
};

/** Two documents of that kind; the second may be the first with some changes. */
export const oddPlansArb: fc.Arbitrary<readonly [PlanDocument, PlanDocument]> = fc.oneof(
  fc.tuple(oddPlanArb, oddPlanArb),
  fc.tuple(oddPlanArb, fc.integer()).map(([plan, seed]) => [plan, altered(plan, seed)] as const),
);

/** The plan with its rows, and the lists in them, in another order. */
export const shuffled = (plan: PlanDocument, seed: number): PlanDocument => {
  const roll = dice(seed);
  const mixed = <A>(list: readonly A[]): readonly A[] => {
    const copy = [...list];
    for (let k = copy.length - 1; k > 0; k--) {
      const other = roll(k + 1);
      [copy[k], copy[other]] = [copy[other], copy[k]];
    }
    return copy;
  };
  return {
    visits: mixed(plan.visits).map((visit) => ({
      ...visit,
      departments: mixed(visit.departments),
      occurrences: mixed(visit.occurrences),
    })),
    unserved: mixed(plan.unserved),
    summary: plan.summary,
  };
};
