import fc from 'fast-check';
import { isLeft } from 'fp-ts/Either';
import { describe, expect, test } from 'vitest';
import { compare } from '../../../src/answers/compare/compare';
import type {
  GroupTally,
  VisitDifference,
  VisitTally,
} from '../../../src/answers/compare/comparison';
import { decodePlan } from '../../../src/output/decode-plan';
import type { PlanDocument, Summary, Unserved, Visit } from '../../../src/output/plan-document';
import { oddPlanArb, oddPlansArb, shuffled } from '../../support/plans';
import { runs } from '../../support/runs';

const texts = (rows: readonly unknown[]): readonly string[] =>
  rows.map((row) => JSON.stringify(row)).sort();

/** All that is compared of a visit, that is all but its id. */
const contentOf = (visit: Visit): string => {
  const {
    enterprise,
    domain,
    date,
    method,
    object,
    departments,
    lead,
    minutes,
    onSite,
    occurrences,
  } = visit;
  const members = texts(occurrences.map(({ item, cycle }) => [item, cycle]));
  return JSON.stringify([
    enterprise,
    domain,
    date,
    method,
    object,
    [...new Set(departments)].sort(),
    lead,
    minutes,
    onSite,
    members,
  ]);
};

const without = (all: readonly string[], some: readonly string[]): readonly string[] => {
  const left = [...all];
  for (const one of some) {
    expect(left).toContain(one);
    left.splice(left.indexOf(one), 1);
  }
  return left;
};

/** The visit that comes of the one before by what a difference says. */
const applied = (one: VisitDifference): Visit => {
  if (one.kind === 'added') return one.after;
  if (one.kind === 'removed') throw new Error('nothing comes of it');
  if (one.kind === 'moved') return { ...one.before, date: one.after.date };
  const fields = new Map<string, unknown>(Object.entries(one.before));
  for (const { field, before, after } of one.fields) {
    expect(fields.get(field) ?? null).toEqual(before);
    if (after === null) fields.delete(field);
    else fields.set(field, after);
  }
  const members = [
    ...without(texts(one.before.occurrences), texts(one.left)),
    ...texts(one.joined),
  ];
  fields.set(
    'occurrences',
    members.map((member): unknown => JSON.parse(member)),
  );
  return JSON.parse(JSON.stringify(Object.fromEntries(fields)));
};

const enterprisesOf = ({ visits, unserved }: PlanDocument): readonly string[] => [
  ...new Set([...visits, ...unserved].map(({ enterprise }) => enterprise)),
];

const departmentsOf = ({ visits }: PlanDocument): readonly string[] => [
  ...new Set(visits.flatMap(({ departments }) => departments)),
];

const expectSums = ({ before, after, kept, moved, changed, added, removed }: VisitTally): void => {
  expect(kept + moved + changed + removed).toBe(before);
  expect(kept + moved + changed + added).toBe(after);
};

const groups = (tallies: readonly GroupTally[]): readonly string[] =>
  tallies.map(({ group }) => group);

const law = (
  holds: (a: PlanDocument, b: PlanDocument, seed: number) => void,
  numRuns = runs(100, 1000),
): void =>
  fc.assert(
    fc.property(oddPlansArb, fc.integer(), ([a, b], seed) => holds(a, b, seed)),
    { numRuns, seed: 71 },
  );

