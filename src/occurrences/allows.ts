import type { Occurrences } from './occurrences';

/** Whether an occurrence is allowed on the day of a rank. O(ranges of its days). */
export const allows = (
  { daySet, daySets: { start, lo, hi } }: Pick<Occurrences, 'daySet' | 'daySets'>,
  o: number,
  rank: number,
): boolean => {
  for (let r = start[daySet[o]]; r < start[daySet[o] + 1]; r++)
    if (lo[r] <= rank && rank <= hi[r]) return true;
  return false;
};
