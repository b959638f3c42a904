import type { Visit } from '../../output/plan-document';
import { type Day, parseDay } from '../../registry/day';
import type { Facts } from './facts';

/** ISO weeks, Monday first, counted from the one of day 0, a Thursday. */
const weekOf = (day: Day): number => Math.floor((day + 3) / 7);

/**
 * §7: minutes above capacity over departments and ISO weeks. A department spends in a visit the minutes of its items and the
 * travel. What cannot be read (an unknown item, no date) counts nothing. O(occurrences)
 */
export const overloadMinutes = (facts: Facts, visits: readonly Visit[]): number => {
  const openDays = new Map<number, number>();
  for (const day of facts.openDays) openDays.set(weekOf(day), (openDays.get(weekOf(day)) ?? 0) + 1);

  const spent = new Map<string, Map<number, number>>();
  const spend = (department: string, week: number, minutes: number): void => {
    const weeks = spent.get(department) ?? new Map<number, number>();
    spent.set(department, weeks.set(week, (weeks.get(week) ?? 0) + minutes));
  };
  for (const { date, occurrences } of visits) {
    const day = parseDay(date);
    if (Number.isNaN(day)) continue;
    const travelled = new Set<string>();
    for (const { item } of occurrences) {
      const read = facts.items.get(item);
      if (read === undefined) continue;
      spend(read.department, weekOf(day), read.minutes);
      travelled.add(read.department);
    }
    for (const department of travelled) spend(department, weekOf(day), facts.policy.travelMinutes);
  }

  let overload = 0;
  for (const [department, weeks] of spent) {
    const dailyMinutes = facts.departments.get(department)?.dailyMinutes;
    if (dailyMinutes === undefined) continue;
    for (const [week, minutes] of weeks) overload += Math.max(0, minutes - dailyMinutes * (openDays.get(week) ?? 0));
  }
  return overload;
};
