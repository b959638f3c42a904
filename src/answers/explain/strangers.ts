import { KEY } from '../../registry/policy-defaults';
import type { Owed, Reading } from './reading';
import { meetingOf } from './separation';

/** So many pairs are looked at; past that the set is not made larger. */
const MOST_PAIRS = 20_000;

/**
 * Occurrences that every plan visits and of which no two can meet, found one by one, those with the fewest days first: what a person can
 * check where a certificate's bound rests on the search alone. `capped`: some may be left out for a cap on visits on site, so that only
 * those of domain `key` count. O(pairs × domains × hosts), pairs at most {@link MOST_PAIRS}
 */
export const strangersOf = (reading: Reading, capped: boolean): readonly Owed[] => {
  const members: Owed[] = [];
  const order = reading.occurrences
    .filter(({ item, reason }) => reason === undefined && (!capped || item.domain === KEY))
    .sort((a, b) => a.days.length - b.days.length);
  let pairs = 0;
  for (const one of order) {
    if (pairs + members.length > MOST_PAIRS) break;
    if (
      members.every((other) => {
        pairs++;
        return meetingOf(reading, other, one).kind !== 'can';
      })
    )
      members.push(one);
  }
  return members;
};
