import type { DaySetColumns } from './day-rows';

/**
 * Whether the day sets of members (indices into `daySet`) have a day in common.
 * O(members) where each set is one range; else at most O(ranges of a set² × members).
 */
export const haveCommonDay = (
  daySet: Int32Array,
  { start, lo, hi }: DaySetColumns,
  members: ArrayLike<number>,
): boolean => {
  // Most day sets are a single range.
  let [first, last] = [0, Number.POSITIVE_INFINITY];
  let areRanges = true;
  for (let k = 0; k < members.length && areRanges; k++) {
    const r = start[daySet[members[k]]];
    areRanges = start[daySet[members[k]] + 1] === r + 1;
    if (lo[r] > first) first = lo[r];
    if (hi[r] < last) last = hi[r];
  }
  if (areRanges) return first <= last;
  let day = -1;
  for (let agreed = 0, k = 0; agreed < members.length; k = (k + 1) % members.length) {
    const set = daySet[members[k]];
    let r = start[set];
    while (r < start[set + 1] && hi[r] < day) r++;
    if (r === start[set + 1]) return false;
    if (lo[r] > day) {
      day = lo[r];
      agreed = 1;
    } else agreed++;
  }
  return true;
};