describe('whatever has the shape of a plan', () => {
  test('is read as a plan', () => {
    law((a, b) => {
      for (const one of [a, b]) expect(isLeft(decodePlan(one))).toBe(false);
    }, 200);
  });

  test('has no differences from itself', () => {
    fc.assert(
      fc.property(oddPlanArb, fc.integer(), (plan, seed) => {
        const { total, byEnterprise, byDepartment, visits, occurrences, unserved, summary } =
          compare(plan, shuffled(plan, seed));
        const { length } = plan.visits;
        expect(total).toEqual({
          before: length,
          after: length,
          kept: length,
          moved: 0,
          changed: 0,
          added: 0,
          removed: 0,
        });
        expect([byEnterprise, visits, occurrences]).toEqual([[], [], []]);
        for (const { before, after, kept } of byDepartment)
          expect([before, after]).toEqual([kept, kept]);
        expect(unserved).toMatchObject({ unserved: 0, served: 0, reason: 0, owed: 0, ended: 0 });
        for (const { difference } of summary) expect(difference).toBe(0);
      }),
      { numRuns: runs(100, 1000), seed: 72 },
    );
  });

  test('has the mirrored differences the other way round', () => {
    const fates = {
      added: 'removed',
      removed: 'added',
      moved: 'moved',
      changed: 'changed',
    } as const;
    const standings = {
      unserved: 'served',
      served: 'unserved',
      reason: 'reason',
      owed: 'ended',
      ended: 'owed',
    } as const;
    const swapped = <A extends { before?: unknown; after?: unknown }>({
      before,
      after,
      ...rest
    }: A): object => ({
      ...rest,
      ...(after === undefined ? {} : { before: after }),
      ...(before === undefined ? {} : { after: before }),
    });
    const mirrored = (one: VisitDifference): object =>
      one.kind === 'changed'
        ? { ...swapped(one), joined: one.left, left: one.joined, fields: one.fields.map(swapped) }
        : { ...swapped(one), kind: fates[one.kind] };
    const tally = ({ added, removed, ...rest }: VisitTally): object => ({
      ...swapped(rest),
      added: removed,
      removed: added,
    });
    const inOrder = (rows: readonly object[]): readonly string[] =>
      texts(
        rows.map((row) =>
          Object.fromEntries(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1))),
        ),
      );
    law((a, b) => {
      const [one, other] = [compare(a, b), compare(b, a)];
      expect(other.total).toEqual(tally(one.total));
      expect(other.byDepartment).toEqual(one.byDepartment.map(tally));
      expect(other.byEnterprise).toEqual(one.byEnterprise.map(tally));
      expect(inOrder(other.visits)).toEqual(inOrder(one.visits.map(mirrored)));
      expect(other.occurrences).toEqual(
        one.occurrences.map((row) => ({ ...swapped(row), kind: standings[row.kind] })),
      );
      const { unserved, served, owed, ended } = one.unserved;
      expect(other.unserved).toEqual({
        ...swapped(one.unserved),
        ...{ unserved: served, served: unserved, owed: ended, ended: owed },
      });
      for (const [k, { difference = 0, ...figure }] of one.summary.entries()) {
        const { difference: back = 0, ...same } = other.summary[k];
        expect(swapped(figure)).toEqual(same);
        expect(difference + back).toBe(0);
      }
    });
  });

  test('becomes the other by the differences', () => {
    law((a, b) => {
      const { visits, total } = compare(a, b);
      const before = visits.flatMap((one) => (one.kind === 'added' ? [] : [one.before]));
      const kept = without(a.visits.map(contentOf), before.map(contentOf));
      expect(kept).toHaveLength(total.kept);
      const now = visits.flatMap((one) => (one.kind === 'removed' ? [] : [applied(one)]));
      expect([...kept, ...now.map(contentOf)].sort()).toEqual(b.visits.map(contentOf).sort());
    });
  });

  test('has tallies that add up to the visits of both', () => {
    law((a, b) => {
      const { total, onSite, byDepartment, byEnterprise, visits, occurrences } = compare(a, b);
      expectSums(total);
      expect([total.before, total.after]).toEqual([a.visits.length, b.visits.length]);
      expect([onSite.before, onSite.after]).toEqual(
        [a, b].map((plan) => plan.visits.filter((visit) => visit.onSite).length),
      );
      for (const fate of ['moved', 'changed', 'added', 'removed'] as const) {
        const count = visits.filter(({ kind }) => kind === fate).length;
        expect(total[fate]).toBe(count);
        expect(byEnterprise.reduce((sum, tally) => sum + tally[fate], 0)).toBe(count);
      }
      expect(groups(byDepartment)).toEqual(
        [...new Set([...departmentsOf(a), ...departmentsOf(b)])].sort(),
      );
      for (const tally of byDepartment) {
        expectSums(tally);
        const [before, after] = [a, b].map((plan) =>
          plan.visits.filter(({ departments }) => departments.includes(tally.group)),
        );
        expect([tally.before, tally.after]).toEqual([before.length, after.length]);
      }
      const differing = new Set(occurrences.map(({ enterprise }) => enterprise));
      for (const one of visits)
        differing.add((one.kind === 'added' ? one.after : one.before).enterprise);
      expect(groups(byEnterprise)).toEqual([...differing].sort());
      for (const tally of byEnterprise) {
        expectSums(tally);
        const [before, after] = [a, b].map((plan) =>
          plan.visits.filter(({ enterprise }) => enterprise === tally.group),
        );
        expect([tally.before, tally.after]).toEqual([before.length, after.length]);
      }
    });
  });

  test('is compared the same whatever the order of its rows', () => {
    law((a, b, seed) => {
      expect(JSON.stringify(compare(shuffled(a, seed), shuffled(b, seed + 1)))).toBe(
        JSON.stringify(compare(a, b)),
      );
    });
  });

  test('is compared enterprise by enterprise', () => {
    law((a, b) => {
      const whole = compare(a, b);
      const parts = [...new Set([...enterprisesOf(a), ...enterprisesOf(b)])]
        .sort()
        .map((enterprise) => {
          const part = compare(a, b, { enterprise });
          expect([part.enterprise, part.summary]).toEqual([enterprise, []]);
          expect(part.byEnterprise.map(({ group, ...tally }) => [group, tally])).toEqual(
            part.visits.length + part.occurrences.length === 0 ? [] : [[enterprise, part.total]],
          );
          return part;
        });
      expect(parts.flatMap(({ visits }) => visits)).toEqual(whole.visits);
      expect(parts.flatMap(({ occurrences }) => occurrences)).toEqual(whole.occurrences);
      expect(parts.flatMap(({ byEnterprise }) => byEnterprise)).toEqual(whole.byEnterprise);
      for (const fate of ['before', 'after', 'kept'] as const)
        expect(parts.reduce((sum, { total }) => sum + total[fate], 0)).toBe(whole.total[fate]);
    }, 300);
  });

  test('is compared as a plain value, in order, and left as it was', () => {
    law((a, b) => {
      const texted = JSON.stringify([a, b]);
      const comparison = compare(a, b);
      expect(JSON.stringify([a, b])).toBe(texted);
      expect(JSON.parse(JSON.stringify(comparison))).toEqual(comparison);
      const { visits, occurrences, summary } = comparison;
      const dates = visits.map((one) => {
        const { enterprise, date } = one.kind === 'added' ? one.after : one.before;
        return [enterprise, date].join('\0');
      });
      expect(dates).toEqual([...dates].sort());
      const enterprises = occurrences.map(({ enterprise }) => enterprise);
      expect(enterprises).toEqual([...enterprises].sort());
      expect(summary.map(({ figure }) => figure)).toEqual(
        summary.map(({ figure }) => figure).sort(),
      );
    });
  });

  test('has every number of both summaries, and what they differ by', () => {
    law((a, b) => {
      const rows = new Map(compare(a, b).summary.map((row) => [row.figure, row]));
      const numbers = (plan: PlanDocument): ReadonlyMap<string, number> =>
        new Map(Object.entries(plan.summary).filter(([, value]) => typeof value === 'number'));
      const [was, is] = [numbers(a), numbers(b)];
      expect([...rows.keys()].sort()).toEqual([...new Set([...was.keys(), ...is.keys()])].sort());
      for (const [figure, { before, after, difference }] of rows) {
        expect([before, after]).toEqual([was.get(figure), is.get(figure)]);
        const gap = (after ?? Number.NaN) - (before ?? Number.NaN);
        expect(difference).toBe(Number.isFinite(gap) ? gap : undefined);
      }
    });
  });
});

