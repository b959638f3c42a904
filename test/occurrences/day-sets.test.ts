import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  complement,
  daySetPool,
  emptySet,
  intersect,
  type Ranges,
} from '../../src/occurrences/day-sets';

const RANKS = 40;

const rankSetArb: fc.Arbitrary<ReadonlySet<number>> = fc
  .array(fc.boolean(), { minLength: RANKS, maxLength: RANKS })
  .map((has) => new Set([...has.keys()].filter((rank) => has[rank])));

/** The fewest ranges that make up the set. */
const rangesOf = (ranks: ReadonlySet<number>): Ranges =>
  [...ranks]
    .sort((a, b) => a - b)
    .flatMap((rank) => [
      ...(ranks.has(rank - 1) ? [] : [rank]),
      ...(ranks.has(rank + 1) ? [] : [rank]),
    ]);

const ranksOf = (ranges: Ranges): ReadonlySet<number> => {
  const ranks = new Set<number>();
  for (let k = 0; k < ranges.length; k += 2)
    for (let rank = ranges[k]; rank <= ranges[k + 1]; rank++) ranks.add(rank);
  return ranks;
};

describe('ranges of ranks', () => {
  test('intersect as the sets they stand for do, and stay the fewest ranges', () => {
    fc.assert(
      fc.property(rankSetArb, rankSetArb, (a, b) => {
        const both = new Set([...a].filter((rank) => b.has(rank)));
        expect(intersect(rangesOf(a), rangesOf(b))).toEqual(rangesOf(both));
      }),
    );
  });

  test('complement as the sets they stand for do, whatever their order and however they overlap', () => {
    const range = fc.tuple(fc.nat(RANKS - 1), fc.integer({ min: -2, max: 9 }));
    fc.assert(
      fc.property(fc.array(range, { maxLength: 8 }), (starts) => {
        const ranges = starts.map(([lo, more]) => [lo, Math.min(lo + more, RANKS - 1)] as const);
        const outside = [...Array(RANKS).keys()].filter(
          (rank) => !ranges.some(([lo, hi]) => lo <= rank && rank <= hi),
        );
        expect(complement(ranges, RANKS)).toEqual(rangesOf(new Set(outside)));
      }),
    );
  });
});

describe('a pool of day sets', () => {
  test('has one id for equal sets and two for others; set 0 is the empty one', () => {
    const few = rankSetArb.map((ranks) => new Set([...ranks].filter((rank) => rank < 4)));
    fc.assert(
      fc.property(fc.array(few, { maxLength: 30 }), (sets) => {
        const pool = daySetPool();
        const ids = sets.map((set) => pool.idOf(rangesOf(set)));
        sets.forEach((a, i) => {
          expect(ids[i] === emptySet).toBe(a.size === 0);
          expect(ranksOf(pool.rangesOf(ids[i]))).toEqual(a);
          sets.forEach((b, j) => {
            expect(ids[i] === ids[j]).toBe(rangesOf(a).join() === rangesOf(b).join());
          });
        });
      }),
    );
  });

  test('cuts a set at a rank, and knows its last', () => {
    fc.assert(
      fc.property(rankSetArb, fc.integer({ min: 0, max: RANKS }), (set, rank) => {
        const pool = daySetPool();
        const id = pool.idOf(rangesOf(set));
        const tail = pool.tailOf(id, rank);
        expect(ranksOf(pool.rangesOf(tail))).toEqual(
          new Set([...set].filter((own) => own >= rank)),
        );
        expect(pool.lastOf(id)).toBe(Math.max(-1, ...set));
        expect(pool.count()).toBe(new Set([emptySet, id, tail]).size);
      }),
    );
  });

  test('keeps columns as they were when more sets come', () => {
    fc.assert(
      fc.property(fc.array(rankSetArb, { maxLength: 40 }), fc.nat(40), (sets, first) => {
        const pool = daySetPool();
        for (const set of sets.slice(0, first)) pool.idOf(rangesOf(set));
        const columns = pool.columns();
        const before = JSON.stringify(columns);
        for (const set of sets.slice(first)) pool.idOf(rangesOf(set));
        expect(JSON.stringify(columns)).toBe(before);
      }),
    );
  });

  test('tells in its columns what was put in', () => {
    fc.assert(
      fc.property(fc.array(rankSetArb, { maxLength: 12 }), (sets) => {
        const pool = daySetPool();
        const ids = sets.map((set) => pool.idOf(rangesOf(set)));
        const { count, start, lo, hi, size } = pool.columns();
        expect(count).toBe(new Set([emptySet, ...ids]).size);
        sets.forEach((set, s) => {
          const ranges: number[] = [];
          for (let r = start[ids[s]]; r < start[ids[s] + 1]; r++) ranges.push(lo[r], hi[r]);
          expect(ranges).toEqual(rangesOf(set));
          expect(size[ids[s]]).toBe(set.size);
        });
      }),
    );
  });
});
