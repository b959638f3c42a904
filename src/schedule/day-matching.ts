import { rootOf } from '../columns/disjoint-sets';
import type { DaySetColumns } from './common-ranges';

/** Buffers that are used for one enterprise after another; visit k is the enterprise's k-th. */
export interface DayMatching {
  readonly daySets: DaySetColumns;
  /** The day set of each visit. */
  readonly set: Int32Array;
  /** The preferred rank of each visit, and the range that contains it. */
  readonly home: Int32Array;
  readonly homeRange: Int32Array;
  /** The present rank of each visit. */
  readonly day: Int32Array;
  /** The visit that has each rank to itself; −1 for none. */
  readonly takenBy: Int32Array;
  /**
   * During a search, for each visit: the rank to continue from, the range that contains it,
   * and the number of ranges left.
   */
  readonly next: Int32Array;
  readonly nextRange: Int32Array;
  readonly rangesLeft: Int32Array;
  /** The visits on the current path, and the rank that each of them would get. */
  readonly path: Int32Array;
  readonly wanted: Int32Array;
  /** The ranks tried, in order. */
  readonly tried: Int32Array;
  /**
   * skip[r] is r for a rank not tried; else a later rank, with all ranks in between
   * tried. The last entry is the end.
   */
  readonly skip: Int32Array;
  /** The first `hopeless` tried ranks lead to no free rank, whatever is placed later. */
  hopeless: number;
}

/** Buffers for enterprises of at most `visits` visits. */
export const dayMatching = (
  visits: number,
  ranks: number,
  daySets: DaySetColumns,
): DayMatching => ({
  daySets,
  set: new Int32Array(visits),
  home: new Int32Array(visits),
  homeRange: new Int32Array(visits),
  day: new Int32Array(visits),
  takenBy: new Int32Array(ranks).fill(-1),
  next: new Int32Array(visits),
  nextRange: new Int32Array(visits),
  rangesLeft: new Int32Array(visits),
  path: new Int32Array(ranks + 1),
  wanted: new Int32Array(ranks + 1),
  tried: new Int32Array(ranks),
  skip: Int32Array.from({ length: ranks + 1 }, (_, rank) => rank),
  hopeless: 0,
});

/**
 * Gives visit k its preferred rank: the one at share 0 ≤ spread < 1 of its ranks.
 * O(its ranges).
 */
export const settle = (matching: DayMatching, k: number, spread: number): void => {
  const { set, home, homeRange, day } = matching;
  const { start, lo, hi } = matching.daySets;
  let size = 0;
  for (let r = start[set[k]]; r < start[set[k] + 1]; r++) size += hi[r] - lo[r] + 1;
  let position = Math.floor(spread * size);
  let range = start[set[k]];
  for (; position > hi[range] - lo[range]; range++) position -= hi[range] - lo[range] + 1;
  home[k] = lo[range] + position;
  homeRange[k] = range;
  day[k] = home[k];
};

/**
 * Starts the search of visit k at its home; it goes on in a circle, so the
 * home's range comes first and last.
 */
const rewind = (
  { daySets, set, home, homeRange, next, nextRange, rangesLeft }: DayMatching,
  k: number,
): void => {
  next[k] = home[k];
  nextRange[k] = homeRange[k];
  rangesLeft[k] = daySets.start[set[k] + 1] - daySets.start[set[k]] + 1;
};

/** The next untried rank that visit k may have; −1 for none. */
const nextRankOf = (matching: DayMatching, k: number): number => {
  const { set, next, nextRange, rangesLeft, skip } = matching;
  const { start, lo, hi } = matching.daySets;
  for (; rangesLeft[k] > 0; rangesLeft[k]--) {
    const rank = rootOf(skip, next[k]);
    if (rank <= hi[nextRange[k]]) return rank;
    nextRange[k] = nextRange[k] + 1 < start[set[k] + 1] ? nextRange[k] + 1 : start[set[k]];
    next[k] = lo[nextRange[k]];
  }
  return -1;
};

/** Resets the tried ranks, except the hopeless ones. */
const untry = ({ tried, skip, hopeless }: DayMatching, count: number): void => {
  for (let i = hopeless; i < count; i++) skip[tried[i]] = tried[i];
  // A hopeless rank may point past ranks that are untried again.
  for (let i = 0; i < hopeless; i++) skip[tried[i]] = tried[i] + 1;
};

/**
 * Gives visit k a rank to itself by an augmenting path (Kuhn 1955): visits in its way move to
 * other ranks of theirs. False where that is impossible; visit k then keeps its home. About
 * O(ranks + ranges of the visits in its way); all failures together try every rank once.
 */
export const placeAlone = (matching: DayMatching, k: number): boolean => {
  const { home, day, takenBy, path, wanted, tried, skip } = matching;
  if (takenBy[home[k]] < 0) {
    takenBy[home[k]] = k;
    return true;
  }
  let count = matching.hopeless;
  let depth = 0;
  path[0] = k;
  rewind(matching, k);
  while (depth >= 0) {
    const rank = nextRankOf(matching, path[depth]);
    if (rank < 0) {
      depth--;
      continue;
    }
    skip[rank] = rank + 1;
    tried[count++] = rank;
    wanted[depth] = rank;
    const other = takenBy[rank];
    if (other >= 0) {
      path[++depth] = other;
      rewind(matching, other);
      continue;
    }
    for (; depth >= 0; depth--) {
      takenBy[wanted[depth]] = path[depth];
      day[path[depth]] = wanted[depth];
    }
    untry(matching, count);
    return true;
  }
  // The visits on these ranks may be on no other ranks, so no later path leads out of them.
  matching.hopeless = count;
  return false;
};

/** Resets the buffers for the next enterprise. O(visits + hopeless ranks). */
export const forget = (matching: DayMatching, visits: number): void => {
  const { day, takenBy, hopeless } = matching;
  for (let k = 0; k < visits; k++) takenBy[day[k]] = -1;
  matching.hopeless = 0;
  untry(matching, hopeless);
};
