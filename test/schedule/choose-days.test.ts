import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { daySetPool } from '../../src/occurrences/day-sets';
import { chooseDays, type VisitsToDate } from '../../src/schedule/choose-days';
import { commonDays } from '../../src/schedule/visit-days';

interface Visit {
  readonly onSite: boolean;
  /** Ranks that each member allows; some rank is in all of them. */
  readonly members: ReadonlyArray<ReadonlySet<number>>;
}

interface EnterpriseVisits {
  readonly spread: number;
  readonly visits: readonly Visit[];
}

const visitArb = (ranks: number): fc.Arbitrary<Visit> =>
  fc
    .record({
      onSite: fc.oneof({ weight: 3, arbitrary: fc.constant(true) }, fc.constant(false)),
      common: fc.nat(ranks - 1),
      members: fc.array(
        fc.oneof(
          fc.uniqueArray(fc.nat(ranks - 1)),
          fc
            .tuple(fc.nat(ranks - 1), fc.nat(3))
            .map(([from, more]) => Array.from({ length: more + 1 }, (_, k) => from + k)),
        ),
        { minLength: 1, maxLength: 3 },
      ),
    })
    .map(({ onSite, common, members }) => ({
      onSite,
      members: members.map((days) => new Set([common, ...days.filter((day) => day < ranks)])),
    }));

const enterpriseArb = (visits: number, ranks: number): fc.Arbitrary<EnterpriseVisits> =>
  fc.record({
    spread: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    visits: fc.array(visitArb(ranks), { maxLength: visits }),
  });

const inColumns = (enterprises: readonly EnterpriseVisits[]): VisitsToDate => {
  const pool = daySetPool();
  const starts = (counts: readonly number[]): Int32Array => {
    let at = 0;
    return Int32Array.from([0, ...counts.map((count) => (at += count))]);
  };
  const all = enterprises.flatMap(({ visits }) => visits);
  const rangesOf = (days: ReadonlySet<number>): readonly number[] =>
    [...days]
      .sort((a, b) => a - b)
      .flatMap((day) => [...(days.has(day - 1) ? [] : [day]), ...(days.has(day + 1) ? [] : [day])]);
  const known = new Map<ReadonlySet<number>, number>();
  const idOf = (days: ReadonlySet<number>): number => {
    const id = known.get(days) ?? pool.idOf(rangesOf(days));
    known.set(days, id);
    return id;
  };
  const daySet = Int32Array.from(
    all.flatMap(({ members }) => members),
    idOf,
  );
  const members = {
    memberStart: starts(all.map((visit) => visit.members.length)),
    // Members are the occurrences backwards, so that one cannot be taken for the other.
    member: daySet.map((_, o) => daySet.length - 1 - o),
  };
  return {
    enterpriseStart: starts(enterprises.map(({ visits }) => visits.length)),
    ...commonDays(members, { daySet: daySet.slice().reverse(), daySets: pool.columns() }),
    onSite: Uint8Array.from(all, ({ onSite }) => (onSite ? 1 : 0)),
    spread: Float64Array.from(
      enterprises.flatMap(({ spread, visits }) => visits.map(() => spread)),
    ),
  };
};

const allowed = ({ members }: Visit): readonly number[] =>
  [...members[0]].filter((day) => members.every((days) => days.has(day)));

/** The most days that the visits can be spread over, by trying everything. */
const mostDays = (visits: readonly Visit[], taken: ReadonlySet<number> = new Set()): number => {
  if (visits.length === 0) return taken.size;
  const [visit, ...others] = visits;
  return Math.max(...allowed(visit).map((day) => mostDays(others, new Set([...taken, day]))));
};

describe('the days of visits', () => {
  test('are allowed to all of their occurrences', () => {
    fc.assert(
      fc.property(fc.array(enterpriseArb(12, 20), { maxLength: 4 }), (enterprises) => {
        const rank = chooseDays(inColumns(enterprises));
        const all = enterprises.flatMap(({ visits }) => visits);
        expect(rank.length).toBe(all.length);
        all.forEach((visit, v) => {
          expect(allowed(visit)).toContain(rank[v]);
        });
      }),
      { numRuns: 500 },
    );
  });

  test('have one on-site visit each, wherever trying everything finds such days', () => {
    const seen = { apart: 0, together: 0 };
    fc.assert(
      fc.property(enterpriseArb(6, 4), (enterprise) => {
        const rank = chooseDays(inColumns([enterprise]));
        const onSite = enterprise.visits.filter((visit) => visit.onSite);
        const days = new Set(
          enterprise.visits.flatMap((visit, v) => (visit.onSite ? [rank[v]] : [])),
        );
        const most = mostDays(onSite);
        seen[most === onSite.length ? 'apart' : 'together']++;
        expect(days.size).toBe(most);
      }),
      { numRuns: 1000 },
    );
    expect(Math.min(seen.apart, seen.together)).toBeGreaterThan(100);
  });

  test('of one enterprise do not depend on the others, and come out the same again', () => {
    fc.assert(
      fc.property(fc.array(enterpriseArb(6, 12), { minLength: 2, maxLength: 4 }), (enterprises) => {
        const together = [...chooseDays(inColumns(enterprises))];
        expect(
          enterprises.flatMap((enterprise) => [...chooseDays(inColumns([enterprise]))]),
        ).toEqual(together);
        expect([...chooseDays(inColumns(enterprises))]).toEqual(together);
      }),
      { numRuns: 200 },
    );
  });

  test('differ between enterprises that could all be visited on one day', () => {
    const visit = {
      onSite: true,
      members: [new Set(Array.from({ length: 100 }, (_, day) => day))],
    };
    const enterprises = Array.from({ length: 100 }, (_, k) => ({
      spread: (k + 0.5) / 100,
      visits: [visit],
    }));
    expect(new Set(chooseDays(inColumns(enterprises))).size).toBe(100);
  });

  test('are moved along a chain of visits where the last one has but one day', () => {
    const chain = Array.from({ length: 60 }, (_, k) => ({
      onSite: true,
      members: [new Set([k, k + 1])],
    }));
    const last = { onSite: true, members: [new Set([0])] };
    const rank = chooseDays(inColumns([{ spread: 0, visits: [...chain, last] }]));
    expect([...rank]).toEqual([...chain.map((_, k) => k + 1), 0]);
  });

  test('of more visits than days take every day, and the others the one they would rather have', () => {
    const days = new Set(Array.from({ length: 2500 }, (_, day) => day));
    const visits = Array.from({ length: 36_000 }, () => ({ onSite: true, members: [days] }));
    const rank = chooseDays(inColumns([{ spread: 0.5, visits }]));
    expect(new Set(rank.subarray(0, 2500)).size).toBe(2500);
    expect(new Set(rank.subarray(2500))).toEqual(new Set([1250]));
  });

  test('of nobody are none', () => {
    expect([...chooseDays(inColumns([]))]).toEqual([]);
    expect([...chooseDays(inColumns([{ spread: 0.5, visits: [] }]))]).toEqual([]);
  });
});
