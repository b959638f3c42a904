import fc from 'fast-check';
import loadHighs from 'highs';
import { describe, expect, test } from 'vitest';
import { weeksOf } from '../../src/registry/weeks';
import { type OverloadBound, overloadBound } from '../../src/schedule/overload-bound';
import { weekOptionsOf } from '../../src/schedule/week-options';
import { capacityOf, loadOf, overloadOf, type Workload } from '../../src/schedule/workload';
import { runs } from '../support/runs';

const random = { seed: 1956, numRuns: runs(200, 600) } as const;

interface Visit {
  /** Ranks of the days that it may be on, ascending. */
  readonly ranks: readonly number[];
  /** Minutes of each team; absent: it takes no part. */
  readonly minutes: ReadonlyArray<number | undefined>;
}

interface Case {
  readonly openDays: readonly number[];
  readonly daily: readonly number[];
  readonly visits: readonly Visit[];
}

const monday = 4;

const rangesOf = (ranks: readonly number[]): ReadonlyArray<readonly [lo: number, hi: number]> => {
  const first = ranks.filter((rank) => !ranks.includes(rank - 1));
  const last = ranks.filter((rank) => !ranks.includes(rank + 1));
  return first.map((lo, i) => [lo, last[i]]);
};

const startsOf = (lists: ReadonlyArray<readonly unknown[]>): Int32Array => {
  let at = 0;
  return Int32Array.from([0, ...lists.map(({ length }) => (at += length))]);
};

const inColumns = ({ openDays, daily, visits }: Case) => {
  const weeks = weeksOf(Int32Array.from(openDays));
  const takes = visits.map(({ minutes }) =>
    minutes.flatMap((own, team) => (own === undefined ? [] : [[team, own] as const])),
  );
  const workload: Workload = {
    weeks,
    daily: Float64Array.from(daily),
    start: startsOf(takes),
    team: Int32Array.from(takes.flat(), ([team]) => team),
    minutes: Float64Array.from(takes.flat(), ([, own]) => own),
  };
  // Every visit has a day set of its own, though some are equal; day sets are numbered backwards.
  const ranges = visits.map(({ ranks }) => rangesOf(ranks)).reverse();
  const options = weekOptionsOf(
    {
      start: startsOf(ranges),
      lo: Int32Array.from(ranges.flat(), ([lo]) => lo),
      hi: Int32Array.from(ranges.flat(), ([, hi]) => hi),
    },
    weeks,
  );
  return { workload, daySet: Int32Array.from(visits, (_, v) => visits.length - 1 - v), options };
};

const boundOf = (one: Case): OverloadBound => {
  const { workload, daySet, options } = inColumns(one);
  return overloadBound(workload, daySet, options);
};

/** Capacities [team][week], and the weeks of each visit. */
const tablesOf = (one: Case) => {
  const { weeks, ...workload } = inColumns(one).workload;
  const capacity = capacityOf({ ...workload, weeks });
  return {
    capacity: one.daily.map((_, t) => [...capacity.slice(t * weeks.count, (t + 1) * weeks.count)]),
    weeksOfVisit: one.visits.map(({ ranks }) => [
      ...new Set(ranks.map((rank) => weeks.ofRank[rank])),
    ]),
  };
};

/** The least overload of any choice of days, by trying one of every week. */
const leastOverload = (one: Case): number => {
  const { workload } = inColumns(one);
  const { ofRank } = workload.weeks;
  const capacity = capacityOf(workload);
  const days = one.visits.map(({ ranks }) =>
    ranks.filter((rank, i) => ofRank[rank] !== ofRank[ranks[i - 1]]),
  );
  const choices = days.reduce<readonly (readonly number[])[]>(
    (all, own) => all.flatMap((chosen) => own.map((rank) => [...chosen, rank])),
    [[]],
  );
  return Math.min(
    ...choices.map((ranks) => overloadOf(loadOf(workload, Int32Array.from(ranks)), capacity)),
  );
};

interface Size {
  readonly weeks: number;
  readonly visits: number;
  readonly teams: number;
}

/**
 * Open days of some weeks, in some of which there is none; visits with any days, often of
 * neighbouring weeks.
 */
