import type { Day } from '../registry/day';
import type { Enterprise } from '../registry/enterprise';
import { type DaySetPool, emptySet, intersect } from './day-sets';
import { ranksOutside, type Timeline } from './timeline';

/** Why an occurrence cannot be served, as stored in the occurrences' `reason` column; 0 means it can. */
export const reasonCode = { servable: 0, noOpenDay: 1, exempt: 2, recognised: 3 } as const;

/** Allowed days, and a {@link reasonCode} where there are none. */
export interface AllowedDays {
  readonly id: number;
  readonly reason: number;
}

/** First day later than last + (1 − w)·ℓ days. The product is a decimal fraction in the input, hence the tolerance for its binary noise. */
export const firstDayAfter = (last: Day, windowShare: number, cycleDays: number): Day =>
  last + Math.floor((1 - windowShare) * cycleDays + 1e-9) + 1;

/**
 * What an enterprise leaves of a window's open, in-season days: not its closed days, only days from `after` on, and where
 * `exemptable` not its exempt ones (model §3). The answer of an enterprise with none of these is the window itself.
 */
export const narrowing = (
  timeline: Timeline,
  pool: DaySetPool,
  { closed, exempt }: Enterprise,
): ((base: number, exemptable: boolean, after: Day | undefined) => AllowedDays) => {
  const open = closed?.length ? ranksOutside(timeline, closed) : undefined;
  const notExempt = exempt?.length ? ranksOutside(timeline, exempt) : undefined;
  const known = new Map<number, AllowedDays>();

  const compute = (base: number, exemptable: boolean, after: Day | undefined): AllowedDays => {
    let ranges = pool.rangesOf(base);
    if (open !== undefined) ranges = intersect(ranges, open);
    if (after !== undefined) {
      const lo = timeline.rankFrom[Math.min(Math.max(after - timeline.first, 0), timeline.days)];
      ranges = intersect(ranges, [lo, timeline.dayOfRank.length - 1]);
    }
    if (ranges.length === 0) return { id: emptySet, reason: reasonCode.noOpenDay };
    if (notExempt !== undefined && exemptable) ranges = intersect(ranges, notExempt);
    return { id: pool.idOf(ranges), reason: ranges.length === 0 ? reasonCode.exempt : reasonCode.servable };
  };

  return (base, exemptable, after) => {
    // Items of one frequency share their windows, so most answers are asked for again.
    const key = base * 2 + (exemptable ? 1 : 0);
    const found = after === undefined ? known.get(key) : undefined;
    if (found !== undefined) return found;
    const days = compute(base, exemptable, after);
    if (after === undefined) known.set(key, days);
    return days;
  };
};
