import { disjointSets } from '../columns/disjoint-sets';
import { numbered, valueNumbers } from '../columns/value-numbers';
import { byText } from '../registry/sorted';
import { implies, type Marks, type Rule, type RuledItem } from '../rules/rule';
import { type HostBook, type HostRules, roleIn } from '../rules/rule-book';

/** An exception over items by index. */
export interface Separation {
  /**
   * The marks that each item bears, and the marks that it avoids; undefined: pairs must be tested.
   */
  readonly marks:
    | { readonly borne: readonly Int32Array[]; readonly avoided: readonly Int32Array[] }
    | undefined;
  readonly separates: (a: number, b: number) => boolean;
}

/** The rules for visits of one domain as numbers, each array indexed by item. */
export interface HostTable {
  readonly domain: string;
  /** 1 for items that may be in a visit of the domain. */
  readonly eligible: Uint8Array;
  /** 1 for items of the domain itself: a visit has at least one. */
  readonly own: Uint8Array;
  /** Items agree in all equalities when their classes are equal. */
  readonly classOf: Int32Array;
  readonly similarities: ReadonlyArray<{ readonly value: Float64Array; readonly ratio: number }>;
  /** The exceptions; hosts under the same exception share one object. */
  readonly separations: readonly Separation[];
  readonly sums: ReadonlyArray<{
    readonly group: Int32Array;
    readonly weight: Float64Array;
    readonly most: number;
  }>;
  readonly counts: ReadonlyArray<{ readonly group: Int32Array; readonly most: number }>;
  /** Whether the guests of a visit may be no valid visit without their last host item. */
  readonly critical: boolean;
}

/** A rule book over a list of items as numbers; domains ascending. */
export interface RuleTable {
  readonly hosts: readonly HostTable[];
  /** Index in `hosts` of a domain of each item, in which it can be visited alone. */
  readonly domainOf: Uint16Array;
  /** Limits on a visit's groups: `mostOf[host]` is Infinity where a host has no such limit. */
  readonly sums: ReadonlyArray<{
    readonly group: Int32Array;
    readonly weight: Float64Array;
    readonly mostOf: Float64Array;
  }>;
  readonly counts: ReadonlyArray<{ readonly group: Int32Array; readonly mostOf: Float64Array }>;
  /** 1 for items that an exception concerns. */
  readonly exceptional: Uint8Array;
  /** [host × hosts + other]: 1 where the limits and exceptions of `host` imply those of `other`. */
  readonly implied: Uint8Array;
  /** Items of one kind are interchangeable for every rule. */
  readonly kindOf: Int32Array;
  /** Items of one loose kind are interchangeable where no limit can bind. */
  readonly looseKindOf: Int32Array;
  /** Items of different parts never share a visit; parts are numbered from 0. */
  readonly partOf: Int32Array;
  readonly parts: number;
}

const numbers = (items: readonly RuledItem[], of: (item: RuledItem) => number): Float64Array =>
  Float64Array.from(items, of);

/**
 * Whether guests that lose their host may form no valid visit. They always do when they are of one
 * domain whose rules the host's rules imply.
 */
const isCritical = (host: HostRules, book: HostBook, items: readonly RuledItem[]): boolean => {
  if (host.roleOf !== undefined) return items.some((item) => roleIn(host)(item) === 'guest');
  const guests = host.guests.filter((guest) => guest !== host.domain);
  if (guests.length === 0) return false;
  const own = book.find(({ domain }) => domain === guests[0]);
  return (
    guests.length > 1 ||
    own === undefined ||
    !own.rules.every((loose) => host.rules.some((strict) => implies(strict, loose)))
  );
};

