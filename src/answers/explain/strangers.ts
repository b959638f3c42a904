import { KEY } from '../../registry/policy-defaults';
import type { Owed } from './owed';
import type { Reading } from './reading';
import { meetingOf, type Spend } from './separation';

/**
 * Occurrences that every plan visits and of which no two can meet, found one by one, those with the
 * fewest days first: what a person can check where a certificate's bound rests on the search alone.
 * `capped`: some may be left out for a cap on visits on site, so that only those of domain `key`
 * count. The set is not made larger once `steps` are spent. O(occurrences log occurrences + steps)
 */
export const strangersOf = (reading: Reading, capped: boolean, steps: number): readonly Owed[] => {
  const members: Owed[] = [];
  const order = reading.occurrences
    .filter(({ item, reason }) => reason === undefined && (!capped || item.domain === KEY))
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
