import { byText } from '../registry/sorted';
import { type CountLimit, countLimit, type Rule, type RuledItem } from './rule';
import type { DomainRules, Role } from './rule-book';

/** An entry of the rule book for some bundles, with limits on the number of their groups. */
export interface BundleEntry {
  /** Bundles by index. */
  readonly members: ReadonlySet<number>;
  readonly counts: readonly Rule[];
}

/**
 * The largest number of sets of groups that get an entry each. Where there are more, some sets
 * share an entry, and the bundles of others are visits alone.
 */
const mostSets = 32;

/** The groups of a bundle, one set per limit. */
type Groups = ReadonlyArray<ReadonlySet<string | undefined>>;

const isWithin = (some: Groups, all: Groups): boolean =>
  some.every((own, l) => [...own].every((group) => all[l].has(group)));

const union = (some: Groups, more: Groups): Groups =>
  some.map((own, l) => new Set([...own, ...more[l]]));

const nameOf = (groups: Groups): string =>
  JSON.stringify(groups.map((own) => [...own].map((one) => JSON.stringify([one])).sort(byText)));

/** Every union of the sets that fits the limits; undefined where there are too many. */
const allUnions = (
  own: readonly Groups[],
  fits: (groups: Groups) => boolean,
): readonly Groups[] | undefined => {
  const unions = new Map(own.map((groups) => [nameOf(groups), groups]));
  for (const groups of unions.values())
    for (const more of own) {
      if (unions.size > mostSets) return undefined;
      const both = union(groups, more);
      if (fits(both)) unions.set(nameOf(both), both);
    }
  return unions.size > mostSets ? undefined : [...unions.values()];
};

/** Some unions of the sets that fit the limits: each set joins the first union that can take it. */
const someUnions = (
  own: readonly Groups[],
  fits: (groups: Groups) => boolean,
): readonly Groups[] => {
  const unions: Groups[] = [];
  for (const groups of own) {
    const at = unions.findIndex((known) => fits(union(known, groups)));
    if (at >= 0) unions[at] = union(unions[at], groups);
    else if (unions.length < mostSets) unions.push(groups);
  }
  return unions;
};

/**
 * The entries for bundles under limits on counts. A limit counts one group per item, but a bundle
 * may have several. So there is an entry for each set of groups that wide bundles (bundles of
 * several groups) have together. Under it, the set counts as one group that is present from the
 * start. Bundles within the set and items of its groups may come, and other groups while the limit
 * has room. A visit with wide bundles is allowed under the entry of exactly their groups; any other
 * visit under the entry without. `left`: bundles without an entry.
 * O(entries × wide bundles).
 */
export const entriesFor = (
  entry: DomainRules,
  bundles: ReadonlyArray<readonly RuledItem[]>,
  roles: readonly Role[],
  at: (item: RuledItem) => number,
): {
  readonly entries: readonly BundleEntry[];
  readonly left: readonly number[];
  readonly complete: boolean;
} => {
  const fitting = roles.flatMap((role, b) => (role === 'stranger' ? [] : [b]));
  const limits = entry.rules
    .filter((rule): rule is CountLimit => rule.kind === 'count-limit')
    .filter(
      ({ group, most }) => new Set(fitting.flatMap((b) => bundles[b].map(group))).size > most,
    );
  const groupsOf = bundles.map((bundle) => limits.map(({ group }) => new Set(bundle.map(group))));
  const isWide = (b: number): boolean => groupsOf[b].some(({ size }) => size > 1);
  const wideGroupsOf = (b: number): Groups =>
    groupsOf[b].map((own) => (own.size > 1 ? own : new Set()));
  const fits = (groups: Groups): boolean => groups.every(({ size }, l) => size <= limits[l].most);
  const none: Groups = limits.map(() => new Set());
  const wide = fitting.filter(isWide);
  const own = [...new Map(wide.map((b) => [nameOf(wideGroupsOf(b)), wideGroupsOf(b)])).values()];
  const unions = allUnions(own, fits);

  const groupAt = (limit: CountLimit, item: RuledItem): string =>
    `of ${limit.group(bundles[at(item)][0])}`;
  // A bundle has at least its first group, so this weaker limit holds in every entry,
  // and a bound can rest on it.
  const firsts = limits.map((limit) =>
    countLimit(limit.name, (item) => groupAt(limit, item), limit.most),
  );
  const entryOf = (groups: Groups): BundleEntry => ({
    members: new Set(fitting.filter((b) => isWithin(wideGroupsOf(b), groups))),
    counts: limits.flatMap((limit, l) => {
      const { size } = groups[l];
      if (size === 0) return [firsts[l]];
      const names = new Set([...groups[l]].map((group) => `of ${group}`));
      const others = (item: RuledItem): string => {
        const name = groupAt(limit, item);
        return names.has(name) ? 'together' : name;
      };
      return [firsts[l], countLimit(limit.name, others, limit.most - size + 1)];
    }),
  });
  const entries = [none, ...(unions ?? someUnions(own, fits))].map(entryOf);
  const covered = new Set(entries.flatMap(({ members }) => [...members]));
  return { entries, left: wide.filter((b) => !covered.has(b)), complete: unions !== undefined };
};
