/** Occurrences ascending by enterprise, item and cycle. */
interface SortedOccurrences {
  /** Occurrences of enterprise e: start[e] … start[e + 1] − 1. */
  readonly start: Int32Array;
  readonly item: Int32Array;
  readonly cycle: Int32Array;
}

/**
 * Index of the occurrence of an enterprise (index), item (index) and
 * cycle; −1 where it is not owed.
 * O(log occurrences of the enterprise).
 */
export const occurrenceAt = (
  { start, item, cycle }: SortedOccurrences,
  enterprise: number,
  wanted: number,
  wantedCycle: number,
): number => {
  if (enterprise < 0 || wanted < 0) return -1;
  let [from, to] = [start[enterprise], start[enterprise + 1]];
  const end = to;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (item[middle] < wanted || (item[middle] === wanted && cycle[middle] < wantedCycle))
      from = middle + 1;
    else to = middle;
  }
  return from < end && item[from] === wanted && cycle[from] === wantedCycle ? from : -1;
};
