// Plans of random registries, and what became of them in a year, held against a reading that shares
// nothing with the one under test.
import fc from 'fast-check';
import { isLeft, isRight } from 'fp-ts/Either';
import { describe, expect, test } from 'vitest';
import { compare } from '../../../src/answers/compare/compare';
import type { Comparison, VisitDifference } from '../../../src/answers/compare/comparison';
import { decodeRegistry } from '../../../src/decode/decode-registry';
import type { OccurrenceRef, PlanDocument, Visit } from '../../../src/output/plan-document';
import { plan } from '../../../src/plan/plan';
import type { RegistryInput } from '../../../src/registry/registry';
import { separately } from '../../../src/replan/separately';
import { revise } from '../../../src/revise/revise';
import { decoded } from '../../support/decoded';
import { registryArb } from '../../support/registries';
import { runs } from '../../support/runs';
import { happenings } from '../../support/year';

const refText = ({ item, cycle }: OccurrenceRef): string => JSON.stringify([item, cycle]);
const members = ({ occurrences }: Visit): readonly string[] => occurrences.map(refText);
const inBoth = (a: Visit, b: Visit): number =>
  members(a).filter((one) => members(b).includes(one)).length;
const order = (a: string | undefined, b: string | undefined): number =>
  (a ?? '') < (b ?? '') ? -1 : a === b ? 0 : 1;

type Pair = readonly [before: Visit | undefined, after: Visit | undefined];

/**
 * Pairs by looking at every two visits again and again; each plan must have every id and every
 * occurrence once.
 */
const naivePairs = (before: readonly Visit[], after: readonly Visit[]): readonly Pair[] => {
  let [was, is] = [[...before], [...after]];
  const pairs: Pair[] = [];
  const take = (a: Visit, b: Visit): void => {
    pairs.push([a, b]);
    was = was.filter((one) => one !== a);
    is = is.filter((one) => one !== b);
  };
  for (const a of before)
    for (const b of after)
      if (a.enterprise === b.enterprise && a.id === b.id && inBoth(a, b) > 0) take(a, b);
  const sharing = was.flatMap((a) =>
    is
      .filter((b) => a.enterprise === b.enterprise)
      .map((b) => ({ a, b, shared: inBoth(a, b), sameDate: Number(a.date === b.date) }))
      .filter(({ shared }) => shared > 0),
  );
  for (;;) {
    const [best] = sharing
      .filter(({ a, b }) => was.includes(a) && is.includes(b))
      .sort(
        (p, q) =>
          q.shared - p.shared ||
          q.sameDate - p.sameDate ||
          order(p.a.date, q.a.date) ||
          order(p.a.id, q.a.id) ||
          order(p.b.date, q.b.date) ||
          order(p.b.id, q.b.id),
      );
    if (best === undefined) break;
    take(best.a, best.b);
  }
  return [
    ...pairs,
    ...was.map((a): Pair => [a, undefined]),
    ...is.map((b): Pair => [undefined, b]),
  ];
};

const nameless = ({ id: _, ...rest }: Visit): string => JSON.stringify(rest);

const naiveKind = ([a, b]: Pair): string => {
  if (a === undefined || b === undefined) return a === undefined ? 'added' : 'removed';
  if (nameless(a) === nameless(b)) return 'kept';
  return nameless({ ...a, date: b.date }) === nameless(b) ? 'moved' : 'changed';
};

const lineOf = (kind: string, [a, b]: Pair): string => JSON.stringify([kind, a ?? null, b ?? null]);

const lines = ({ visits }: Comparison): readonly string[] =>
  visits
    .map((one) =>
      lineOf(one.kind, [
        one.kind === 'added' ? undefined : one.before,
        one.kind === 'removed' ? undefined : one.after,
      ]),
    )
    .sort();

