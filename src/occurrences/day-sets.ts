/**
 * Sets of open days, each a list of disjoint ranges of *ranks*: rank r is the r-th open day of the horizon, so closed days leave
 * no holes. Columns grow; read them up to `count`.
 */
export interface DaySets {
  readonly count: number;
  /** Set s has the ranges start[s] … start[s + 1] − 1. */
  readonly start: Int32Array;
  /** First rank of each range. */
  readonly lo: Int32Array;
  /** Last rank of each range, inclusive. */
  readonly hi: Int32Array;
  /** Number of days of each set. */
  readonly size: Int32Array;
}

/** Ranges of ranks, flat: [lo, hi, lo, hi, …], ascending and disjoint, ends inclusive. */
export type Ranges = readonly number[];

/** The ranks that are in both. O(a + b). */
export const intersect = (a: Ranges, b: Ranges): Ranges => {
  const out: number[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const lo = Math.max(a[i], b[j]);
    const hi = Math.min(a[i + 1], b[j + 1]);
    if (lo <= hi) out.push(lo, hi);
    if (a[i + 1] < b[j + 1]) i += 2;
    else j += 2;
  }
  return out;
};

/** The ranks from 0 to `ranks` − 1 that are in none of the ranges, which may overlap and come in any order. */
export const complement = (ranges: ReadonlyArray<readonly [number, number]>, ranks: number): Ranges => {
  const out: number[] = [];
  let next = 0;
  for (const [lo, hi] of [...ranges].sort((a, b) => a[0] - b[0])) {
    if (lo > hi) continue;
    if (lo > next) out.push(next, lo - 1);
    next = Math.max(next, hi + 1);
  }
  if (next < ranks) out.push(next, ranks - 1);
  return out;
};

/** Set 0 of every {@link DaySetPool}. */
export const emptySet = 0;

/** Interns day sets: equal sets get one id, so ids can stand for them. */
export interface DaySetPool {
  readonly idOf: (ranges: Ranges) => number;
  readonly rangesOf: (id: number) => Ranges;
  readonly columns: () => DaySets;
}

export const daySetPool = (): DaySetPool => {
  const idByKey = new Map<string, number>([['', emptySet]]);
  const sets: Ranges[] = [[]];
  return {
    idOf: (ranges) => {
      const key = ranges.join();
      const known = idByKey.get(key);
      if (known !== undefined) return known;
      idByKey.set(key, sets.length);
      return sets.push(ranges) - 1;
    },
    rangesOf: (id) => sets[id],
    columns: () => {
      const total = sets.reduce((sum, ranges) => sum + ranges.length / 2, 0);
      const start = new Int32Array(sets.length + 1);
      const lo = new Int32Array(total);
      const hi = new Int32Array(total);
      const size = new Int32Array(sets.length);
      let at = 0;
      sets.forEach((ranges, s) => {
        for (let i = 0; i < ranges.length; i += 2, at++) {
          lo[at] = ranges[i];
          hi[at] = ranges[i + 1];
          size[s] += ranges[i + 1] - ranges[i] + 1;
        }
        start[s + 1] = at;
      });
      return { count: sets.length, start, lo, hi, size };
    },
  };
};
