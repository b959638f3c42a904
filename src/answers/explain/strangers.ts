import { KEY } from '../../registry/policy-defaults';
import type { Owed, Reading } from './reading';
import { meetingOf } from './separation';

/**
 * Occurrences that every plan visits and of which no two can meet, found one by one, those with the fewest days first: what a person can
 * check where a certificate's bound rests on the search alone. `capped`: some may be left out for a cap on visits on site, so that only
 * those of domain `key` count. O(occurrences × members × domains × hosts)
 */
export const strangersOf = (reading: Reading, capped: boolean): readonly Owed[] => {
  const members: Owed[] = [];
  const order = reading.occurrences
    .filter(({ item, reason }) => reason === undefined && (!capped || item.domain === KEY))
    .sort((a, b) => a.days.length - b.days.length);
  for (const one of order)
    if (members.every((other) => meetingOf(reading, other, one).kind !== 'can')) members.push(one);
  return members;
};
