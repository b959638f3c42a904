import { smallestOf } from '../columns/extremes';
import { type Exception, equality, exception, holds, type Rule, type RuledItem, sumLimit } from './rule';
import type { DomainRules, RuleBook } from './rule-book';

/** Items that share a visit whatever happens, as the rules see them; most often one alone. */
export interface Bundle {
  /** Of its own among bundles. */
  readonly id: string;
  readonly items: readonly RuledItem[];
}

/** Bundles as items, and the rules that treat them so. */
export interface BundledRules {
  /** In the order of the bundles. */
  readonly items: readonly RuledItem[];
  readonly rules: RuleBook;
  /** Whether the rules forbid nothing but what the bundles' items would break. */
  readonly exact: boolean;
}

const fitsInto = ({ domain, guests }: DomainRules, items: readonly RuledItem[]): boolean =>
  items.every((item) => item.domain === domain || guests.includes(item.domain));

/** The domains whose visits the items can be by themselves, the book's order; rule by rule, days aside. O(domains × rules × items) */
export const domainsFor = (book: RuleBook, items: readonly RuledItem[]): readonly DomainRules[] =>
  book.filter(
    (entry) =>
      fitsInto(entry, items) &&
      items.some(({ domain }) => domain === entry.domain) &&
      (items.length === 1 || entry.rules.every((rule) => holds(rule)(items))),
  );

/** What several items together are to a rule that compares values: their common value, else one that nobody else has. */
const commonValue =
  <V>(of: (item: RuledItem) => V, bundleOf: (item: RuledItem) => Bundle) =>
  (item: RuledItem): V | string => {
    const { id, items } = bundleOf(item);
    const value = of(items[0]);
    return items.every((one) => of(one) === value) ? value : `\u0000mixed ${id}`;
  };

/** Keeps apart what a rule does not let share a visit; of bundles of one item, the rule itself sees to that. */
const pairwise = (rule: Rule, bundleOf: (item: RuledItem) => Bundle): Exception | Rule => {
  const check = holds(rule);
  return exception(rule.name, (a, b) => {
    const both = [bundleOf(a), bundleOf(b)];
    return both.some(({ items }) => items.length > 1) && !check(both.flatMap(({ items }) => items));
  });
};

const bundled = (rule: Rule, bundles: readonly Bundle[], bundleOf: (item: RuledItem) => Bundle): readonly Rule[] => {
  const several = bundles.filter(({ items }) => items.length > 1);
  switch (rule.kind) {
    case 'equality':
      return [equality(rule.name, commonValue(rule.of, bundleOf))];
    case 'similarity': {
      const of = (item: RuledItem): number => smallestOf(bundleOf(item).items.map(rule.of));
      return [{ ...rule, of }, ...(several.length === 0 ? [] : [pairwise(rule, bundleOf)])];
    }
    case 'exception':
      return [
        exception(
          rule.name,
          (a, b) => bundleOf(a).items.some((one) => bundleOf(b).items.some((other) => rule.separates(one, other))),
          (item) => bundleOf(item).items.some(rule.concerns),
        ),
      ];
    case 'sum-limit': {
      // A bundle may have minutes of several departments: a limit for each of these, and one for all others.
      const groups = [...new Set(several.flatMap(({ items }) => items.map(rule.group)))];
      const weightIn = (item: RuledItem, counts: (group: string | undefined) => boolean): number =>
        bundleOf(item).items.reduce((sum, one) => sum + (counts(rule.group(one)) ? rule.weight(one) : 0), 0);
      return [
        ...groups.map((group) =>
          sumLimit(
            rule.name,
            () => '',
            (item) => weightIn(item, (own) => own === group),
            rule.most,
          ),
        ),
        sumLimit(
          rule.name,
          (item) => `of ${rule.group(bundleOf(item).items[0])}`,
          (item) => weightIn(item, (own) => !groups.includes(own)),
          rule.most,
        ),
      ];
    }
    case 'count-limit': {
      const groupsOf = (item: RuledItem) => new Set(bundleOf(item).items.map(rule.group));
      const within = (a: RuledItem, b: RuledItem): boolean => [...groupsOf(a)].every((group) => groupsOf(b).has(group));
      const isLoose = (item: RuledItem): boolean => groupsOf(item).size <= 1;
      return [
        { ...rule, group: (item) => rule.group(bundleOf(item).items[0]) },
        exception(rule.name, (a, b) => {
          if (isLoose(a) && isLoose(b)) return false;
          if (Math.max(groupsOf(a).size, groupsOf(b).size) > rule.most) return true;
          return isLoose(a) ? !within(a, b) : isLoose(b) ? !within(b, a) : !(within(a, b) && within(b, a));
        }),
      ];
    }
  }
};

/**
 * Rules under which bundles are single items: whatever keeps to them keeps, item by item, to the book. Every bundle must be a visit of
 * some domain ({@link domainsFor}); `separates` are further bundles kept apart. Not exact, but as strict or stricter, where limits count
 * the departments of a bundle of several, or where one could be a visit of more than one domain.
 */
export const bundledRules = (
  book: RuleBook,
  bundles: readonly Bundle[],
  separates: (a: Bundle, b: Bundle) => boolean,
): BundledRules => {
  const homes = bundles.map(({ items }) => domainsFor(book, items));
  const items = bundles.map(
    ({ id, items: [first] }, b): RuledItem => ({ ...first, id, domain: homes[b][0]?.domain ?? first.domain }),
  );
  const bundleAt = new Map(items.map((item, b) => [item.id, bundles[b]]));
  const bundleOf = (item: RuledItem): Bundle => bundleAt.get(item.id) ?? { id: item.id, items: [item] };
  const isSeparated = items.map((_, a) => bundles.some((other, b) => b !== a && separates(bundles[a], other)));
  const indexOf = new Map(items.map((item, b) => [item.id, b]));
  const apart = exception(
    'apart',
    (a, b) => separates(bundleOf(a), bundleOf(b)),
    (item) => isSeparated[indexOf.get(item.id) ?? -1] === true,
  );
  const several = bundles.some(({ items: some }) => some.length > 1);
  const rules = book.map(
    (entry): DomainRules => ({
      ...entry,
      rules: [
        ...entry.rules.flatMap((rule) => bundled(rule, bundles, bundleOf)),
        ...(several
          ? [equality('guests', (item) => (fitsInto(entry, bundleOf(item).items) ? '' : `\u0000alien ${item.id}`))]
          : []),
        ...(isSeparated.includes(true) ? [apart] : []),
      ],
    }),
  );
  const counts = book.some(({ rules: own }) => own.some(({ kind }) => kind === 'count-limit'));
  return {
    items,
    rules,
    exact: !bundles.some(({ items: own }, b) => own.length > 1 && (counts || homes[b].length > 1)),
  };
};
