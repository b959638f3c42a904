import type { Day } from '../registry/day';
import type { Enterprise } from '../registry/enterprise';
import type { DateRange } from '../registry/range';
import { type DaySetPool, emptySet, intersect, type Ranges } from './day-sets';
import { ranksOutside, type Timeline } from './timeline';

/**
 * The codes of the occurrences' `reason` column: 0 for an occurrence that can be served,
 * else why it cannot, or `done`.
 */
export const reasonCode = { servable: 0, noOpenDay: 1, exempt: 2, recognised: 3, done: 4 } as const;

/** The id of a day set, and a {@link reasonCode} where it is empty. */
export interface AllowedDays {
  readonly id: number;
  readonly reason: number;
}

/**
 * The first day on which an occurrence may follow the last inspection: the first day later than
 * last + (1 − w)·ℓ (model §3). The tolerance absorbs the rounding of w, a decimal fraction in the
 * input.
 */
export const firstDayAfter = (last: Day, windowShare: number, cycleDays: number): Day =>
  last + Math.floor((1 - windowShare) * cycleDays + 1e-9) + 1;

/**
 * The allowed days of an enterprise within a window's open, in-season days (day set `base`):
 * without its closed days, and where `exemptable` without its exempt ones.
 */
export type Narrowing = (base: number, exemptable: boolean) => AllowedDays;

const noOpenDay: AllowedDays = { id: emptySet, reason: reasonCode.noOpenDay };

const textOf = (ranges: readonly DateRange[]): string => {
  let text = '';
  for (const { from, to } of ranges) text += from + to;
  return text;
};

/**
 * A bound on the answers that are kept, over all narrowings. It is tested when a new narrowing is
 * made, so more may be kept for a while.
 */
const mostKept = 2 ** 16;

/**
 * The narrowing of an enterprise; undefined where it has neither closed nor exempt
 * days. Enterprises often close on the same days, and items of one frequency share
 * windows, so most answers are known.
 */
export const narrowings = (
  timeline: Timeline,
  pool: DaySetPool,
): ((enterprise: Enterprise) => Narrowing | undefined) => {
  const kept = new Map<string, Narrowing>();
  let answers = 0;

  const narrowing = (open: Ranges | undefined, notExempt: Ranges | undefined): Narrowing => {
    const known = new Map<number, AllowedDays>();
    const compute = (base: number, exemptable: boolean): AllowedDays => {
      let ranges = pool.rangesOf(base);
      if (open !== undefined) ranges = intersect(ranges, open);
      if (ranges.length === 0) return noOpenDay;
      if (notExempt !== undefined && exemptable) ranges = intersect(ranges, notExempt);
      return {
        id: pool.idOf(ranges),
        reason: ranges.length === 0 ? reasonCode.exempt : reasonCode.servable,
      };
    };
    return (base, exemptable) => {
      const key = base * 2 + (exemptable ? 1 : 0);
      const found = known.get(key);
      if (found !== undefined) return found;
      const days = compute(base, exemptable);
      known.set(key, days);
      answers++;
      return days;
    };
  };

  return ({ closed = [], exempt = [] }) => {
    if (closed.length === 0 && exempt.length === 0) return undefined;
    const key = `${textOf(closed)} ${textOf(exempt)}`;
    const known = kept.get(key);
    if (known !== undefined) return known;
    const narrow = narrowing(
      closed.length > 0 ? ranksOutside(timeline, closed) : undefined,
      exempt.length > 0 ? ranksOutside(timeline, exempt) : undefined,
    );
    if (++answers > mostKept) {
      kept.clear();
      answers = 0;
    }
    kept.set(key, narrow);
    return narrow;
  };
};

/**
 * The allowed days from a rank on, within the window `base`. Where none is left, the reason is
 * `exempt` if an open day remains, else `noOpenDay`.
 */
export const daysFrom = (
  pool: DaySetPool,
  narrow: Narrowing | undefined,
  base: number,
  exemptable: boolean,
  rank: number,
): AllowedDays => {
  const allowed = narrow === undefined ? base : narrow(base, exemptable).id;
  const id = pool.tailOf(allowed, rank);
  if (id !== emptySet) return { id, reason: reasonCode.servable };
  const open = narrow === undefined ? base : narrow(base, false).id;
  return open !== emptySet && pool.lastOf(open) >= rank
    ? { id, reason: reasonCode.exempt }
    : noOpenDay;
};