const summary: Summary = {
  ...{
    occurrences: 0,
    visits: 0,
    lowerBound: 0,
    perItem: 0,
    perDepartment: 0,
    reduction: 0,
    enterprisesProven: 0,
  },
  ...{ enterprises: 0, jointShare: 0, onSiteShare: 0, overloadMinutes: 0 },
};

describe('a visit', () => {
  const visit: Visit = {
    ...{
      id: 'E/a/0',
      enterprise: 'E',
      domain: 'general',
      date: '2026-03-02',
      lead: 'fire',
      minutes: 30,
      onSite: true,
    },
    departments: ['fire'],
    occurrences: [{ item: 'a', cycle: 0 }],
  };
  const planOf = (...visits: readonly Visit[]): PlanDocument => ({
    visits,
    unserved: [],
    summary,
  });
  const kinds = (before: readonly Visit[], after: readonly Visit[]): readonly string[] =>
    compare(planOf(...before), planOf(...after)).visits.map(({ kind }) => kind);
  const b = { item: 'b', cycle: 0 };

  test('of the same id goes on, even where another one shares more', () => {
    const other = { ...visit, id: 'E/other', occurrences: [b, { item: 'c', cycle: 0 }] };
    const was = { ...visit, occurrences: [...visit.occurrences, ...other.occurrences] };
    expect(kinds([was], [visit, other]).toSorted()).toEqual(['added', 'changed']);
    expect(compare(planOf(was), planOf(visit, other)).visits).toContainEqual({
      kind: 'added',
      after: other,
    });
  });

  test('of the same id that shares nothing is another one', () => {
    expect(kinds([visit], [{ ...visit, occurrences: [b] }]).toSorted()).toEqual([
      'added',
      'removed',
    ]);
    expect(kinds([visit], [{ ...visit, occurrences: [] }]).toSorted()).toEqual([
      'added',
      'removed',
    ]);
  });

  test('of another enterprise is another one', () => {
    expect(kinds([visit], [{ ...visit, enterprise: 'F' }]).toSorted()).toEqual([
      'added',
      'removed',
    ]);
  });

  test('without an id has that of its first occurrence', () => {
    const { id: _, ...nameless } = visit;
    expect(
      kinds(
        [{ ...visit, occurrences: [b, ...visit.occurrences] }],
        [{ ...nameless, occurrences: visit.occurrences }],
      ),
    ).toEqual(['changed']);
    const [difference] = compare(planOf(), planOf({ ...nameless, enterprise: 'E/1' })).visits;
    expect(difference.kind === 'added' && difference.after.id).toBe('E%2F1/a/0');
  });

  test('goes on as the one that shares most, of as many as the one on its date', () => {
    const was = { ...visit, id: 'x', occurrences: [...visit.occurrences, b] };
    const [one, other] = [
      { ...visit, id: 'y', date: '2026-02-02' },
      { ...visit, id: 'z', occurrences: [b] },
    ];
    expect(
      compare(planOf(was), planOf(one, other)).visits.map((row) => [
        row.kind,
        'after' in row && row.after.id,
      ]),
    ).toEqual([
      ['added', 'y'],
      ['changed', 'z'],
    ]);
  });

  test('goes on as the one that shares most, whatever the dates', () => {
    const was = {
      ...visit,
      id: 'x',
      occurrences: [...visit.occurrences, b, { item: 'c', cycle: 0 }],
    };
    const [one, other] = [
      { ...visit, id: 'y' },
      { ...visit, id: 'z', date: '2026-04-01', occurrences: was.occurrences.slice(1) },
    ];
    expect(compare(planOf(was), planOf(one, other)).visits).toContainEqual({
      kind: 'added',
      after: one,
    });
    expect(compare(planOf(one, other), planOf(was)).visits).toContainEqual({
      kind: 'removed',
      before: one,
    });
  });

  test('does not share an occurrence for having the same letters in it', () => {
    const [one, other] = [
      { ...visit, id: 'x', occurrences: [{ item: '1a', cycle: 1 }] },
      { ...visit, id: 'y', occurrences: [{ item: 'a', cycle: 11 }] },
    ];
    expect(kinds([one], [other]).toSorted()).toEqual(['added', 'removed']);
  });

  test('with another id alone is kept', () => {
    expect(kinds([visit], [{ ...visit, id: 'x' }])).toEqual([]);
  });
});

