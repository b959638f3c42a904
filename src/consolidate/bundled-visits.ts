import { type Bundle, bundledRules } from '../rules/bundles';
import { equality, type Rule, type RuledItem } from '../rules/rule';
import { type RuleBook, withRules } from '../rules/rule-book';
import type { Wishes } from './bundled-enterprises';
import type { Consolidation, ServableOccurrences } from './consolidate';
import type { DaySetColumns } from './set-system';

/** Items and what the search must know of them beside the rules. */
export interface ItemTerms {
  readonly items: readonly RuledItem[];
  /** 1 for items that need entering the premises. */
  readonly onSite: Uint8Array;
  /** 1 for items that no cap leaves out. */
  readonly key: Uint8Array;
}

/** Consolidates a registry of one enterprise under some rules. */
export type Solve = (terms: ItemTerms, rules: RuleBook, occurrences: ServableOccurrences) => Consolidation;

/** Visits of one enterprise; members are indices of occurrences. */
export interface OwnVisits {
  readonly host: ArrayLike<number>;
  readonly onSite: ArrayLike<number>;
  readonly members: ReadonlyArray<readonly number[]>;
  readonly dropped: readonly number[];
  readonly lowerBound: number;
  readonly witness: readonly number[];
  readonly perDepartment: number;
  readonly steps: number;
}

/** Occurrences that go together, and the day set that they have in common. */
interface Element {
  readonly members: readonly number[];
  readonly kept: boolean;
}

/** 不纳入统筹: what is left out shares visits with what its own department has left out. */
export const unmergedRule = (isOut: (item: RuledItem) => boolean): Rule =>
  equality('unmerged', (item) => (isOut(item) ? `out ${item.department}` : ''));

/** Rules under which items that are left out everywhere (ids) share visits so alone. */
export const withUnmerged = (book: RuleBook, out: ReadonlySet<string>): RuleBook =>
  out.size === 0 ? book : withRules(unmergedRule(({ id }) => out.has(id)))(book);

/** The common days of each element's members, as day sets of their own; equal lists of sets have one. */
const daySetsOf = (
  { daySet, daySets: { start, lo, hi } }: ServableOccurrences,
  elements: readonly Element[],
): { readonly daySet: Int32Array; readonly daySets: DaySetColumns } => {
  const numbers = new Map<string, number>();
  const [starts, los, his]: [number[], number[], number[]] = [[0], [], []];
  const common = (a: ReadonlyArray<readonly [number, number]>, set: number): ReadonlyArray<readonly [number, number]> =>
    a.flatMap(([from, to]) => {
      const out: [number, number][] = [];
      for (let r = start[set]; r < start[set + 1]; r++)
        if (Math.max(from, lo[r]) <= Math.min(to, hi[r])) out.push([Math.max(from, lo[r]), Math.min(to, hi[r])]);
      return out;
    });
  const own = elements.map(({ members }) => {
    const sets = [...new Set(members.map((o) => daySet[o]))].sort((a, b) => a - b);
    const key = sets.join();
    const known = numbers.get(key);
    if (known !== undefined) return known;
    const all: ReadonlyArray<readonly [number, number]> = [[0, Number.MAX_SAFE_INTEGER]];
    for (const [from, to] of sets.reduce(common, all)) {
      los.push(from);
      his.push(to);
    }
    starts.push(los.length);
    numbers.set(key, starts.length - 2);
    return starts.length - 2;
  });
  return {
    daySet: Int32Array.from(own),
    daySets: { start: Int32Array.from(starts), lo: Int32Array.from(los), hi: Int32Array.from(his) },
  };
};

/** Elements as the occurrences of a registry of one enterprise, each an item of its own. */
const asOccurrences = (
  occurrences: ServableOccurrences,
  e: number,
  elements: readonly Element[],
  capped: boolean,
): ServableOccurrences => {
  const { visitCap: _, grade: __, ...uncapped } = occurrences.rows.enterprises[e];
  return {
    rows: { departments: [], items: [], enterprises: [capped ? occurrences.rows.enterprises[e] : uncapped] },
    policy: occurrences.policy,
    start: Int32Array.of(0, elements.length),
    item: Int32Array.from(elements, (_, k) => k),
    reason: new Uint8Array(elements.length),
    ...daySetsOf(occurrences, elements),
    ...(capped && occurrences.spent !== undefined ? { spent: occurrences.spent.subarray(e, e + 1) } : {}),
  };
};

