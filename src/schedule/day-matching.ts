import type { DaySetColumns } from './common-ranges';

/** Buffers for the visits of one enterprise after another; visit k is its k-th. */
export interface DayMatching {
  readonly daySets: DaySetColumns;
  /** The day set of each visit. */
  readonly set: Int32Array;
  /** The rank that each visit would rather have, and the range where that is. */
  readonly home: Int32Array;
  readonly homeRange: Int32Array;
  /** The rank that each visit has. */
  readonly day: Int32Array;
  /** The visit that has the rank to itself, −1 for none. */
  readonly takenBy: Int32Array;
  /**
   * In a search: the rank from which each visit looks on, the range where that is, and how many
   * more ranges it looks at.
   */
  readonly next: Int32Array;
  readonly nextRange: Int32Array;
  readonly rangesLeft: Int32Array;
  /** The visits that wait for one another to move, and the rank that each of them wants. */
  readonly path: Int32Array;
  readonly wanted: Int32Array;
  /** Ranks that were tried, in order. */
  readonly tried: Int32Array;
  /**
   * skip[r] is r for ranks not tried; else a later one, before which all are tried. The last one
   * stands for the end.
   */
  readonly skip: Int32Array;
  /**
   * So many of the tried ranks, the first ones, lead to no free rank for anybody, whatever is
   * placed later.
   */
  hopeless: number;
}

/** Buffers for enterprises of at most so many visits. */
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
 * Lets visit k, whose day set is known, have the rank at the share 0 ≤ spread < 1 of its ranks.
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
 * The first rank not tried, from a given one on (union–find with path halving; Tarjan & van Leeuwen
 * 1984).
 */
const untriedFrom = (skip: Int32Array, rank: number): number => {
  let at = rank;
  while (skip[at] !== at) {
    skip[at] = skip[skip[at]];
    at = skip[at];
  }
  return at;
};

/**
 * Lets visit k look from its home onwards and round again, so at its home's range first and last.
 */
const rewind = (
  { daySets, set, home, homeRange, next, nextRange, rangesLeft }: DayMatching,
  k: number,
): void => {
  next[k] = home[k];
  nextRange[k] = homeRange[k];
  rangesLeft[k] = daySets.start[set[k] + 1] - daySets.start[set[k]] + 1;
};

/** The next rank not tried that visit k may be on, −1 for none. */
const nextRankOf = (matching: DayMatching, k: number): number => {
  const { set, next, nextRange, rangesLeft, skip } = matching;
  const { start, lo, hi } = matching.daySets;
  for (; rangesLeft[k] > 0; rangesLeft[k]--) {
    const rank = untriedFrom(skip, next[k]);
    if (rank <= hi[nextRange[k]]) return rank;
    nextRange[k] = nextRange[k] + 1 < start[set[k] + 1] ? nextRange[k] + 1 : start[set[k]];
    next[k] = lo[nextRange[k]];
  }
  return -1;
};

/** Makes the tried ranks untried again, the hopeless ones aside. */
const untry = ({ tried, skip, hopeless }: DayMatching, count: number): void => {
  for (let i = hopeless; i < count; i++) skip[tried[i]] = tried[i];
  // They may have skipped ranks that are no longer tried.
  for (let i = 0; i < hopeless; i++) skip[tried[i]] = tried[i] + 1;
};

/**
 * Gives visit k a rank to itself, by an augmenting path (Kuhn 1955): those in its way move to
 * others of their ranks. False where that cannot be; it keeps its home then. About O(ranks + ranges
 * of the visits in its way); failures try every rank once, together.
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
  // Whoever has one of these ranks may be on no others: no later path leads out of them either.
  matching.hopeless = count;
  return false;
};

/** Makes the buffers ready for the next enterprise. O(visits + hopeless ranks). */
export const forget = (matching: DayMatching, visits: number): void => {
  const { day, takenBy, hopeless } = matching;
  for (let k = 0; k < visits; k++) takenBy[day[k]] = -1;
  matching.hopeless = 0;
  untry(matching, hopeless);
};