const caseArb = (
  size: Size,
  minutes: fc.Arbitrary<number> = fc.integer({ min: 1, max: 20 }),
  daily: fc.Arbitrary<number> = fc.integer({ min: 0, max: 12 }),
): fc.Arbitrary<Case> =>
  fc
    .uniqueArray(fc.nat(7 * size.weeks - 1), { minLength: 1, maxLength: 4 * size.weeks })
    .map((days) => days.map((day) => monday + day).sort((a, b) => a - b))
    .chain((openDays) => {
      const rank = fc.nat(openDays.length - 1);
      const ranks = fc.oneof(
        fc
          .uniqueArray(rank, { minLength: 1, maxLength: 4 })
          .map((some) => some.sort((a, b) => a - b)),
        fc
          .tuple(rank, rank)
          .map(([a, b]) => openDays.flatMap((_, r) => ((r >= a && r <= b) || r === b ? [r] : []))),
      );
      const own = fc.option(minutes, { nil: undefined, freq: 3 });
      return fc.record({
        openDays: fc.constant(openDays),
        daily: fc.tuple(...Array.from({ length: size.teams }, () => daily)),
        visits: fc.array(
          fc.record({
            ranks,
            minutes: fc.array(own, { minLength: size.teams, maxLength: size.teams }),
          }),
          { maxLength: size.visits },
        ),
      });
    });

const tiny: Size = { weeks: 3, visits: 6, teams: 2 };
const large: Size = { weeks: 12, visits: 40, teams: 3 };

/** Amounts that are hard on sums: hardly any, parts that no double is, many. */
const awkward = fc.oneof(
  fc.constantFrom(0, 5e-324, 1e-9, 0.1, 0.3, 1 / 3, 7, 1e15),
  fc.double({ min: 0, max: 40, noNaN: true }),
);
const awkwardCase = (size: Size): fc.Arbitrary<Case> =>
  caseArb(
    size,
    fc.oneof(fc.constantFrom(0.1, 0.3, 1 / 3, 7), fc.double({ min: 1, max: 30, noNaN: true })),
    awkward,
  );

const highs = loadHighs();

/** The least overload of the first team when minutes may be spread over weeks in any parts. */
const spreadOverload = async (one: Case): Promise<number> => {
  const { capacity, weeksOfVisit } = tablesOf(one);
  const visits = one.visits.flatMap(({ minutes: [own] }, v) =>
    own === undefined ? [] : [{ v, own }],
  );
  if (visits.length === 0) return 0;
  const rows = visits.map(
    ({ v, own }) => `v${v}: ${weeksOfVisit[v].map((w) => `+ x${v}_${w}`).join(' ')} = ${own}`,
  );
  capacity[0].forEach((most, w) => {
    const inside = visits
      .filter(({ v }) => weeksOfVisit[v].includes(w))
      .map(({ v }) => `+ x${v}_${w}`);
    rows.push(`w${w}: ${inside.join(' ')} - over${w} <= ${most}`);
  });
  const objective = capacity[0].map((_, w) => `+ over${w}`).join(' ');
  const program = `Minimize\n obj: ${objective}\nSubject To\n ${rows.join('\n ')}\nEnd\n`;
  return (await highs).solve(program).ObjectiveValue;
};

/** What the weeks marked tight prove of a team, added up one by one; 0 at least. */
const provenBy = (one: Case, { tight }: OverloadBound, team: number): number => {
  const { capacity, weeksOfVisit } = tablesOf(one);
  const weeks = capacity[team].length;
  const isTight = (w: number): boolean => tight[team * weeks + w] === 1;
  let proven = 0;
  one.visits.forEach(({ minutes }, v) => {
    const own = minutes[team] ?? 0;
    const inside = Math.min(own, Math.max(...weeksOfVisit[v].map((w) => capacity[team][w])));
    proven += own - inside + (weeksOfVisit[v].every(isTight) ? inside : 0);
  });
  capacity[team].forEach((most, w) => {
    if (isTight(w)) proven -= most;
  });
  return proven;
};