/** The exceptions of a book over items by index; a rule of several hosts gives one object. */
const separationsOf = (
  book: HostBook,
  items: readonly RuledItem[],
): ReadonlyMap<Rule, Separation> => {
  const separations = new Map<Rule, Separation>();
  for (const rule of book.flatMap(({ rules }) => rules)) {
    if (rule.kind !== 'exception' || separations.has(rule)) continue;
    const concerned = Uint8Array.from(items, (item) => (rule.concerns(item) ? 1 : 0));
    const { numberOf: number } = valueNumbers();
    const marksOf = (of: Marks['borne']): readonly Int32Array[] =>
      items.map((item) => Int32Array.from(of(item), number));
    separations.set(rule, {
      marks: rule.marks && {
        borne: marksOf(rule.marks.borne),
        avoided: marksOf(rule.marks.avoided),
      },
      separates: (a, b) =>
        concerned[a] === 1 && concerned[b] === 1 && rule.separates(items[a], items[b]),
    });
  }
  return separations;
};

const hostTable = (
  host: HostRules,
  book: HostBook,
  items: readonly RuledItem[],
  separations: ReturnType<typeof separationsOf>,
): HostTable => {
  const of = <K extends Rule['kind']>(kind: K): ReadonlyArray<Extract<Rule, { kind: K }>> =>
    host.rules.filter((rule): rule is Extract<Rule, { kind: K }> => rule.kind === kind);
  const roles = items.map(roleIn(host));
  const classes = of('equality').map((rule) => numbered(items, rule.of));
  const { numberOf: classNumber } = valueNumbers();
  return {
    domain: host.domain,
    eligible: Uint8Array.from(roles, (role) => (role === 'stranger' ? 0 : 1)),
    own: Uint8Array.from(roles, (role) => (role === 'host' ? 1 : 0)),
    classOf: Int32Array.from(items, (_, i) =>
      classNumber(classes.map((column) => column[i]).join()),
    ),
    similarities: of('similarity').map(({ of: value, ratio }) => ({
      value: numbers(items, value),
      ratio,
    })),
    separations: host.rules.flatMap((rule) => separations.get(rule) ?? []),
    sums: of('sum-limit').map(({ group, weight, most }) => ({
      group: numbered(items, group),
      weight: numbers(items, weight),
      most,
    })),
    // Under a limit below 1 every item is alone: each counts as a group, and a visit has one group.
    counts: of('count-limit').map(({ group, most }) =>
      most < 1
        ? { group: Int32Array.from(items.keys()), most: 1 }
        : { group: numbered(items, group), most },
    ),
    critical: isCritical(host, book, items),
  };
};

/**
 * Numbers by first appearance; rows get one number where they agree in
 * `numbers` and in all columns.
 * O(items × columns).
 */
const refined = (numbers: Int32Array, columns: ReadonlyArray<ArrayLike<number>>): Int32Array =>
  columns.reduce((of: Int32Array, column) => {
    const { numberOf: value } = valueNumbers();
    const { numberOf: number } = valueNumbers();
    return of.map((known, i) => number(known * (of.length + 1) + value(column[i])));
  }, numbers);

/**
 * Kinds of items. Items of one loose kind are equal for pairwise rules and caps; items of one kind
 * also for limits. An item with an exception has a kind of its own.
 */
const kindsOf = (
  items: readonly RuledItem[],
  hosts: readonly HostTable[],
  book: HostBook,
  onSite: Uint8Array,
  key: Uint8Array,
): { readonly kindOf: Int32Array; readonly looseKindOf: Int32Array } => {
  const exceptions = book.flatMap(({ rules }) => rules).filter((rule) => rule.kind === 'exception');
  const exceptional = items.map((item, i) =>
    exceptions.some((rule) => rule.concerns(item)) ? i + 1 : 0,
  );
  const looseKindOf = refined(
    numbered(items, ({ domain }) => domain),
    [
      exceptional,
      onSite,
      key,
      ...hosts.flatMap(({ eligible, own, classOf, similarities }) => [
        eligible,
        own,
        classOf,
        ...similarities.map(({ value }) => value),
      ]),
    ],
  );
  const kindOf = refined(
    looseKindOf,
    hosts.flatMap(({ sums, counts }) => [
      ...sums.flatMap(({ group, weight }) => [group, weight]),
      ...counts.map(({ group }) => group),
    ]),
  );
  return { kindOf, looseKindOf };
};

/**
 * Parts of items: items that agree under some host are in one part.
 * Parts can be planned independently.
 */
