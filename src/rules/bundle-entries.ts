import { byText } from '../registry/sorted';
import { type CountLimit, countLimit, type Rule, type RuledItem } from './rule';
import type { DomainRules, Role } from './rule-book';

/** An entry for some of the bundles, with limits on the number of their groups. */
export interface BundleEntry {
  /** Bundles by index. */
  readonly members: ReadonlySet<number>;
  readonly counts: readonly Rule[];
}

/** Entries under which several bundles of several groups are, at most; more sets of groups than that are not told apart. */
const mostEntries = 64;

/**
 * A limit counts one group for each item, but bundles may have several. So there is an entry for each set of groups that bundles of
 * several groups have together: under it the set counts as one group that is there already, bundles within the set and items of its
 * groups may come, and of other groups as many as are left. A visit with such bundles is allowed under the entry of just their groups,
 * one without under an entry without. `left`: bundles that no entry is for. O(entries × bundles of several groups)
 */
export const entriesFor = (
  entry: DomainRules,
  bundles: ReadonlyArray<readonly RuledItem[]>,
  roles: readonly Role[],
  at: (item: RuledItem) => number,
): { readonly entries: readonly BundleEntry[]; readonly left: readonly number[]; readonly complete: boolean } => {
  const fitting = roles.flatMap((role, b) => (role === 'stranger' ? [] : [b]));
  const limits = entry.rules
    .filter((rule): rule is CountLimit => rule.kind === 'count-limit')
    .filter(({ group, most }) => new Set(fitting.flatMap((b) => bundles[b].map(group))).size > most);
  const groupsOf = bundles.map((bundle) => limits.map(({ group }) => new Set(bundle.map(group))));
  const isWide = (b: number): boolean => groupsOf[b].some(({ size }) => size > 1);
  /** The groups of bundles of several, limit by limit. */
  type Groups = readonly ReadonlySet<string | undefined>[];
  const wideGroupsOf = (b: number): Groups => groupsOf[b].map((own) => (own.size > 1 ? own : new Set()));
  const isWithin = (some: Groups, all: Groups): boolean =>
    some.every((own, l) => [...own].every((group) => all[l].has(group)));

  const none: Groups = limits.map(() => new Set());
  const sets = new Map<string, Groups>();
  const nameOf = (groups: Groups): string =>
    JSON.stringify(groups.map((own) => [...own].map((one) => JSON.stringify([one])).sort(byText)));
  const add = (groups: Groups): boolean => {
    if (groups.some(({ size }, l) => size > limits[l].most)) return true;
    const name = nameOf(groups);
    if (!sets.has(name) && sets.size === mostEntries) return false;
    if (!sets.has(name)) sets.set(name, groups);
    return true;
  };
  let complete = true;
  const wide = fitting.filter(isWide);
  for (const b of wide) complete = add(wideGroupsOf(b)) && complete;
  const own = [...sets.values()];
  for (const groups of sets.values())
    for (const more of own) complete = add(groups.map((some, l) => new Set([...some, ...more[l]]))) && complete;

  const entryOf = (groups: Groups): BundleEntry => ({
    members: new Set(fitting.filter((b) => isWithin(wideGroupsOf(b), groups))),
    counts: limits.map((limit, l) => {
      const groupAt = (item: RuledItem): string | undefined => limit.group(bundles[at(item)][0]);
      const { size } = groups[l];
      if (size === 0) return countLimit(limit.name, (item) => `of ${groupAt(item)}`, limit.most);
      return countLimit(
        limit.name,
        (item) => (groups[l].has(groupAt(item)) ? 'together' : `of ${groupAt(item)}`),
        limit.most - size + 1,
      );
    }),
  });
  const entries = [none, ...sets.values()].map(entryOf);
  const covered = new Set(entries.flatMap(({ members }) => [...members]));
  return { entries, left: wide.filter((b) => !covered.has(b)), complete };
};
