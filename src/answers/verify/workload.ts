import type { Visit } from '../../output/plan-document';
import { type Day, parseDay, weekOf } from '../../registry/day';
import type { Facts } from './facts';
import type { Team } from './teams';

/** Open days of each ISO week of the horizon that has any. O(open days). */
export const openDaysByWeek = ({ openDays }: Facts): ReadonlyMap<number, number> => {
  const open = new Map<number, number>();
  for (const day of openDays) open.set(weekOf(day), (open.get(weekOf(day)) ?? 0) + 1);
  return open;
};

/**
 * Minutes that each team spends in a visit (model §7): its items and travel.
 * Unknown items are ignored.
 * O(occurrences).
 */
export const spentIn = (
  { items, enterprises, teams, policy }: Facts,
  visit: Visit,
): ReadonlyMap<Team, number> => {
  const area = enterprises.get(visit.enterprise)?.area;
  const spent = new Map<Team, number>();
  for (const { item } of visit.occurrences) {
    const read = items.get(item);
    if (read === undefined) continue;
    const team = teams.visiting(read.department, area);
    if (team !== undefined)
      spent.set(team, (spent.get(team) ?? policy.travelMinutes) + read.minutes);
  }
  return spent;
};

export interface Workload {
  /** Minutes above capacity over teams and ISO weeks. */
  readonly overloadMinutes: number;
  /**
   * Σ (load ∕ capacity)² over teams and weeks with capacity; without limit, the capacity is the
   * team's load spread over the open days.
   */
  readonly unevenness: number;
}

/**
 * The workload of visits (model §7). Unknown items and visits without a valid date are ignored.
 * O(occurrences).
 */
export const workloadOf = (facts: Facts, visits: readonly Visit[]): Workload => {
  const openDays = openDaysByWeek(facts);
  const loads = new Map<Team, Map<number, number>>();
  for (const visit of visits) {
    const week = weekOf(parseDay(visit.date));
    if (Number.isNaN(week)) continue;
    for (const [team, minutes] of spentIn(facts, visit)) {
      const weeks = loads.get(team) ?? new Map<number, number>();
      loads.set(team, weeks.set(week, (weeks.get(week) ?? 0) + minutes));
    }
  }
  let [overloadMinutes, unevenness] = [0, 0];
  for (const [{ dailyMinutes }, weeks] of loads) {
    const isLimited = dailyMinutes !== Number.POSITIVE_INFINITY;
    const total = [...weeks.values()].reduce((sum, load) => sum + load, 0);
    const perDay = isLimited ? dailyMinutes : total / facts.openDays.length;
    for (const [week, load] of weeks) {
      const capacity = perDay * (openDays.get(week) ?? 0);
      if (isLimited) overloadMinutes += Math.max(0, load - capacity);
      if (capacity > 0) unevenness += (load / capacity) ** 2;
    }
  }
  return { overloadMinutes, unevenness };
};

/**
 * Number of different (department, area, day) of on-site visits. An enterprise without an area is
 * an area of its own. Unknown items and visits without a valid date are ignored.
 * O(occurrences).
 */
export const tripsOf = ({ checkedAt, enterprises }: Facts, visits: readonly Visit[]): number => {
  const areas = new Map<string, Map<string, Set<Day>>>();
  let trips = 0;
  for (const { enterprise, date, occurrences } of visits) {
    const day = parseDay(date);
    const of = enterprises.get(enterprise);
    const read = occurrences.flatMap((one) => checkedAt(one, of) ?? []);
    if (Number.isNaN(day) || !read.some(({ onSite }) => onSite)) continue;
    const area = of?.area;
    const place = area === undefined ? `at ${enterprise}` : `in ${area}`;
    const departments = areas.get(place) ?? new Map<string, Set<Day>>();
    areas.set(place, departments);
    for (const { department } of read) {
      const days = departments.get(department) ?? new Set<Day>();
      trips += days.has(day) ? 0 : 1;
      departments.set(department, days.add(day));
    }
  }
  return trips;
};
