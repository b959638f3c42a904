import type { Day } from '../../registry/day';
import { hasDay } from './allowed-days';
import type { Ledger } from './coverage';
import type { Owed } from './owed-occurrence';
import type { ReadVisit } from './read-visit';

/**
 * The days allowed to all occurrences of a visit, ascending; also empty where an item is unknown or
 * an occurrence is not owed.
 * O(occurrences × (log occurrences + fewest days of one × log days)).
 */
export const commonDaysOf = (ledger: Ledger, { visit, place }: ReadVisit): readonly Day[] => {
  const owed: Owed[] = [];
  for (const { item, cycle } of visit.occurrences) {
    const found = ledger.find(item, cycle, place);
    if ('kind' in found) return [];
    owed.push(found);
  }
  owed.sort((a, b) => a.days.length - b.days.length);
  let common: readonly Day[] = owed.length === 0 ? [] : owed[0].days;
  owed.forEach(({ days }, i) => {
    // Occurrences with the same cycle and window often share one array of days.
    if (i === 0 || days === owed[i - 1].days) return;
    if (!common.every((day) => hasDay(days, day)))
      common = common.filter((day) => hasDay(days, day));
  });
  return common;
};
