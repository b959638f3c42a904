import type { Consolidation } from '../consolidate/consolidation';
import { PAIR_LIMIT } from '../output/totals';

/**
 * Number of departments that visit each enterprise on site more than {@link PAIR_LIMIT} times when
 * every visit is of one department.
 * O(these visits).
 */
export const pairsBefore = ({
  aloneStart,
  alone,
}: Pick<Consolidation, 'aloneStart' | 'alone'>): Int32Array => {
  const pairs = new Int32Array(aloneStart.length - 1);
  for (let e = 0; e < pairs.length; e++) {
    let times = 0;
    for (let k = aloneStart[e]; k < aloneStart[e + 1]; k++) {
      times = k > aloneStart[e] && alone[k] === alone[k - 1] ? times + 1 : 1;
      if (times === PAIR_LIMIT + 1) pairs[e]++;
    }
  }
  return pairs;
};
