import { byText } from '../registry/sorted';
import { entriesFor } from './bundle-entries';
import {
  type Exception,
  equality,
  exception,
  exceptionByMarks,
  holds,
  type Marks,
  type Rule,
  type RuledItem,
  type Similarity,
  sumLimit,
} from './rule';
import { type HostBook, type HostRules, type Role, type RuleBook, roleIn } from './rule-book';

/** Items of occurrences that pins keep in one visit; mostly a single one. */
export type Bundle = readonly RuledItem[];

/** Bundles as single items, with the rules for them. */
export interface BundledRules {
  /**
   * One item per bundle, in the order of the bundles. Its `domain` is the number of an entry that
   * admits it as host; `domainOf` gives the real domain.
   */
  readonly items: readonly RuledItem[];
  /** Entries for bundles; the `domain` of each is its number, as six digits. */
  readonly rules: HostBook;
  /** The real domain of each entry, by the entry's number. */
  readonly domainOf: ReadonlyMap<string, string>;
  /**
   * Whether the rules allow every visit of whole bundles that the book allows;
   * else they allow only some of these visits.
   */
  readonly complete: boolean;
}

/**
 * The role of items that come together in visits of an entry, days aside. Host: by themselves they
 * are a valid visit. Guest: they need a host. Stranger: the entry does not admit one of them, a
 * rule forbids them to come together, or the same item is there twice.
 * O(rules × items); O(items²) for exceptions.
 */
export const roleOfAll =
  (entry: HostRules) =>
  (items: Bundle): Role => {
    if (items.length === 1) return roleIn(entry)(items[0]);
    const roles = new Set(items.map(roleIn(entry)));
    const isVisit =
      !roles.has('stranger') &&
      new Set(items).size === items.length &&
      entry.rules.every((rule) => holds(rule)(items));
    return isVisit ? (roles.has('host') ? 'host' : 'guest') : 'stranger';
  };

/** The domain of the first entry whose rules allow items as a visit by themselves; days aside. */
export const domainFor = (book: RuleBook, items: Bundle): string | undefined =>
  book.find((entry) => roleOfAll(entry)(items) === 'host')?.domain;

const leastOf = (of: Similarity['of'], items: Bundle): RuledItem =>
  items.reduce((least, item) => (of(item) < of(least) ? item : least));

const mostOf = (of: Similarity['of'], items: Bundle): RuledItem =>
  items.reduce((most, item) => (of(item) > of(most) ? item : most));

/**
 * Translates each rule for bundles as items. Limits on a count give no rule here; `entriesFor`
 * makes them. The same rule always gives the same objects, since `implies` compares objects.
 */
const bundler = (
  bundles: readonly Bundle[],
  bundleOf: (item: RuledItem) => Bundle,
): ((rule: Rule) => readonly Rule[]) => {
  const several = bundles.filter((bundle) => bundle.length > 1);

  /**
   * A bundle has a least and a largest value. Bands use the least; pairs with a bundle of unequal
   * values are checked one by one.
   */
  const similar = (rule: Similarity): readonly Rule[] => {
    const check = holds(rule);
    const extremes = new Map(
      bundles.map((bundle) => [bundle, [leastOf(rule.of, bundle), mostOf(rule.of, bundle)]]),
    );
    const extremesOf = (item: RuledItem): Bundle => extremes.get(bundleOf(item)) ?? [];
    const isWide = (item: RuledItem): boolean => {
      const [least, most] = extremesOf(item);
      return rule.of(least) < rule.of(most);
    };
    const wide = several.flatMap((bundle) => {
      const [least, most] = extremes.get(bundle) ?? [];
      return rule.of(least) < rule.of(most) ? [least, most] : [];
    });
    const by: Rule = { ...rule, of: (item) => rule.of(extremesOf(item)[0]) };
    if (wide.length === 0) return [by];
    const widest = [leastOf(rule.of, wide), mostOf(rule.of, wide)];
    const pairs = exception(
      rule.name,
      (a, b) => (isWide(a) || isWide(b)) && !check([...extremesOf(a), ...extremesOf(b)]),
      (item) => isWide(item) || !check([...widest, ...extremesOf(item)]),
    );
    return [by, pairs];
  };

  const separated = (rule: Exception): Rule => {
    const { marks } = rule;
    if (marks !== undefined) {
      const ofBundles = (of: Marks['borne']): Marks['borne'] => {
        const own = new Map(
          bundles.map((bundle) => [bundle, new Set(bundle.flatMap((item) => [...of(item)]))]),
        );
        return (item) => own.get(bundleOf(item)) ?? new Set();
      };
      return exceptionByMarks(rule.name, {
        borne: ofBundles(marks.borne),
        avoided: ofBundles(marks.avoided),
      });
    }
    const concerned = new Map(bundles.map((bundle) => [bundle, bundle.filter(rule.concerns)]));
    const of = (item: RuledItem): Bundle => concerned.get(bundleOf(item)) ?? [];
    return exception(
      rule.name,
      (a, b) => of(a).some((one) => of(b).some((other) => rule.separates(one, other))),
      (item) => of(item).length > 0,
    );
  };

  /**
   * A bundle may have weight in several groups. Each of these groups gets a rule of its own, unless
   * the limit cannot bind there. One more rule limits each of the other groups, as `rule` does.
   */
  const summed = (rule: Extract<Rule, { kind: 'sum-limit' }>): readonly Rule[] => {
    const total = new Map<string | undefined, number>();
    for (const item of bundles.flat())
      total.set(rule.group(item), (total.get(rule.group(item)) ?? 0) + rule.weight(item));
    const shared = new Set<string | undefined>();
    for (const bundle of several) {
      const groups = new Set(bundle.map(rule.group));
      if (groups.size > 1) for (const group of groups) shared.add(group);
    }
    const weightIn = (item: RuledItem, counts: (group: string | undefined) => boolean): number =>
      bundleOf(item).reduce(
        (sum, one) => sum + (counts(rule.group(one)) ? rule.weight(one) : 0),
        0,
      );
    const limits = [...shared].map((group) =>
      (total.get(group) ?? 0) <= rule.most
        ? []
        : [
            sumLimit(
              rule.name,
              () => '',
              (item) => weightIn(item, (own) => own === group),
              rule.most,
            ),
          ],
    );
    const others = sumLimit(
      rule.name,
      (item) => `of ${rule.group(bundleOf(item)[0])}`,
      (item) => weightIn(item, (own) => !shared.has(own)),
      rule.most,
    );
    return [...limits.flat(), others];
  };

  const known = new Map<Rule, readonly Rule[]>();
  const translated = (rule: Rule): readonly Rule[] => {
    switch (rule.kind) {
      case 'equality':
        return [equality(rule.name, (item) => rule.of(bundleOf(item)[0]))];
      case 'similarity':
        return similar(rule);
      case 'exception':
        return [separated(rule)];
      case 'sum-limit':
        return summed(rule);
      case 'count-limit':
        return [];
    }
  };
  return (rule) => {
    const rules = known.get(rule) ?? translated(rule);
    known.set(rule, rules);
    return rules;
  };
};

