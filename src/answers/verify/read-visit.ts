import type { Visit } from '../../output/plan-document';
import { type Day, parseDay } from '../../registry/day';
import type { Facts } from './facts';
import type { ItemFacts } from './item-facts';

/** A visit with its place in the plan and its known items. */
export interface ReadVisit {
  readonly visit: Visit;
  readonly place: string;
  /** The day of its date; NaN where the text is no date. */
  readonly day: Day;
  /** The items of its occurrences; unknown ones are left out. */
  readonly items: readonly ItemFacts[];
}

/** Visit number `index` of the plan, read. O(occurrences). */
export const readVisit = (facts: Facts, visit: Visit, index: number): ReadVisit => {
  const enterprise = facts.enterprises.get(visit.enterprise);
  const items: ItemFacts[] = [];
  for (const one of visit.occurrences) {
    const known = facts.checkedAt(one, enterprise);
    if (known !== undefined) items.push(known);
  }
  return { visit, place: `visits[${index}]`, day: parseDay(visit.date), items };
};
