import { civilOf, dayOf, weekOf } from './day';

/** The ISO weeks from the first open day to the last; week w is the w-th of them, from 0. */
export interface Weeks {
  readonly count: number;
  /** The number (`weekOf`) of week 0. */
  readonly first: number;
  /**
   * Week w has the open days of ranks start[w] … start[w + 1] − 1: at most seven, perhaps none. A
   * rank is an index into the open days.
   */
  readonly start: Int32Array;
  /** Week of each rank. */
  readonly ofRank: Int32Array;
}

/** The weeks of the open days, which are ascending. O(open days + weeks). */
export const weeksOf = (openDays: Int32Array): Weeks => {
  const first = openDays.length === 0 ? 0 : weekOf(openDays[0]);
  const count = openDays.length === 0 ? 0 : weekOf(openDays[openDays.length - 1]) - first + 1;
  const ofRank = openDays.map((day) => weekOf(day) - first);
  const start = new Int32Array(count + 1);
  for (const week of ofRank) start[week + 1]++;
  for (let w = 0; w < count; w++) start[w + 1] += start[w];
  return { count, first, start, ofRank };
};

/**
 * An ISO week by its number (`weekOf`), as `2026-W07`. A week belongs to the year of its Thursday.
 */
export const weekTextOf = (week: number): string => {
  const thursday = 7 * week;
  const { year } = civilOf(thursday);
  const nth = Math.floor((thursday - dayOf(year, 1, 1)) / 7) + 1;
  return `${String(year).padStart(4, '0')}-W${String(nth).padStart(2, '0')}`;
};
