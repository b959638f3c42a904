import { addTo } from '../columns/grouped';
import { startsOf } from '../columns/starts';
import { closeOf } from './close-visits';
import { type AlikeVisits, areFew, fewestClose } from './fewest-close';
import { moveToBest } from './level-weeks';
import { changesOf, freeDays, isBetter, leaveDay, type Placing, put, unload } from './placing';

/** Index of the first of ascending values that is `least` or more; their number where none is. */
const firstFrom = (values: ArrayLike<number>, least: number): number => {
  let low = 0;
  for (let high = values.length; low < high; ) {
    const middle = (low + high) >> 1;
    if (values[middle] < least) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** The days of a lifted visit in the weeks where it adds fewest minutes above capacity. */
const cheapDays = (placing: Placing, v: number): readonly number[] => {
  const { daySet, options, over, own, workload } = placing;
  const { weeks } = workload;
  changesOf(placing, v);
  const [first, last] = [options.start[daySet[v]], options.start[daySet[v] + 1]];
  const least = over.subarray(0, last - first).reduce((a, b) => Math.min(a, b), Infinity);
  const days: number[] = [];
  for (let k = first; k < last; k++) {
    if (over[k - first] > least + 1e-6) continue;
    const free = freeDays(placing, v, options.week[k]);
    for (let rank = weeks.start[options.week[k]]; rank < weeks.start[options.week[k] + 1]; rank++)
      if ((free & (1 << (rank - weeks.start[options.week[k]]))) !== 0)
        days.push(own.spacing.dayOf[rank]);
  }
  return days;
};

/**
 * Puts lifted visits on these ranks one after another; returns the minutes above capacity and the
 * unevenness that they add.
 * O(teams of the visits).
 */
const putAll = (
  placing: Placing,
  visits: readonly number[],
  ranks: readonly number[],
): readonly [over: number, uneven: number] => {
  const { workload, load, capacity, weight } = placing;
  const { start, team, minutes, weeks } = workload;
  let [over, uneven] = [0, 0];
  visits.forEach((v, i) => {
    for (let k = start[v]; k < start[v + 1]; k++) {
      const cell = team[k] * weeks.count + weeks.ofRank[ranks[i]];
      over += Math.min(Math.max(0, load[cell] + minutes[k] - capacity[cell]), minutes[k]);
      uneven += minutes[k] * (2 * load[cell] + minutes[k]) * weight[cell];
    }
    put(placing, v, ranks[i]);
  });
  return [over, uneven];
};

/**
 * Places all on-site visits of an enterprise anew, with fewest close ones on the days where each
 * adds fewest minutes above capacity. Done for each enterprise with more close visits than its
 * bound, where that is better; then its visits move once more, one by one. Returns the number of
 * enterprises changed.
 * O(weeks × teams of the visits + {@link fewestClose}) for each enterprise.
 */
export const spaceOut = (placing: Placing, bounds: Int32Array): number => {
  const { enterprise, onSite, rank, fixed, own } = placing;
  const { spacing } = own;
  if (own.size.length === 0) return 0;
  const start = startsOf(enterprise, own.size.length);

  /** The ranks of the lifted visits with fewest close ones; undefined where that is open. */
  const ranksFor = (
    e: number,
    visits: readonly number[],
    most: number,
  ): readonly number[] | undefined => {
    const alike = new Map<string, number[]>();
    const daysOf = new Map<string, readonly number[]>();
    const enter = (days: readonly number[], v: number): void => {
      daysOf.set(days.join(), days);
      addTo(alike, days.join(), v);
    };
    for (const v of visits) enter(cheapDays(placing, v), v);
    // The visits that stay.
    for (let k = own.first[e]; k < own.first[e] + own.size[e]; k++) enter([own.day[k]], -1);
    const keys = [...alike.keys()];
    const kinds = keys.map((key): AlikeVisits => {
      const days = daysOf.get(key) ?? [];
      return {
        count: alike.get(key)?.length ?? 0,
        nextFrom: (day) => days[firstFrom(days, day)] ?? Number.POSITIVE_INFINITY,
      };
    });
    const counts = kinds.map(({ count }) => count);
    const found = areFew(counts, most) ? fewestClose(kinds, spacing.days, most, 1) : undefined;
    if (found === undefined) return undefined;
    const dayOf = new Map<number, number>();
    for (const { kind, day } of found.days()) dayOf.set(alike.get(keys[kind])?.pop() ?? -1, day);
    return visits.map((v) => firstFrom(spacing.dayOf, dayOf.get(v) ?? 0));
  };

  let changed = 0;
  for (let e = 0; e < own.size.length; e++) {
    const before = closeOf(own, e);
    if (before <= bounds[e]) continue;
    const visits: number[] = [];
    for (let v = start[e]; v < start[e + 1]; v++)
      if (onSite[v] === 1 && fixed[v] === 0) visits.push(v);
    const ranks = visits.map((v) => rank[v]);
    const lift = (): void => {
      for (const v of visits) {
        unload(placing, v);
        leaveDay(placing, v);
      }
    };
    lift();
    const better = ranksFor(e, visits, before - 1);
    const [over, uneven] = putAll(placing, visits, ranks);
    if (better === undefined) continue;
    lift();
    const [overThen, unevenThen] = putAll(placing, visits, better);
    if (isBetter(overThen - over, closeOf(own, e) - before, unevenThen - uneven)) {
      // The earliest days are the first found, so that the visits may still lie more evenly.
      for (const v of visits) moveToBest(placing, v);
      changed++;
      continue;
    }
    lift();
    putAll(placing, visits, ranks);
  }
  return changed;
};
