import { civilOf, type Day, parseDay } from '../../registry/day';
import type { DateRange, Season } from '../../registry/range';
import type { Stretch } from './cycles';
import type { Facts } from './facts';
import type { ItemFacts } from './item-facts';

/** The window of a cycle: its middle share w, rounded half up, at least one day. */
const windowOf = ({ first, last }: Stretch, share: number): Stretch => {
  const length = last - first + 1;
  const days = Math.max(1, Math.round(share * length));
  const start = first + Math.floor((length - days) / 2);
  return { first: start, last: start + days - 1 };
};

const monthDay = (text: string): number => Number(text.slice(0, 2)) * 100 + Number(text.slice(3));

const inSeason = (seasons: readonly Season[], day: Day): boolean => {
  const { month, dayOfMonth } = civilOf(day);
  const at = month * 100 + dayOfMonth;
  return seasons.some(({ from, to }) => {
    const [start, end] = [monthDay(from), monthDay(to)];
    return start <= end ? start <= at && at <= end : start <= at || at <= end;
  });
};

/** Index of the first of the ascending days that is `day` or later. */
const indexFrom = (days: readonly Day[], day: Day): number => {
  let low = 0;
  for (let high = days.length; low < high; ) {
    const middle = (low + high) >> 1;
    if (days[middle] < day) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** Whether the ascending days contain `day`. O(log days). */
export const hasDay = (days: readonly Day[], day: Day): boolean =>
  days[indexFrom(days, day)] === day;

/**
 * For every cycle, the open days of its window that are in season and not frozen. Nothing
 * here depends on the enterprise.
 */
export type SeasonalDays = (
  item: ItemFacts,
  cycles: readonly Stretch[],
) => ReadonlyArray<readonly Day[]>;

/**
 * Computes seasonal days. Items with equal window share and seasons share
 * one answer per list of cycles.
 */
export const seasonalDaysWithin = ({ freeDays }: Facts): SeasonalDays => {
  const known = new Map<string, Map<readonly Stretch[], ReadonlyArray<readonly Day[]>>>();
  const compute = (
    { item, window }: ItemFacts,
    cycles: readonly Stretch[],
  ): ReadonlyArray<readonly Day[]> => {
    const { season } = item;
    const open = season === undefined ? freeDays : freeDays.filter((day) => inSeason(season, day));
    return cycles.map((cycle) => {
      const { first, last } = windowOf(cycle, window);
      return open.slice(indexFrom(open, first), indexFrom(open, last + 1));
    });
  };
  return (item, cycles) => {
    const found = known.get(item.timing)?.get(cycles);
    if (found !== undefined) return found;
    const days = compute(item, cycles);
    const byCycles =
      known.get(item.timing) ?? new Map<readonly Stretch[], ReadonlyArray<readonly Day[]>>();
    known.set(item.timing, byCycles.set(cycles, days));
    return days;
  };
};

/** Ranges of dates as stretches of days. */
export const stretchesOf = (ranges: readonly DateRange[] | undefined): readonly Stretch[] =>
  (ranges ?? []).map(({ from, to }) => ({ first: parseDay(from), last: parseDay(to) }));

/** The days, ascending, that lie in none of the stretches. */
export const daysOutside = (stretches: readonly Stretch[], days: readonly Day[]): readonly Day[] =>
  stretches.reduce((left, { first, last }) => {
    const [from, to] = [indexFrom(left, first), indexFrom(left, last + 1)];
    return from === to ? left : left.toSpliced(from, to - from);
  }, days);

/** The days later than last + (1 − w)·ℓ, where `last` is the latest inspection. */
export const daysAfterLast = (
  last: Day | undefined,
  share: number,
  cycle: Stretch,
  days: readonly Day[],
): readonly Day[] =>
  last === undefined
    ? days
    : // The tolerance absorbs rounding: (1 − 0.9) · 10 is 0.99… in binary fractions.
      days.filter((day) => day - last - (1 - share) * (cycle.last - cycle.first + 1) > 1e-9);
