import * as O from 'fp-ts/Option';
import { largestOf, smallestOf } from '../columns/extremes';

/** The properties of an item that rules can use. */
export interface RuledItem {
  readonly id: string;
  readonly department: string;
  /** The department's level. */
  readonly level: string | undefined;
  readonly domain: string;
  readonly method: string;
  /** A key: equal for methods that agree, by name or by group. */
  readonly methodGroup: string;
  readonly object: string;
  readonly topic: string | undefined;
  /** 检查类别 */
  readonly kind: string;
  readonly minutes: number;
}

/** All items of a visit agree in `of`. A missing value agrees only with another missing one. */
export interface Equality {
  readonly kind: 'equality';
  readonly name: string;
  readonly of: (item: RuledItem) => string | number | undefined;
}

/** The largest `of` in a visit is at most `ratio` times the smallest; `of` is positive. */
export interface Similarity {
  readonly kind: 'similarity';
  readonly name: string;
  readonly of: (item: RuledItem) => number;
  readonly ratio: number;
}

export type Mark = string | number;

/**
 * An exception given by marks: two items are separated where one bears a mark that the other
 * avoids. It must be symmetric.
 */
export interface Marks {
  readonly borne: (item: RuledItem) => ReadonlySet<Mark>;
  readonly avoided: (item: RuledItem) => ReadonlySet<Mark>;
}

/** Two items for which `separates` is true never share a visit; it must be symmetric. */
export interface Exception {
  readonly kind: 'exception';
  readonly name: string;
  readonly separates: (a: RuledItem, b: RuledItem) => boolean;
  /**
   * False for items that nothing separates from any other; the search is
   * faster the fewer it concerns.
   */
  readonly concerns: (item: RuledItem) => boolean;
  /** The same exception as marks, so that not every pair of items has to be tested. */
  readonly marks?: Marks;
}

/**
 * With more than one item, the sum of `weight` over the items of any one `group` is at most `most`;
 * weights are not negative.
 */
export interface SumLimit {
  readonly kind: 'sum-limit';
  readonly name: string;
  readonly group: (item: RuledItem) => string | undefined;
  readonly weight: (item: RuledItem) => number;
  readonly most: number;
}

/** With more than one item, their distinct `group`s are at most `most`. */
export interface CountLimit {
  readonly kind: 'count-limit';
  readonly name: string;
  readonly group: (item: RuledItem) => string | undefined;
  readonly most: number;
}

/**
 * A rule on items of one visit. A rule that holds for a visit holds for each part of it. The search
 * for the fewest visits relies on that, so rules have these five forms and are not free predicates.
 */
export type Rule = Equality | Similarity | Exception | SumLimit | CountLimit;

export const equality = (name: string, of: Equality['of']): Rule => ({
  kind: 'equality',
  name,
  of,
});

export const similarity = (name: string, of: Similarity['of'], ratio: number): Rule => ({
  kind: 'similarity',
  name,
  of,
  ratio,
});

export const exception = (
  name: string,
  separates: Exception['separates'],
  concerns: Exception['concerns'] = () => true,
): Rule => ({ kind: 'exception', name, separates, concerns });

const haveCommon = (one: ReadonlySet<Mark>, other: ReadonlySet<Mark>): boolean => {
  const [few, many] = one.size < other.size ? [one, other] : [other, one];
  for (const mark of few) if (many.has(mark)) return true;
  return false;
};

/** The exception that marks define. */
export const exceptionByMarks = (name: string, marks: Marks): Rule => ({
  kind: 'exception',
  name,
  separates: (a, b) => haveCommon(marks.borne(a), marks.avoided(b)),
  concerns: (item) => marks.avoided(item).size > 0,
  marks,
});

export const sumLimit = (
  name: string,
  group: SumLimit['group'],
  weight: SumLimit['weight'],
  most: number,
): Rule => ({
  kind: 'sum-limit',
  name,
  group,
  weight,
  most,
});

export const countLimit = (name: string, group: CountLimit['group'], most: number): Rule => ({
  kind: 'count-limit',
  name,
  group,
  most,
});

const sums = (rule: SumLimit, items: readonly RuledItem[]): readonly number[] => {
  const sumOf = new Map<string | undefined, number>();
  for (const item of items)
    sumOf.set(rule.group(item), (sumOf.get(rule.group(item)) ?? 0) + rule.weight(item));
  return [...sumOf.values()];
};

/**
 * Whether the largest of positive numbers is at most `ratio` times the smallest. It compares the
 * quotient: 1.15 × 100 is 114.99… in double arithmetic, so the product would refuse 115. A quotient
 * equal to a short decimal rounds to the same double as the decimal. Rounding is monotone, so this
 * test is monotone in each argument. Equal numbers are similar, also 0.
 */
export const isSimilar = (largest: number, smallest: number, ratio: number): boolean =>
  largest === smallest || largest / smallest <= ratio;

/** Whether a rule allows the items to share a visit. O(items²) for exceptions, else O(items). */
export const holds =
  (rule: Rule) =>
  (items: readonly RuledItem[]): boolean => {
    if (items.length <= 1) return true;
    switch (rule.kind) {
      case 'equality':
        return items.every((item) => rule.of(item) === rule.of(items[0]));
      case 'similarity': {
        const values = items.map(rule.of);
        return isSimilar(largestOf(values), smallestOf(values), rule.ratio);
      }
      case 'exception': {
        const own = items.filter(rule.concerns);
        return own.every((a, i) => own.every((b, j) => j <= i || !rule.separates(a, b)));
      }
      case 'sum-limit':
        return sums(rule, items).every((sum) => sum <= rule.most);
      case 'count-limit':
        return new Set(items.map(rule.group)).size <= rule.most;
    }
  };

/** The first rule that the items break. */
export const firstBroken =
  (rules: readonly Rule[]) =>
  (items: readonly RuledItem[]): O.Option<Rule> =>
    O.fromNullable(rules.find((rule) => !holds(rule)(items)));

/** Whether every visit that keeps `strict` keeps `loose`, as far as the two values show it. */
export const implies = (strict: Rule, loose: Rule): boolean => {
  if (strict === loose) return true;
  switch (loose.kind) {
    case 'equality':
      return strict.kind === 'equality' && strict.of === loose.of;
    case 'similarity':
      return strict.kind === 'similarity' && strict.of === loose.of && strict.ratio <= loose.ratio;
    case 'exception':
      return strict.kind === 'exception' && strict.separates === loose.separates;
    case 'sum-limit':
      return (
        strict.kind === 'sum-limit' &&
        strict.group === loose.group &&
        strict.weight === loose.weight &&
        strict.most <= loose.most
      );
    case 'count-limit':
      return (
        strict.kind === 'count-limit' && strict.group === loose.group && strict.most <= loose.most
      );
  }
};
