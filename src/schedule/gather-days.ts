import { withRoom } from '../columns/growable';
import { type Agenda, freeDays, leastClose, leaveDay, type Placing, takeDay } from './placing';
import { usualDay } from './workload';

/**
 * The places of visits. A trip is a department on one day in one area; an enterprise without
 * an area is an area of its own.
 */
export interface Places {
  /**
   * For each entry of the workload: the number of its department and area; −1 for visits off site.
   */
  readonly pair: Int32Array;
  readonly pairs: number;
  /** Visits in the order in which they choose days; visits of one area are together. */
  readonly order: Int32Array;
}

const daysOfWeek = 7;

/** Cost of a trip, in minutes beyond a team's enough for a day. */
const minutesOfTrip = 60;

/**
 * The places of the workload's entries. `areaOf` gives the area of each enterprise, `departmentOf`
 * the department of each team.
 * O(teams of all visits).
 */
export const placesOf = (
  {
    workload: { start, team },
    enterprise,
    onSite,
  }: Pick<Agenda, 'workload' | 'enterprise' | 'onSite'>,
  areaOf: ReadonlyArray<string | undefined>,
  departmentOf: Int32Array,
): Places => {
  const areaNumbers = new Map<string, number>();
  let areas = 0;
  const areaAt = Int32Array.from(areaOf, (area) => {
    const number = (area === undefined ? undefined : areaNumbers.get(area)) ?? areas++;
    if (area !== undefined) areaNumbers.set(area, number);
    return number;
  });
  const departments = departmentOf.length === 0 ? 0 : departmentOf[departmentOf.length - 1] + 1;
  const pairNumbers = new Map<number, number>();
  const pair = new Int32Array(team.length).fill(-1);
  const visitsOf: number[][] = Array.from({ length: areas }, () => []);
  for (let v = 0; v < enterprise.length; v++) {
    const area = areaAt[enterprise[v]];
    visitsOf[area].push(v);
    if (onSite[v] === 0) continue;
    for (let k = start[v]; k < start[v + 1]; k++) {
      const key = area * departments + departmentOf[team[k]];
      const number = pairNumbers.get(key) ?? pairNumbers.size;
      pairNumbers.set(key, number);
      pair[k] = number;
    }
  }
  return { pair, pairs: pairNumbers.size, order: Int32Array.from(visitsOf.flat()) };
};

/** The visits of each week, in the order of `order`. */
const byWeek = ({ workload: { weeks }, rank }: Placing, order: Int32Array): Int32Array[] => {
  const lists: Int32Array[] = Array.from({ length: weeks.count }, () => new Int32Array(16));
  const length = new Int32Array(weeks.count);
  for (const v of order) {
    const week = weeks.ofRank[rank[v]];
    lists[week] = withRoom(lists[week], length[week] + 1);
    lists[week][length[week]++] = v;
  }
  return lists.map((list, w) => list.subarray(0, length[w]));
};

/** Number of rounds in which visits choose again. */
const rounds = 1;

/**
 * Minutes that each team should spend on a day of a week at most: its daily minutes, but at least
 * an even share of the week's load.
 */
const enoughOn = ({ workload: { weeks, daily }, load }: Placing, week: number): Float64Array =>
  daily.map((minutes, t) => {
    const open = weeks.start[week + 1] - weeks.start[week];
    return Math.max(usualDay(minutes), load[t * weeks.count + week] / open);
  });

/** Number of trips of visits on these ranks. O(teams of all visits). */
export const tripsOf = (
  { workload, rank }: Pick<Placing, 'workload' | 'rank'>,
  { pair }: Places,
): number => {
  const { start, weeks } = workload;
  const trips = new Set<number>();
  for (let v = 0; v < rank.length; v++)
    for (let k = start[v]; k < start[v + 1]; k++)
      if (pair[k] >= 0) trips.add(pair[k] * weeks.ofRank.length + rank[v]);
  return trips.size;
};

