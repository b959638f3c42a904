import { withRoom } from '../columns/growable';

/**
 * Sets of open days, each a list of disjoint ranges of *ranks*. Rank r is the r-th open day of the
 * horizon, so closed days make no gaps.
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

/** The ranks in both. O(a + b). */
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

/** The ranks 0 … ranks − 1 outside all ranges. The ranges may overlap and come in any order. */
export const complement = (
  ranges: ReadonlyArray<readonly [number, number]>,
  ranks: number,
): Ranges => {
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

/** A pool of day sets: equal sets have one id, so ids can stand for them. */
export interface DaySetPool {
  readonly idOf: (ranges: Ranges) => number;
  readonly rangesOf: (id: number) => Ranges;
  /** Id of the part of a set from a rank on. */
  readonly tailOf: (id: number, rank: number) => number;
  /** Last rank of a set; −1 for the empty set. */
  readonly lastOf: (id: number) => number;
  /** Number of sets. */
  readonly count: () => number;
  /** All sets so far; later sets do not change the result. O(1). */
  readonly columns: () => DaySets;
}

export const daySetPool = (): DaySetPool => {
  const idByKey = new Map<string, number>([['', emptySet]]);
  let count = 1;
  let start: Int32Array = new Int32Array(16);
  let size: Int32Array = new Int32Array(16);
  let lo: Int32Array = new Int32Array(16);
  let hi: Int32Array = new Int32Array(16);

  const add = (ranges: Ranges): number => {
    start = withRoom(start, count + 2);
    size = withRoom(size, count + 1);
    let at = start[count];
    lo = withRoom(lo, at + ranges.length / 2);
    hi = withRoom(hi, at + ranges.length / 2);
    for (let i = 0; i < ranges.length; i += 2, at++) {
      lo[at] = ranges[i];
      hi[at] = ranges[i + 1];
      size[count] += ranges[i + 1] - ranges[i] + 1;
    }
    start[count + 1] = at;
    return count++;
  };

  const idOf = (ranges: Ranges): number => {
    // A horizon has at most 3,660 ranks, so each is a UTF-16 code unit.
    const key = String.fromCharCode(...ranges);
    const known = idByKey.get(key);
    if (known !== undefined) return known;
    idByKey.set(key, count);
    return add(ranges);
  };

  /** The ranges r … start[id + 1] − 1, flat. */
  const rangesFrom = (r: number, id: number): number[] => {
    const ranges: number[] = [];
    for (let at = r; at < start[id + 1]; at++) ranges.push(lo[at], hi[at]);
    return ranges;
  };

  return {
    idOf,
    rangesOf: (id) => rangesFrom(start[id], id),
    tailOf: (id, rank) => {
      let r = start[id];
      while (r < start[id + 1] && hi[r] < rank) r++;
      if (r === start[id + 1]) return emptySet;
      if (r === start[id] && lo[r] >= rank) return id;
      const ranges = rangesFrom(r, id);
      ranges[0] = Math.max(ranges[0], rank);
      return idOf(ranges);
    },
    lastOf: (id) => (id === emptySet ? -1 : hi[start[id + 1] - 1]),
    count: () => count,
    columns: () => ({
      count,
      start: start.subarray(0, count + 1),
      lo: lo.subarray(0, start[count]),
      hi: hi.subarray(0, start[count]),
      size: size.subarray(0, count),
    }),
  };
};