describe('the bound on overload', () => {
  test('is never above the least overload', () => {
    const seen = { above: 0, equal: 0 };
    fc.assert(
      fc.property(caseArb(tiny), (one) => {
        const { minutes } = boundOf(one);
        const least = leastOverload(one);
        expect(minutes).toBeLessThanOrEqual(least);
        if (minutes > 0) seen[minutes === least ? 'equal' : 'above']++;
      }),
      random,
    );
    expect(seen.equal).toBeGreaterThan(runs(25, 100));
  });

  test('is not above it either where sums are not exact, but for what they are wrong, however much others have to do', () => {
    const withMuch = fc
      .tuple(awkwardCase(tiny), fc.constantFrom(1, 2 ** 50, 2 ** 60))
      .map(([one, much]) => ({
        ...one,
        daily: [...one.daily, Number.POSITIVE_INFINITY],
        visits: [...one.visits, { ranks: [0], minutes: [undefined, undefined, much] }],
      }));
    fc.assert(
      fc.property(withMuch, (one) => {
        expect(boundOf(one).minutes).toBeLessThanOrEqual(leastOverload(one) * (1 + 1e-12) + 1e-12);
      }),
      random,
    );
  });

  test('is what spreading minutes over weeks leaves at least, where no visit is longer than its longest week', async () => {
    let above = 0;
    await fc.assert(
      fc.asyncProperty(caseArb({ ...large, teams: 1 }), async (any) => {
        const { capacity, weeksOfVisit } = tablesOf(any);
        const most = weeksOfVisit.map((weeks) => Math.max(...weeks.map((w) => capacity[0][w])));
        const visits = any.visits.flatMap(({ ranks, minutes: [own] }, v) =>
          own === undefined || most[v] === 0 ? [] : [{ ranks, minutes: [Math.min(own, most[v])] }],
        );
        const one = { ...any, visits };
        const { minutes } = boundOf(one);
        above += minutes > 0 ? 1 : 0;
        expect(minutes).toBeCloseTo(await spreadOverload(one), 6);
      }),
      random,
    );
    expect(above).toBeGreaterThan(runs(25, 100));
  });

  test('is what the tight weeks prove, team by team', () => {
    const seen = { tight: 0, loose: 0 };
    fc.assert(
      fc.property(caseArb(large), (one) => {
        const bound = boundOf(one);
        const weeks = bound.tight.length / one.daily.length;
        one.daily.forEach((_, t) => {
          const tight = bound.tight.slice(t * weeks, (t + 1) * weeks);
          seen[tight.includes(1) ? 'tight' : 'loose']++;
          expect(provenBy(one, bound, t)).toBe(bound.ofTeam[t]);
          if (tight.includes(1))
            expect(bound.ofTeam[t]).toBeGreaterThan(
              provenBy(one, { ...bound, tight: new Uint8Array(bound.tight.length) }, t),
            );
        });
        expect(bound.ofTeam.reduce((sum, own) => sum + own, 0)).toBe(bound.minutes);
      }),
      random,
    );
    expect(Math.min(seen.tight, seen.loose)).toBeGreaterThan(runs(80, 300));
  });

  test('never rises with a capacity, by however little that is raised', () => {
    const raised = fc.oneof(
      fc.constantFrom(5e-324, 1e-12, 1e-6, 0.1, 1, 1e18, Number.POSITIVE_INFINITY),
      fc.double({ min: 0, max: 10, noNaN: true }),
    );
    for (const anyCase of [caseArb(large), awkwardCase(large)])
      fc.assert(
        fc.property(anyCase, fc.array(raised, { minLength: 3, maxLength: 3 }), (one, more) => {
          const before = boundOf(one);
          const after = boundOf({ ...one, daily: one.daily.map((own, t) => own + more[t]) });
          expect(after.minutes).toBeLessThanOrEqual(before.minutes);
          after.ofTeam.forEach((own, t) => {
            expect(own).toBeLessThanOrEqual(before.ofTeam[t]);
          });
        }),
        random,
      );
  });

  test('is the same whatever order the visits are in', () => {
    const shuffled = caseArb(large).chain((one) =>
      fc.tuple(
        fc.constant(one),
        fc
          .shuffledSubarray([...one.visits], { minLength: one.visits.length })
          .map((visits) => ({ ...one, visits })),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([one, other]) => {
        expect(boundOf(other)).toEqual(boundOf(one));
      }),
      random,
    );
  });
});