const partsOf = (
  hosts: readonly HostTable[],
  items: number,
): { readonly partOf: Int32Array; readonly parts: number } => {
  const { find, join } = disjointSets(items);
  for (const { eligible, classOf } of hosts) {
    const first = new Map<number, number>();
    for (let i = 0; i < items; i++) {
      if (eligible[i] === 0) continue;
      const other = first.get(classOf[i]);
      if (other === undefined) first.set(classOf[i], i);
      else join(i, other);
    }
  }
  const { numberOf: number } = valueNumbers();
  const partOf = Int32Array.from({ length: items }, (_, i) => number(find(i)));
  return { partOf, parts: new Set(partOf).size };
};

const sameNumbers = (a: Int32Array | Float64Array, b: Int32Array | Float64Array): boolean =>
  a.every((value, i) => value === b[i]);

/** The sum limits of all hosts; limits over the same groups and weights are one. */
const sumsOf = (hosts: readonly HostTable[]): RuleTable['sums'] => {
  const sums: {
    readonly group: Int32Array;
    readonly weight: Float64Array;
    readonly mostOf: Float64Array;
  }[] = [];
  hosts.forEach((host, h) => {
    for (const { group, weight, most } of host.sums) {
      let known = sums.find(
        (sum) => sameNumbers(sum.group, group) && sameNumbers(sum.weight, weight),
      );
      if (known === undefined) {
        known = {
          group,
          weight,
          mostOf: new Float64Array(hosts.length).fill(Number.POSITIVE_INFINITY),
        };
        sums.push(known);
      }
      known.mostOf[h] = Math.min(known.mostOf[h], most);
    }
  });
  return sums;
};

const countsOf = (hosts: readonly HostTable[]): RuleTable['counts'] => {
  const counts: { readonly group: Int32Array; readonly mostOf: Float64Array }[] = [];
  hosts.forEach((host, h) => {
    for (const { group, most } of host.counts) {
      let known = counts.find((count) => sameNumbers(count.group, group));
      if (known === undefined) {
        known = { group, mostOf: new Float64Array(hosts.length).fill(Number.POSITIVE_INFINITY) };
        counts.push(known);
      }
      known.mostOf[h] = Math.min(known.mostOf[h], most);
    }
  });
  return counts;
};

const isLimit = ({ kind }: Rule): boolean =>
  kind === 'exception' || kind === 'sum-limit' || kind === 'count-limit';

const impliedOf = (book: HostBook, hosts: readonly HostTable[]): Uint8Array =>
  Uint8Array.from({ length: hosts.length ** 2 }, (_, at) => {
    const [from, to] = [Math.floor(at / hosts.length), at % hosts.length];
    if (from === to) return 1;
    return book[to].rules
      .filter(isLimit)
      .every((loose) => book[from].rules.some((strict) => implies(strict, loose)))
      ? 1
      : 0;
  });

/**
 * A rule book as numbers over `items`; it has an entry for every item's domain. `onSite` is 1 for
 * items that are checked on the premises, `key` for items that no cap leaves out.
 * O(items × rules).
 */
export const ruleTable = (
  book: HostBook,
  items: readonly RuledItem[],
  onSite: Uint8Array,
  key: Uint8Array,
): RuleTable => {
  const sorted = [...book].sort((a, b) => byText(a.domain, b.domain));
  const separations = separationsOf(sorted, items);
  const hosts = sorted.map((host) => hostTable(host, sorted, items, separations));
  const index = new Map(sorted.map(({ domain }, d) => [domain, d]));
  return {
    hosts,
    domainOf: Uint16Array.from(items, ({ domain }) => index.get(domain) ?? 0),
    sums: sumsOf(hosts),
    counts: countsOf(hosts),
    exceptional: Uint8Array.from(items, (item) =>
      sorted.some(({ rules }) =>
        rules.some((rule) => rule.kind === 'exception' && rule.concerns(item)),
      )
        ? 1
        : 0,
    ),
    implied: impliedOf(sorted, hosts),
    ...kindsOf(items, hosts, sorted, onSite, key),
    ...partsOf(hosts, items.length),
  };
};
