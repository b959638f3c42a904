import type { Visit } from '../../output/plan-document';
import { type Day, parseDay } from '../../registry/day';
import type { Facts } from './facts';
import type { ItemFacts } from './item-facts';

/** A visit as far as it can be read. */
export interface ReadVisit {
  readonly visit: Visit;
  readonly place: string;
  /** NaN where the date is none. */
  readonly day: Day;
  /** The items of its occurrences, without those that do not exist. */
  readonly items: readonly ItemFacts[];
}

/** O(occurrences) */
export const readVisit = (facts: Facts, visit: Visit, index: number): ReadVisit => {
  const items: ItemFacts[] = [];
  for (const { item } of visit.occurrences) {
    const known = facts.items.get(item);
    if (known !== undefined) items.push(known);
  }
  return { visit, place: `visits[${index}]`, day: parseDay(visit.date), items };
};
