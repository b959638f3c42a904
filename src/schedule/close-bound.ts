import { startsOf } from '../columns/starts';
import type { Spacing } from './close-visits';
import type { DaySetColumns } from './common-ranges';
import { type AlikeVisits, areFew, fewestClose } from './fewest-close';
import type { VisitDays } from './visit-days';

/** The first allowed day of a day set from a calendar day on; Infinity where there is none. */
const nextDays = (
  { dayOf }: Spacing,
  { start, lo, hi }: DaySetColumns,
): ((set: number) => (day: number) => number) => {
  const [first, last] = [dayOf[0], dayOf[dayOf.length - 1]];
  // The first rank on each calendar day or after it.
  const rankFrom = new Int32Array(last - first + 1);
  for (let rank = 0, day = first; day <= last; day++) {
    if (dayOf[rank] < day) rank++;
    rankFrom[day - first] = rank;
  }
  return (set) => (day) => {
    if (day > last) return Number.POSITIVE_INFINITY;
    const at = rankFrom[Math.max(day - first, 0)];
    for (let r = start[set]; r < start[set + 1]; r++)
      if (at <= hi[r]) return dayOf[Math.max(at, lo[r])];
    return Number.POSITIVE_INFINITY;
  };
};

/**
 * A lower bound on the close visits of each enterprise, whatever days its visits get from their day
 * sets. Exact for an enterprise alone where it has few kinds of visits. Else visits with most days
 * are left out, since no further visit makes others less close; and of more visits than fit between
 * the first allowed day and the last, all others are close. Equal questions are answered once.
 * O(visits + search of each different question).
 */
export const closeBounds = (
  spacing: Spacing,
  { daySet, daySets }: VisitDays,
  enterprise: Int32Array,
  onSite: Uint8Array,
): Int32Array => {
  const visits = daySet.length;
  if (visits === 0 || spacing.days === 0) return new Int32Array(0);
  const enterprises = enterprise[visits - 1] + 1;
  const start = startsOf(enterprise, enterprises);
  const nextOf = nextDays(spacing, daySets);
  const { start: from, lo, hi } = daySets;
  const { dayOf, days: least } = spacing;
  const sizeOf = (set: number): number => {
    let size = 0;
    for (let r = from[set]; r < from[set + 1]; r++) size += hi[r] - lo[r] + 1;
    return size;
  };
  const boundOf = (sets: readonly number[]): number => {
    let [first, last] = [Infinity, -Infinity];
    const counts = new Map<number, number>();
    for (const set of sets) {
      counts.set(set, (counts.get(set) ?? 0) + 1);
      first = Math.min(first, dayOf[lo[from[set]]]);
      last = Math.max(last, dayOf[hi[from[set + 1] - 1]]);
    }
    const bound = sets.length - Math.floor((last - first) / least) - 1;
    const kinds = [...counts].sort(([a], [b]) => sizeOf(a) - sizeOf(b));
    const worst = sets.length - 1;
    for (let most = Math.max(0, bound); most <= worst; ) {
      while (
        !areFew(
          kinds.map(([, count]) => count),
          most,
        )
      )
        kinds.pop();
      const alike = kinds.map(([set, count]): AlikeVisits => ({ count, nextFrom: nextOf(set) }));
      const found = fewestClose(alike, least, most, 0);
      if (found !== undefined) return Math.max(bound, found.close);
      most = Math.max(most + 1, Math.min(2 * most + 1, worst));
    }
    return Math.max(0, bound);
  };
  const known = new Map<string, number>();
  return Int32Array.from({ length: enterprises }, (_, e) => {
    const sets: number[] = [];
    for (let v = start[e]; v < start[e + 1]; v++)
      if (onSite[v] === 1 && from[daySet[v]] < from[daySet[v] + 1]) sets.push(daySet[v]);
    if (sets.length < 2) return 0;
    const key = sets.sort((a, b) => a - b).join();
    const bound = known.get(key) ?? boundOf(sets);
    known.set(key, bound);
    return bound;
  });
};