/**
 * The visits of an enterprise as people want them: what goes together is one element of the search, with rules to suit (`bundledRules`).
 * The bound and the departments' own visits are those without pins where the search is stricter than it need be. O(search of it, twice)
 */
export const bundledVisits = (
  solve: Solve,
  terms: ItemTerms,
  rules: RuleBook,
  /** Ids of items that are left out of merging everywhere. */
  outEverywhere: ReadonlySet<string>,
  occurrences: ServableOccurrences,
  e: number,
  wishes: Wishes,
): OwnVisits => {
  const { start, item, reason } = occurrences;
  const { together, apart, unmerged, twins } = wishes;
  const gathered = new Set(together.flatMap(({ members }) => members));
  const alone: Element[] = [];
  for (let o = start[e]; o < start[e + 1]; o++)
    if (reason[o] === 0 && !gathered.has(o)) alone.push({ members: [o], kept: false });

  const solved = (
    elements: readonly Element[],
    book: RuleBook,
    separates: (a: Element, b: Element) => boolean,
    capped: boolean,
  ): { readonly found: Consolidation; readonly exact: boolean } => {
    const byId = new Map(elements.map((element, k) => [`${k}`, element]));
    const elementOf = ({ id }: Bundle): Element => byId.get(id) ?? elements[0];
    const bundles = elements.map(({ members }, k) => ({
      id: `${k}`,
      items: members.map((o) => terms.items[item[o]]),
    }));
    const bundled = bundledRules(book, bundles, (a, b) => separates(elementOf(a), elementOf(b)));
    const any = (of: (o: number) => boolean): Uint8Array =>
      Uint8Array.from(elements, ({ members }) => (members.some(of) ? 1 : 0));
    const key = any((o) => terms.key[item[o]] === 1);
    elements.forEach(({ kept }, k) => {
      if (kept) key[k] = 1;
    });
    const own: ItemTerms = { items: bundled.items, onSite: any((o) => terms.onSite[item[o]] === 1), key };
    return { found: solve(own, bundled.rules, asOccurrences(occurrences, e, elements, capped)), exact: bundled.exact };
  };

  const sameItem = (a: Element, b: Element): boolean =>
    twins && a.members.some((o) => b.members.some((other) => item[o] === item[other]));
  const areApart = (a: Element, b: Element): boolean =>
    apart.some((list) => list.some((o) => a.members.includes(o)) && list.some((o) => b.members.includes(o)));
  const isOut = ({ id }: RuledItem): boolean => unmerged === 'all' || unmerged.has(id) || outEverywhere.has(id);
  const elements: readonly Element[] = [...together, ...alone].sort((a, b) => a.members[0] - b.members[0]);
  const { found, exact } = solved(
    elements,
    unmerged === 'all' || unmerged.size + outEverywhere.size > 0 ? withRules(unmergedRule(isOut))(rules) : rules,
    (a, b) => areApart(a, b) || sameItem(a, b),
    true,
  );
  const membersOf = (list: ArrayLike<number>): readonly number[] =>
    Array.from(list).flatMap((k) => elements[k].members);
  const dropped = membersOf(found.dropped);
  const served: readonly Element[] = membersOf(found.member)
    .toSorted((a, b) => a - b)
    .map((o) => ({ members: [o], kept: false }));
  const free = solved(served, rules, sameItem, false).found;
  const witnessOf = ({ witness }: Consolidation, of: readonly Element[]): readonly number[] =>
    Array.from(witness, (k) => of[k].members[0]).sort((a, b) => a - b);
  return {
    host: found.host,
    onSite: found.onSite,
    members: Array.from(found.host, (_, v) =>
      membersOf(found.member.subarray(found.memberStart[v], found.memberStart[v + 1])).toSorted((a, b) => a - b),
    ),
    dropped: dropped.toSorted((a, b) => a - b),
    ...(exact
      ? { lowerBound: found.lowerBound[0], witness: witnessOf(found, elements) }
      : dropped.length === 0
        ? { lowerBound: free.lowerBound[0], witness: witnessOf(free, served) }
        : { lowerBound: 0, witness: [] }),
    perDepartment: free.perDepartment[0],
    steps: found.steps + free.steps,
  };
};