/**
 * The rules under which bundles are single items. A visit that keeps them keeps the book item by
 * item, with one exception where `isAnyAlone`: a bundle that no entry allows by itself is still a
 * visit alone, since a pin may want it. Where the rules are `complete`, a visit of whole bundles that keeps the book
 * keeps them too. `listsOf` gives the numbers of the lists that each bundle is in (`apart` pins and
 * occurrences of one item); two bundles of one list never share a visit.
 * O(entries × bundles × rules).
 */
export const bundledRules = (
  book: RuleBook,
  bundles: readonly Bundle[],
  listsOf: ReadonlyArray<ReadonlySet<number>>,
  isAnyAlone = true,
): BundledRules => {
  const at = ({ id }: RuledItem): number => Number(id);
  const bundleOf = (item: RuledItem): Bundle => bundles[at(item)];
  const lists = (item: RuledItem): ReadonlySet<number> => listsOf[at(item)];
  const apart = exceptionByMarks('apart', { borne: lists, avoided: lists });
  const rulesFor = bundler(bundles, bundleOf);
  const isApart = listsOf.some(({ size }) => size > 0);
  const sorted = [...book].sort((a, b) => byText(a.domain, b.domain));
  const isHopeless = bundles.map((bundle) => domainFor(sorted, bundle) === undefined);
  const homes = new Map<number, string>();
  const domainOf = new Map<string, string>();
  const rules: HostRules[] = [];
  let complete = true;
  for (const entry of sorted) {
    const roles = bundles.map(roleOfAll(entry));
    const found = entriesFor(entry, bundles, roles, at);
    complete &&= found.complete;
    const shared = [...entry.rules.flatMap(rulesFor), ...(isApart ? [apart] : [])];
    const own = bundles.flatMap((bundle, b) =>
      isAnyAlone && isHopeless[b] && bundle[0].domain === entry.domain ? [b] : [],
    );
    const alone = new Set([...found.left.filter((b) => roles[b] === 'host'), ...own]);
    const entries = [
      ...found.entries.map(({ members, counts }) => ({
        members,
        rules: [...shared, ...counts],
        isAlone: false,
      })),
      ...(alone.size === 0
        ? []
        : [{ members: alone, rules: [equality('alone', at)], isAlone: true }]),
    ];
    for (const { members, rules: ownRules, isAlone } of entries) {
      const roleAt = (b: number): Role =>
        !members.has(b) ? 'stranger' : isAlone ? 'host' : roles[b];
      const domain = `${rules.length}`.padStart(6, '0');
      domainOf.set(domain, entry.domain);
      rules.push({
        domain,
        guests: [],
        rules: ownRules,
        roleOf: (item) => roleAt(at(item)),
      });
      for (const b of members) if (roleAt(b) === 'host' && !homes.has(b)) homes.set(b, domain);
    }
  }
  return {
    items: bundles.map(([first], b) => ({
      ...first,
      id: `${b}`,
      domain: homes.get(b) ?? first.domain,
    })),
    rules,
    domainOf,
    complete,
  };
};
