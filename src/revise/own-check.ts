import { addTo } from '../columns/grouped';
import type { Wishes } from '../consolidate/bundled-enterprises';
import { allows } from '../occurrences/allows';
import { intersect, type Ranges } from '../occurrences/day-sets';
import type { Occurrences } from '../occurrences/occurrences';
import type { RuledItem } from '../rules/rule';
import { type RuleBook, withRules } from '../rules/rule-book';
import { unmergedRule } from '../rules/unmerged';
import { type VisitCheck, visitChecker } from '../rules/visit-check';

/** The check of one enterprise's visits, by the rules and its pins; days aside. */
export interface OwnCheck extends VisitCheck {
  /**
   * The occurrences (ascending) in units: occurrences that pins put together are
   * one unit, others are single.
   */
  readonly unitsOf: (list: readonly number[]) => ReadonlyArray<readonly number[]>;
}

/**
 * The check that the members of a visit keep the pins.
 * O(occurrences that pins name) once, then O(members + pins of them).
 */
const pinCheck = ({ together, apart }: Wishes): ((members: ArrayLike<number>) => boolean) => {
  const groupOf = new Map(together.flatMap(({ members }, g) => members.map((o) => [o, g])));
  const listsOf = new Map<number, number[]>();
  apart.forEach((list, l) => {
    for (const o of list) {
      addTo(listsOf, o, l);
    }
  });
  return (members) => {
    const lists = new Set<number>();
    const countOf = new Map<number, number>();
    for (let k = 0; k < members.length; k++) {
      const group = groupOf.get(members[k]);
      if (group !== undefined) countOf.set(group, (countOf.get(group) ?? 0) + 1);
      for (const list of listsOf.get(members[k]) ?? []) {
        if (lists.has(list)) return false;
        lists.add(list);
      }
    }
    for (const [group, count] of countOf) if (count < together[group].members.length) return false;
    return true;
  };
};

/**
 * The check of each enterprise (index). `rules` already separate items excluded
 * everywhere (`outEverywhere`, ids).
 * O(1), and O(items) for enterprises with excluded items of their own.
 */
export const ownChecks = (
  { item }: Pick<Occurrences, 'item'>,
  items: readonly RuledItem[],
  rules: RuleBook,
  wishes: ReadonlyMap<number, Wishes>,
  outEverywhere: ReadonlySet<string>,
): ((e: number) => OwnCheck) => {
  const usual = visitChecker(items, rules)(item);
  const plain: OwnCheck = { ...usual, unitsOf: (list) => list.map((o) => [o]) };
  return (e) => {
    const wish = wishes.get(e);
    if (wish === undefined) return plain;
    const { together, unmerged } = wish;
    const keepsPins = pinCheck(wish);
    const isOut = ({ id }: RuledItem): boolean =>
      unmerged === 'all' || unmerged.has(id) || outEverywhere.has(id);
    const hasOwn = unmerged === 'all' || unmerged.size > 0;
    const { isVisit, mayMeet } = hasOwn
      ? visitChecker(items, withRules(unmergedRule(isOut))(rules))(item)
      : usual;
    return {
      isVisit: (domain, members) => isVisit(domain, members) && keepsPins(members),
      mayMeet,
      unitsOf: (list) => {
        const there = new Set(list);
        const groups = together
          .map(({ members }) => members.filter((o) => there.has(o)))
          .filter(([o]) => o >= 0);
        const grouped = new Set(groups.flat());
        return [...groups, ...list.filter((o) => !grouped.has(o)).map((o) => [o])].sort(
          ([a], [b]) => a - b,
        );
      },
    };
  };
};

/** The ranks allowed to all of the occurrences. O(their ranges). */
export const commonRanks = (
  { daySet, daySets: { start, lo, hi } }: Pick<Occurrences, 'daySet' | 'daySets'>,
  members: readonly number[],
): Ranges =>
  [...new Set(members.map((o) => daySet[o]))]
    .map((set): Ranges => {
      const ranges: number[] = [];
      for (let r = start[set]; r < start[set + 1]; r++) ranges.push(lo[r], hi[r]);
      return ranges;
    })
    .reduce(intersect);

/** Whether all of the occurrences are allowed on the day of a rank. O(their ranges). */
export const allAllow = (
  occurrences: Occurrences,
  members: readonly number[],
  rank: number,
): boolean => members.every((o) => allows(occurrences, o, rank));
