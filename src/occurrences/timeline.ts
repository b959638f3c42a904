import { civilOf, type Day, parseDay } from '../registry/day';
import { openDaysOf } from '../registry/open-days';
import type { Quiet } from '../registry/policy';
import type { DateRange, DateText, Season } from '../registry/range';
import type { RegistryInput } from '../registry/registry';
import { complement, type Ranges } from './day-sets';

/** The horizon's open days. */
export interface Timeline {
  /** First day of the horizon. */
  readonly first: Day;
  /** Days in the horizon. */
  readonly days: number;
  /** dayOfRank[r] is the r-th open day, ascending. */
  readonly dayOfRank: Int32Array;
  /**
   * rankFrom[d] is the rank of the first open day on or after day first
   * + d; it has days + 1 entries.
   */
  readonly rankFrom: Int32Array;
}

/** The timeline of a registry. O(days). */
export const timelineOf = (registry: Pick<RegistryInput, 'horizon' | 'calendar'>): Timeline => {
  const { horizon } = registry;
  const first = parseDay(horizon.start);
  const days = parseDay(horizon.end) - first + 1;
  const dayOfRank = Int32Array.from(openDaysOf(registry));
  const rankFrom = new Int32Array(days + 1);
  let rank = 0;
  for (let d = 0; d <= days; d++) {
    rankFrom[d] = rank;
    if (dayOfRank[rank] === first + d) rank++;
  }
  return { first, days, dayOfRank, rankFrom };
};

/**
 * The ranks [lo, hi] of the open days from one day to another, both inclusive;
 * lo > hi where there is none.
 */
export const ranksBetween = (
  { first, days, rankFrom }: Timeline,
  from: Day,
  to: Day,
): readonly [number, number] => {
  const clamp = (d: number): number => Math.min(Math.max(d, 0), days);
  return [rankFrom[clamp(from - first)], rankFrom[clamp(to - first + 1)] - 1];
};

/** The first rank after the frozen days, which end with `frozen`. */
export const rankAfter = (
  { first, days, rankFrom }: Timeline,
  frozen: DateText | undefined,
): number =>
  frozen === undefined ? 0 : rankFrom[Math.min(Math.max(parseDay(frozen) + 1 - first, 0), days)];

/** The ranks outside all of the date ranges. */
export const ranksOutside = (timeline: Timeline, ranges: readonly DateRange[]): Ranges =>
  complement(
    ranges.map(({ from, to }) => ranksBetween(timeline, parseDay(from), parseDay(to))),
    timeline.dayOfRank.length,
  );

const monthDay = (text: string): number =>
  Number(text.slice(0, 2)) * 100 + Number(text.slice(3, 5));

/** Whether a number is from one to another, both inclusive, or outside where they are reversed. */
const isWithin = (from: number, to: number, at: number): boolean =>
  from <= to ? from <= at && at <= to : at >= from || at <= to;

/** The ranks whose month and day a condition holds for. O(open days) */
const ranksWhere = (
  { dayOfRank }: Timeline,
  holds: (month: number, dayOfMonth: number) => boolean,
): Ranges => {
  const out: number[] = [];
  dayOfRank.forEach((day, rank) => {
    const { month, dayOfMonth } = civilOf(day);
    if (!holds(month, dayOfMonth)) return;
    if (out.at(-1) === rank - 1) out[out.length - 1] = rank;
    else out.push(rank, rank);
  });
  return out;
};

/** The ranks in any of the seasons. O(open days × seasons). */
export const ranksInSeason = (timeline: Timeline, seasons: readonly Season[]): Ranges => {
  const bounds = seasons.map(({ from, to }) => [monthDay(from), monthDay(to)] as const);
  return ranksWhere(timeline, (month, dayOfMonth) =>
    bounds.some(([from, to]) => isWithin(from, to, month * 100 + dayOfMonth)),
  );
};

/** The ranks of days that are not quiet. O(open days). */
export const ranksNotQuiet = (timeline: Timeline, { monthDays, season }: Quiet): Ranges =>
  ranksWhere(timeline, (month, dayOfMonth) =>
    monthDays === undefined
      ? season === undefined ||
        !isWithin(monthDay(season.from), monthDay(season.to), month * 100 + dayOfMonth)
      : !isWithin(monthDays.from, monthDays.to, dayOfMonth),
  );