describe('worked examples', () => {
  /**
   * One team with so many minutes a day, one open day a week; visits as their minutes and weeks.
   */
  const weekly = (
    daily: number,
    weeks: number,
    visits: ReadonlyArray<readonly [minutes: number, ...weeks: number[]]>,
  ): Case => ({
    openDays: Array.from({ length: weeks }, (_, w) => monday + 7 * w),
    daily: [daily],
    visits: visits.map(([minutes, ...ranks]) => ({ ranks, minutes: [minutes] })),
  });

  test('three visits of 60 minutes in a week of 100 are 80 too many', () => {
    const one = weekly(100, 2, [
      [60, 0],
      [60, 0],
      [60, 0],
    ]);
    expect(boundOf(one)).toEqual({
      minutes: 80,
      ofTeam: Float64Array.of(80),
      tight: Uint8Array.of(1, 0),
    });
  });

  test('what can go elsewhere does, and a week that is full without it proves nothing', () => {
    const visits = [
      [80, 0],
      [80, 0, 1],
      [20, 1],
      [100, 2],
    ] as const;
    expect(boundOf(weekly(100, 3, visits)).minutes).toBe(0);
    const { minutes, tight } = boundOf(weekly(100, 3, [...visits, [60, 1]]));
    expect(minutes).toBe(80 + 80 + 20 + 60 - 200);
    expect([...tight]).toEqual([1, 1, 0]);
  });

  test('what is in the way moves on, over the holes of a set', () => {
    const visits = [
      [10, 0, 2],
      [10, 0, 3],
      [10, 3],
    ] as const;
    expect(boundOf(weekly(10, 4, visits)).minutes).toBe(0);
    const { minutes, tight } = boundOf(weekly(10, 4, [...visits, [4, 2]]));
    expect(minutes).toBe(4);
    expect([...tight]).toEqual([1, 0, 1, 1]);
  });

  test('a visit of 300 minutes in weeks of 100 and 200 is 100 too long, wherever it is', () => {
    const visit: Visit = { ranks: [0, 1, 2], minutes: [300] };
    const one: Case = { openDays: [monday, monday + 7, monday + 8], daily: [100], visits: [visit] };
    expect(boundOf(one)).toEqual({
      minutes: 100,
      ofTeam: Float64Array.of(100),
      tight: Uint8Array.of(0, 0),
    });
    // Two of them share the weeks, and have 200 minutes each that could be within.
    const { minutes, tight } = boundOf({ ...one, visits: [visit, visit] });
    expect(minutes).toBe(100 + 100 + (200 + 200 - 300));
    expect([...tight]).toEqual([1, 1]);
  });

  test('teams are by themselves: without limit, without minutes, without visits', () => {
    const both: Visit = { ranks: [0], minutes: [50, 50, 50, undefined] };
    const one: Case = {
      openDays: [monday],
      daily: [30, Number.POSITIVE_INFINITY, 0, 0],
      visits: [both, both],
    };
    expect(boundOf(one)).toEqual({
      minutes: 170,
      ofTeam: Float64Array.of(70, 0, 100, 0),
      tight: Uint8Array.of(1, 0, 0, 0),
    });
  });

  test('three times 0.1 are within 0.3, whatever doubles make of it', () => {
    expect(0.1 + 0.1 + 0.1).toBeGreaterThan(0.3);
    const one = weekly(0.3, 1, [
      [0.1, 0],
      [0.1, 0],
      [0.1, 0],
    ]);
    expect(boundOf(one).minutes).toBe(0);
  });

  test('whole minutes are exact up to 2 ** 51', () => {
    const one = weekly(2 ** 50, 1, [
      [2 ** 50, 0],
      [3, 0],
    ]);
    expect(boundOf(one).minutes).toBe(3);
  });

  test('nothing to do, or no day to do it, is no overload', () => {
    expect(boundOf(weekly(10, 2, []))).toEqual({
      minutes: 0,
      ofTeam: new Float64Array(1),
      tight: new Uint8Array(2),
    });
    expect(boundOf(weekly(10, 0, []))).toEqual({
      minutes: 0,
      ofTeam: new Float64Array(1),
      tight: new Uint8Array(0),
    });
  });
});
