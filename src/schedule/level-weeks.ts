import { startsOf } from '../columns/starts';
import {
  bestRank,
  isCrowded,
  isSpaced,
  leaveDay,
  type Placing,
  put,
  reload,
  unload,
} from './placing';

/**
 * The visits, ascending by their number of possible weeks (counting sort).
 * O(visits + weeks).
 */
const byFreedom = ({ daySet, options, workload: { weeks } }: Placing): Int32Array => {
  const freedom = daySet.map((set) => options.start[set + 1] - options.start[set]);
  const at = startsOf(freedom, weeks.count + 1);
  const order = new Int32Array(daySet.length);
  for (let v = 0; v < daySet.length; v++) order[at[freedom[v]]++] = v;
  return order;
};

const isFixed = (placing: Placing, v: number): boolean => {
  const { fixed, daySet, options } = placing;
  const isInOneWeek = options.start[daySet[v] + 1] - options.start[daySet[v]] === 1;
  return fixed[v] === 1 || (isInOneWeek && !isSpaced(placing, v));
};

/**
 * Places the visits anew, visits with few possible weeks first, each in the week where it adds
 * least to the visits placed before. Days of other visits of its enterprise stay taken. Greedy, as
 * in bin packing by decreasing size.
 * O(Σ weeks × teams of visits).
 */
export const placeAnew = (placing: Placing): void => {
  const {
    load,
    rank,
    workload: { weeks },
  } = placing;
  load.fill(0);
  for (const v of byFreedom(placing)) {
    if (isFixed(placing, v)) {
      reload(placing, v);
      continue;
    }
    leaveDay(placing, v);
    const home = isCrowded(placing, v, weeks.ofRank[rank[v]]) ? -1 : rank[v];
    const best = bestRank(placing, v, home);
    put(placing, v, best < 0 ? rank[v] : best);
  }
};

/** Moves a visit to the week where it adds least, if that is better; returns whether it moved. */
export const moveToBest = (placing: Placing, v: number): boolean => {
  const home = placing.rank[v];
  unload(placing, v);
  leaveDay(placing, v);
  put(placing, v, bestRank(placing, v, home));
  return placing.rank[v] !== home;
};

/**
 * Moves every visit once to the week where it adds least, if that is better;
 * returns the number of visits moved.
 * O(Σ weeks × teams of visits).
 */
export const descend = (placing: Placing): number => {
  const { rank } = placing;
  let moved = 0;
  for (let v = 0; v < rank.length; v++) {
    if (isFixed(placing, v)) continue;
    if (moveToBest(placing, v)) moved++;
  }
  return moved;
};