/**
 * The cost that {@link gatherDays} lowers: trips, and minutes beyond enough for a day.
 * O(teams of all visits + teams × days).
 */
export const tripCost = (placing: Placing, places: Places): number => {
  const { start, team, minutes, daily, weeks } = placing.workload;
  const ranks = weeks.ofRank.length;
  const spent = new Float64Array(daily.length * ranks);
  for (let v = 0; v < placing.rank.length; v++)
    for (let k = start[v]; k < start[v + 1]; k++)
      spent[team[k] * ranks + placing.rank[v]] += minutes[k];
  let cost = minutesOfTrip * tripsOf(placing, places);
  for (let week = 0; week < weeks.count; week++) {
    const enough = enoughOn(placing, week);
    for (let t = 0; t < daily.length; t++)
      for (let rank = weeks.start[week]; rank < weeks.start[week + 1]; rank++)
        cost += Math.max(0, spent[t * ranks + rank] - enough[t]);
  }
  return cost;
};

/**
 * Chooses the days of visits within their weeks, for few minutes beyond enough for a day and
 * few trips (an hour each), then for light days. The visits choose area by area, each the
 * day where it adds least to the visits before, among its days with fewest close visits; then all
 * choose again. Weeks, and so overload and unevenness, stay unchanged.
 * O(days of a week × teams of all visits + teams × weeks).
 */
export const gatherDays = (placing: Placing, { pair, pairs, order }: Places): void => {
  const { workload, rank, fixed } = placing;
  const { start, team, minutes, weeks, daily } = workload;
  const spent = new Float64Array(daily.length * daysOfWeek);
  let enough = daily;
  const trips = new Int32Array(pairs * daysOfWeek);

  const count = (v: number, day: number, sign: 1 | -1): void => {
    for (let k = start[v]; k < start[v + 1]; k++) {
      spent[team[k] * daysOfWeek + day] += sign * minutes[k];
      if (pair[k] >= 0) trips[pair[k] * daysOfWeek + day] += sign;
    }
  };
  /**
   * The day where v adds least; `home` on ties, except that with `isFirst` the lighter day wins.
   */
  const bestDay = (v: number, days: number, home: number, isFirst: boolean): number => {
    let best = home;
    let [bestCost, bestSpent] = [Infinity, Infinity];
    for (let at = -1; at < daysOfWeek; at++) {
      // Home comes first, so that another day must be better.
      const day = at < 0 ? home : at;
      if (at === home || (days & (1 << day)) === 0) continue;
      let [cost, all] = [0, 0];
      for (let k = start[v]; k < start[v + 1]; k++) {
        const before = spent[team[k] * daysOfWeek + day];
        const above = before + minutes[k] - enough[team[k]];
        if (above > 0) cost += Math.min(above, minutes[k]);
        if (pair[k] >= 0 && trips[pair[k] * daysOfWeek + day] === 0) cost += minutesOfTrip;
        all += before / enough[team[k]];
      }
      if (cost < bestCost - 1e-6 || (isFirst && cost < bestCost + 1e-6 && all < bestSpent - 1e-9))
        [best, bestCost, bestSpent] = [day, cost, all];
    }
    return best;
  };

  byWeek(placing, order).forEach((visits, week) => {
    const firstRank = weeks.start[week];
    enough = enoughOn(placing, week);
    for (let round = 0; round <= rounds; round++) {
      let moved = 0;
      for (const v of visits) {
        const home = rank[v] - firstRank;
        if (round > 0) count(v, home, -1);
        let day = home;
        if (fixed[v] === 0) {
          leaveDay(placing, v);
          const { days } = leastClose(placing, v, week, freeDays(placing, v, week));
          day = bestDay(v, days, home, round === 0);
          takeDay(placing, v, firstRank + day);
        }
        count(v, day, 1);
        if (day !== home) moved++;
      }
      if (round > 0 && moved === 0) break;
    }
    for (const v of visits) count(v, rank[v] - firstRank, -1);
  });
};
