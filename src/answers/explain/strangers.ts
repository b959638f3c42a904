import { isProtected } from '../../registry/policy-defaults';
import type { Owed } from './owed';
import type { Reading } from './reading';
import { meetingOf, type Spend } from './separation';

/**
 * Occurrences that every plan visits and of which no two can share a visit; a person can check them
 * where a certificate's bound rests on the search. They are found one by one; occurrences with few
 * days come first. With `capped`, a cap may leave occurrences out, so that only protected
 * occurrences count. The set stops growing once `steps` are spent.
 * O(occurrences log occurrences + steps).
 */
export const strangersOf = (reading: Reading, capped: boolean, steps: number): readonly Owed[] => {
  const members: Owed[] = [];
  const order = reading.occurrences
    .filter(
      ({ item, reason }) =>
        reason === undefined && (!capped || isProtected(reading.policy, item.domain, item.kind)),
    )
    .sort((a, b) => a.days.length - b.days.length);
  let left = steps;
  const spend: Spend = (spent) => {
    left -= spent;
  };
  for (const one of order) {
    if (left <= members.length) break;
    if (members.every((other) => meetingOf(reading, other, one, spend).kind !== 'can'))
      members.push(one);
  }
  return members;
};