/** Where every occurrence is: `served`, or why not. */
const places = ({ visits, unserved }: PlanDocument): ReadonlyMap<string, string> =>
  new Map([
    ...unserved.map(
      ({ enterprise, item, cycle, reason, by }) =>
        [JSON.stringify([enterprise, item, cycle]), JSON.stringify([reason, by])] as const,
    ),
    ...visits.flatMap(({ enterprise, occurrences }) =>
      occurrences.map(
        ({ item, cycle }) => [JSON.stringify([enterprise, item, cycle]), 'served'] as const,
      ),
    ),
  ]);

const naiveOccurrences = (a: PlanDocument, b: PlanDocument): readonly string[] => {
  const [was, is] = [places(a), places(b)];
  return [...new Set([...was.keys(), ...is.keys()])]
    .flatMap((key) => {
      const [before, after] = [was.get(key), is.get(key)];
      if (before === after) return [];
      if (before === undefined) return [`owed ${key} ${after}`];
      if (after === undefined) return [`ended ${key} ${before}`];
      return [
        `${after === 'served' ? 'served' : before === 'served' ? 'unserved' : 'reason'} ${key} ${before} ${after}`,
      ];
    })
    .sort();
};

const occurrenceLines = ({ occurrences }: Comparison): readonly string[] =>
  occurrences
    .map(({ kind, enterprise, item, cycle, before, after }) => {
      const said = [before, after].flatMap((one) =>
        one === undefined
          ? []
          : [one.kind === 'visit' ? 'served' : JSON.stringify([one.reason, one.by])],
      );
      return [kind, JSON.stringify([enterprise, item, cycle]), ...said].join(' ');
    })
    .sort();

const expectNaive = (a: PlanDocument, b: PlanDocument): void => {
  const comparison = compare(a, b);
  const pairs = naivePairs(a.visits, b.visits).map((pair) => [naiveKind(pair), pair] as const);
  expect(comparison.total.kept).toBe(pairs.filter(([kind]) => kind === 'kept').length);
  expect(lines(comparison)).toEqual(
    pairs
      .filter(([kind]) => kind !== 'kept')
      .map(([kind, pair]) => lineOf(kind, pair))
      .sort(),
  );
  expect(occurrenceLines(comparison)).toEqual(naiveOccurrences(a, b));
  const { before, after } = comparison.unserved;
  expect([before, after]).toEqual([a.unserved.length, b.unserved.length]);
};

/** The registry with another of its policies: caps, recognition, and how much fits into a visit. */
const otherwise = (input: RegistryInput, roll: number): RegistryInput => {
  const policy = input.policy ?? {};
  const domains = {
    general: { window: 1, maxDepartments: 1 + (roll % 3) },
    key: { window: 0.5 },
    township: { window: 1 },
  };
  return [
    { ...input, policy: { ...policy, recognise: policy.recognise !== true } },
    { ...input, policy: { ...policy, domains } },
    { ...input, policy: { ...policy, capByGrade: { A: 1, B: 2 } } },
    {
      ...input,
      items: input.items.slice(1 + (roll % 2)),
      assignments: [],
      history: [],
      policy: { ...policy, apart: [] },
    },
  ][roll % 4];
};

/** The same plan under ids that say nothing of the other one. */
const renamed = (document: PlanDocument): PlanDocument => ({
  ...document,
  visits: document.visits.map((visit) => ({ ...visit, id: `other ${visit.id}` })),
});

const withoutIds = (document: PlanDocument): PlanDocument => ({
  ...document,
  visits: document.visits.map(({ id: _, ...visit }) => visit),
});

describe('two plans are compared as by looking at every two visits', () => {
  test('under two policies', () => {
    let compared = 0;
    fc.assert(
      fc.property(registryArb({ enterprises: 3 }), fc.nat(11), (input, roll) => {
        const other = decodeRegistry(otherwise(input, roll));
        if (isLeft(other)) return;
        compared++;
        expectNaive(plan(decoded(input)).toJSON(), plan(other.right));
      }),
      { numRuns: runs(25, 200), seed: 73 },
    );
    expect(compared).toBeGreaterThan(runs(12, 120));
  });

  test('joint and separate, with ids, without, and with others', () => {
    fc.assert(
      fc.property(registryArb({ enterprises: 3 }), (input) => {
        const registry = decoded(input);
        const [a, b] = [plan(separately(registry)), plan(registry)];
        expectNaive(a, b);
        expect(compare(withoutIds(a), withoutIds(b))).toEqual(compare(a, b));
        expectNaive(a, renamed(b));
      }),
      { numRuns: runs(20, 150), seed: 74 },
    );
  });
});

