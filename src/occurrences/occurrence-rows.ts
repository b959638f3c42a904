import { domainOf } from '../registry/classify';
import { dateTextOf } from '../registry/day';
import { reasonNames } from './allowed-days';
import type { Occurrences } from './occurrences';

/** One occurrence as a row with ids and dates. */
export interface OccurrenceRow {
  readonly enterprise: string;
  readonly item: string;
  readonly cycle: number;
  readonly domain: string;
  /** The item's method at the enterprise; a fallback is left aside. */
  readonly method: string;
  /**
   * Allowed days as `YYYY-MM-DD`, ascending; empty where it cannot be served; the date
   * of its visit where it is done.
   */
  readonly days: readonly string[];
  /** The reason why it cannot be served, or `done`. */
  readonly reason?: 'no-open-day' | 'exempt' | 'quiet' | 'recognised' | 'done';
}

/**
 * The occurrences of one enterprise as rows; empty for an unknown id.
 * O(its occurrences × their days).
 */
export const occurrenceRows = (
  { rows, policy, timeline, start, item, cycle, daySet, reason, daySets }: Occurrences,
  enterprise: string,
): readonly OccurrenceRow[] => {
  const e = rows.enterprises.findIndex(({ id }) => id === enterprise);
  if (e < 0) return [];
  return Array.from(item.subarray(start[e], start[e + 1]), (i, k) => {
    const o = start[e] + k;
    const why = reasonNames[reason[o]];
    const days: string[] = [];
    if (why === undefined || why === 'done')
      for (let range = daySets.start[daySet[o]]; range < daySets.start[daySet[o] + 1]; range++)
        for (let rank = daySets.lo[range]; rank <= daySets.hi[range]; rank++)
          days.push(dateTextOf(timeline.dayOfRank[rank]));
    const row = {
      enterprise,
      item: rows.items[i].id,
      cycle: cycle[o],
      domain: domainOf(policy, rows.items[i]),
      method: rows.items[i].method ?? 'on-site',
      days,
    };
    return why === undefined ? row : { ...row, reason: why };
  });
};
