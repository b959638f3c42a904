import type { Weeks } from '../registry/weeks';
import type { DaySetColumns } from './common-ranges';

/** The weeks of day sets, with the allowed days in each. */
export interface WeekOptions {
  /** Set s has days in week[k] for k = start[s] … start[s + 1] − 1, ascending. */
  readonly start: Int32Array;
  readonly week: Int32Array;
  /** The set's days in that week: bit i is the week's i-th open day. */
  readonly days: Uint8Array;
}

/** The day sets by week. O(days of all sets). */
export const weekOptionsOf = (
  { start: rangeStart, lo, hi }: DaySetColumns,
  weeks: Weeks,
): WeekOptions => {
  const start = new Int32Array(rangeStart.length);
  const week: number[] = [];
  const days: number[] = [];
  for (let s = 0; s + 1 < rangeStart.length; s++) {
    for (let r = rangeStart[s]; r < rangeStart[s + 1]; r++)
      for (let rank = lo[r]; rank <= hi[r]; rank++) {
        const w = weeks.ofRank[rank];
        const bit = 1 << (rank - weeks.start[w]);
        if (week.length > start[s] && week[week.length - 1] === w) days[days.length - 1] |= bit;
        else {
          week.push(w);
          days.push(bit);
        }
      }
    start[s + 1] = week.length;
  }
  return { start, week: Int32Array.from(week), days: Uint8Array.from(days) };
};
