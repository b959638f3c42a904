import type { Weeks } from '../registry/weeks';
import type { WeekOptions } from './week-options';

/** Different sets of weeks; sets that end first come first. */
export interface WeekSets {
  /** Week set of each day set. */
  readonly ofDaySet: Int32Array;
  /**
   * Set s has the weeks lo[r] … hi[r], both inclusive, for r = start[s] …
   * start[s + 1] − 1, ascending.
   */
  readonly start: readonly number[];
  readonly lo: readonly number[];
  readonly hi: readonly number[];
  /** A week of each set that has as many open days as any of its weeks. */
  readonly longest: readonly number[];
}

/** The weeks of day sets. O(weeks of all day sets). */
export const weekSetsOf = ({ start: from, week }: WeekOptions, weeks: Weeks): WeekSets => {
  const ofDaySet = new Int32Array(from.length - 1);
  const endingIn: number[][] = Array.from({ length: weeks.count }, () => []);
  for (let d = 0; d < ofDaySet.length; d++)
    if (from[d] < from[d + 1]) endingIn[week[from[d + 1] - 1]].push(d);
  const openIn = (w: number): number => weeks.start[w + 1] - weeks.start[w];
  const start = [0];
  const lo: number[] = [];
  const hi: number[] = [];
  const longest: number[] = [];
  // A set is a path in a tree whose steps are runs of weeks; equal sets are equal paths.
  const step = new Map<number, number>();
  const setAt = new Map<number, number>();
  for (const d of endingIn.flat()) {
    let node = 0;
    let most = week[from[d]];
    for (let k = from[d]; k < from[d + 1]; k++) {
      const first = week[k];
      while (k + 1 < from[d + 1] && week[k + 1] === week[k] + 1) k++;
      lo.push(first);
      hi.push(week[k]);
      for (let w = first; w <= week[k]; w++) if (openIn(w) > openIn(most)) most = w;
      const key = (node * weeks.count + first) * weeks.count + week[k];
      node = step.get(key) ?? step.size + 1;
      step.set(key, node);
    }
    const known = setAt.get(node) ?? longest.length;
    ofDaySet[d] = known;
    if (known === longest.length) {
      setAt.set(node, known);
      longest.push(most);
      start.push(lo.length);
    }
    lo.length = hi.length = start[longest.length];
  }
  return { ofDaySet, start, lo, hi, longest };
};