describe('a revision', () => {
  test('is compared as by looking at every two visits, and found where it says that a visit is not as it was', () => {
    const seen = new Map<string, number>();
    let checked = 0;
    fc.assert(
      fc.property(
        registryArb({ enterprises: 3 }),
        fc.nat(10_000),
        fc.boolean(),
        (input, seed, few) => {
          const registry = decoded(input);
          const published = plan(registry);
          const happened = happenings(registry, published, seed);
          const revised = revise(registry, published, happened, {
            prefer: few ? 'fewest-visits' : 'fewest-changes',
          });
          if (isLeft(revised)) throw new Error(JSON.stringify(revised.left));
          const { plan: now, registry: registryNow, changes } = revised.right;
          expectNaive(published, now);
          const { visits } = compare(published, now);
          const found = (id: string): VisitDifference | undefined =>
            visits.find((one) => one.kind !== 'added' && one.before.id === id);
          for (const { kind, id, before, after } of changes) {
            seen.set(kind, (seen.get(kind) ?? 0) + 1);
            if (kind === 'added') continue;
            const one = found(id);
            // An id that is free again may be given to a visit that has nothing in common with the
            // one that had it.
            const goesOn =
              after?.occurrences.some((ref) =>
                before?.occurrences.map(refText).includes(refText(ref)),
              ) === true;
            if (kind === 'removed' || !goesOn) {
              // What shares most goes on as another visit.
              if (one?.kind !== 'removed')
                expect(
                  changes.some((row) => row.after !== undefined && one?.after.id === row.id),
                ).toBe(true);
            } else {
              expect(kind === 'moved' ? ['moved', 'changed'] : ['changed']).toContain(one?.kind);
              if (one?.kind !== 'moved' && one?.kind !== 'changed') return;
              expect([one.before, one.after]).toMatchObject([
                { id, ...before },
                { id, ...after },
              ]);
            }
          }
          // Nor is anything else different of what is still to be made, but for visits that were
          // missed and items that are not as they were.
          const said = new Set(changes.map(({ id }) => id));
          const missed = new Set(
            happened.flatMap((change) =>
              change.change === 'through' ? (change.missed ?? []) : [],
            ),
          );
          for (const one of visits) {
            const [was, is] = [
              one.kind === 'added' ? undefined : one.before,
              one.kind === 'removed' ? undefined : one.after,
            ];
            if (((is ?? was)?.date ?? '') <= (registryNow.frozenThrough ?? '')) continue;
            if (
              one.kind === 'changed' &&
              one.joined.length + one.left.length === 0 &&
              was?.date === is?.date
            )
              continue;
            const ids = [was?.id ?? '', is?.id ?? ''];
            expect(ids.some((id) => said.has(id) || missed.has(id))).toBe(true);
            checked++;
          }
        },
      ),
      { numRuns: runs(60, 200), seed: 75 },
    );
    for (const kind of ['added', 'removed', 'moved', 'changed'])
      expect(seen.get(kind)).toBeGreaterThan(runs(0, 10));
    expect(checked).toBeGreaterThan(runs(50, 200));
  });

  test('without anything that happened has no differences', () => {
    fc.assert(
      fc.property(registryArb({ enterprises: 3 }), (input) => {
        const registry = decoded(input);
        const published = plan(registry);
        const revised = revise(registry, published, []);
        if (!isRight(revised)) throw new Error('refused');
        const { visits, occurrences } = compare(published, revised.right.plan);
        expect([visits, occurrences]).toEqual([[], []]);
      }),
      { numRuns: runs(13, 100), seed: 76 },
    );
  });
});
