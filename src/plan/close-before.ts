import { addTo } from '../columns/grouped';
import type { Occurrences } from '../occurrences/occurrences';
import { commonRangesInto, rangeBuffer } from '../schedule/common-ranges';
import type { Members } from '../schedule/visit-days';

/** Visits with their occurrences; −1 for an occurrence that the registry does not owe. */
export interface OwedVisits extends Members {
  readonly enterprises: number;
  /** Enterprise of each visit. */
  readonly enterprise: Int32Array;
}

/**
 * Close visits of each enterprise before merging (model §7): every department makes its part of
 * each visit by itself, on the first day allowed to its occurrences. `onSite` is 1 for items that
 * are checked on the premises; parts off site do not count. All 0 without spacing.
 * O(occurrences + ranges of their day sets).
 */
export const closeBefore = (
  { rows, item, daySet, daySets, policy: { spacing }, timeline: { dayOfRank } }: Occurrences,
  { enterprises, enterprise, memberStart, member }: OwedVisits,
  onSite: Uint8Array,
): Int32Array => {
  const close = new Int32Array(enterprises);
  if (spacing === 0) return close;
  const days = Array.from(close, (): number[] => []);
  const buffer = rangeBuffer();
  for (let v = 0; v < enterprise.length; v++) {
    const parts = new Map<string, number[]>();
    for (const o of member.subarray(memberStart[v], memberStart[v + 1]))
      if (o >= 0) addTo(parts, rows.items[item[o]].department, o);
    for (const part of parts.values()) {
      if (!part.some((o) => onSite[item[o]] === 1)) continue;
      const own = Int32Array.from(part);
      const end = commonRangesInto(daySets, daySet, own, 0, own.length, buffer, 0);
      if (end > 0) days[enterprise[v]].push(dayOfRank[buffer.lo[0]]);
    }
  }
  days.forEach((own, e) => {
    own.sort((a, b) => a - b);
    close[e] = own.filter((day, k) => k > 0 && day - own[k - 1] < spacing).length;
  });
  return close;
};