test('what is both served and unserved is served, and of two reasons the first counts', () => {
  const visit: Visit = {
    ...{
      enterprise: 'E',
      domain: 'general',
      date: '2026-03-02',
      lead: 'fire',
      minutes: 30,
      onSite: true,
    },
    departments: ['fire'],
    occurrences: [{ item: 'a', cycle: 0 }],
  };
  const row = (item: string, reason: Unserved['reason']): Unserved => ({
    enterprise: 'E',
    item,
    cycle: 0,
    reason,
  });
  const before = {
    visits: [],
    unserved: [row('a', 'exempt'), row('b', 'visit-cap'), row('b', 'no-open-day')],
    summary,
  };
  const after = { visits: [visit], unserved: [row('a', 'exempt'), row('b', 'visit-cap')], summary };
  const standing = (reason: Unserved['reason']): object => ({ kind: 'unserved', reason });
  expect(compare(before, after).occurrences).toEqual([
    {
      kind: 'served',
      enterprise: 'E',
      item: 'a',
      cycle: 0,
      before: standing('exempt'),
      after: { kind: 'visit' },
    },
    {
      kind: 'reason',
      enterprise: 'E',
      item: 'b',
      cycle: 0,
      before: standing('no-open-day'),
      after: standing('visit-cap'),
    },
  ]);
});

test('one enterprise with thirty thousand visits, all alike, is compared in time', () => {
  const visits = Array.from(
    { length: 30_000 },
    (_, k): Visit => ({
      ...{
        id: 'same',
        enterprise: 'E',
        domain: 'general',
        date: '2026-03-02',
        lead: 'fire',
        minutes: 30,
        onSite: true,
      },
      departments: [],
      occurrences: [
        { item: 'a', cycle: 0 },
        { item: 'b', cycle: k % 2 },
      ],
    }),
  );
  const [a, b] = [visits, visits.slice(1)].map(
    (rows): PlanDocument => ({ visits: rows, unserved: [], summary }),
  );
  expect(compare(a, b).total).toMatchObject({ before: 30_000, after: 29_999 });
});
