import { type Day, parseDay, weekdayOf } from './day';
import type { RegistryInput } from './registry';

/**
 * The horizon's open days, ascending: Monday to Friday, without the calendar's `closed` days, with
 * its `open` days; a day in both is open.
 * O(days).
 */
export const openDaysOf = ({
  horizon,
  calendar,
}: Pick<RegistryInput, 'horizon' | 'calendar'>): readonly Day[] => {
  const closed = new Set((calendar?.closed ?? []).map(parseDay));
  const opened = new Set((calendar?.open ?? []).map(parseDay));
  const open: Day[] = [];
  for (let day = parseDay(horizon.start); day <= parseDay(horizon.end); day++)
    if (opened.has(day) || (weekdayOf(day) < 5 && !closed.has(day))) open.push(day);
  return open;
};
