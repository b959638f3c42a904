import { civilOf, dayOf, weekOf } from './day';

/**
 * The ISO weeks from that of the first open day to that of the last; week w is the w-th of them.
 */
export interface Weeks {
  readonly count: number;
  /** Number of week 0 (`weekOf`). */
  readonly first: number;
  /**
   * Week w has the ranks start[w] … start[w + 1] − 1, its open days: at most seven, perhaps none.
   */
  readonly start: Int32Array;
  /** Week of each rank. */
  readonly ofRank: Int32Array;
}

/** Weeks of the open days, ascending. O(open days + weeks). */
export const weeksOf = (openDays: Int32Array): Weeks => {
  const first = openDays.length === 0 ? 0 : weekOf(openDays[0]);
  const count = openDays.length === 0 ? 0 : weekOf(openDays[openDays.length - 1]) - first + 1;
  const ofRank = openDays.map((day) => weekOf(day) - first);
  const start = new Int32Array(count + 1);
  for (const week of ofRank) start[week + 1]++;
  for (let w = 0; w < count; w++) start[w + 1] += start[w];
  return { count, first, start, ofRank };
};

/** An ISO week by its number (`weekOf`), as `2026-W07`: it belongs to the year of its Thursday. */
export const weekTextOf = (week: number): string => {
  const thursday = 7 * week;
  const { year } = civilOf(thursday);
  const nth = Math.floor((thursday - dayOf(year, 1, 1)) / 7) + 1;
  return `${String(year).padStart(4, '0')}-W${String(nth).padStart(2, '0')}`;
};
