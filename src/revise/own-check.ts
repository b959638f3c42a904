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
export interface OwnCheck extends Pick<VisitCheck, 'mayMeet'> {
  /** As {@link VisitCheck}, with members that are checked by their fallbacks. */
  readonly isVisit: (
    domain: string,
    members: ArrayLike<number>,
    byFallback?: readonly number[],
  ) => boolean;
  /**
   * The occurrences (ascending) in units: occurrences that pins put together are
   * one unit, others are single.
   */
  readonly unitsOf: (list: readonly number[]) => ReadonlyArray<readonly number[]>;
}

/**
 * The check that the members of a visit keep the pins; a group is checked by its fallbacks as a
 * whole.
 * O(occurrences that pins name) once, then O(members + pins of them).
 */
const pinCheck = (
  { together, apart }: Wishes,
  hasFallback: (o: number) => boolean,
): ((members: ArrayLike<number>, byFallback: readonly number[]) => boolean) => {
  const groupOf = new Map(together.flatMap(({ members }, g) => members.map((o) => [o, g])));
  const listsOf = new Map<number, number[]>();
  apart.forEach((list, l) => {
    for (const o of list) {
      addTo(listsOf, o, l);
    }
  });
  return (members, byFallback) => {
    const lists = new Set<number>();
    for (const o of byFallback)
      for (const other of together[groupOf.get(o) ?? -1]?.members ?? [])
        if (hasFallback(other) && !byFallback.includes(other)) return false;
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
  /** Each item by its fallback; −1: none. */
  fallback: Int32Array | undefined,
): ((e: number) => OwnCheck) => {
  const checked = fallback === undefined ? item : item.slice();
  const checkUnder = (book: RuleBook): Pick<OwnCheck, 'isVisit' | 'mayMeet'> => {
    const { isVisit, mayMeet } = visitChecker(items, book)(checked);
    return {
      isVisit: (domain, members, byFallback = []) => {
        for (const o of byFallback) checked[o] = fallback?.[item[o]] ?? item[o];
        const isSo = isVisit(domain, members);
        for (const o of byFallback) checked[o] = item[o];
        return isSo;
      },
      mayMeet,
    };
  };
  const usual = checkUnder(rules);
  const plain: OwnCheck = { ...usual, unitsOf: (list) => list.map((o) => [o]) };
  return (e) => {
    const wish = wishes.get(e);
    if (wish === undefined) return plain;
    const { together, unmerged } = wish;
    const keepsPins = pinCheck(wish, (o) => (fallback?.[item[o]] ?? -1) >= 0);
    const isOut = ({ id }: RuledItem): boolean =>
      unmerged === 'all' || unmerged.has(id) || outEverywhere.has(id);
    const hasOwn = unmerged === 'all' || unmerged.size > 0;
    const { isVisit, mayMeet } = hasOwn ? checkUnder(withRules(unmergedRule(isOut))(rules)) : usual;
    return {
      isVisit: (domain, members, byFallback = []) =>
        isVisit(domain, members, byFallback) && keepsPins(members, byFallback),
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
