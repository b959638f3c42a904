import { byText } from '../registry/sorted';
import { type Bundle, bundledRules, roleOfAll } from '../rules/bundles';
import type { RuledItem } from '../rules/rule';
import type { HostBook, RuleBook } from '../rules/rule-book';
import {
  type Consolidation,
  type EnterpriseVisits,
  type ServableOccurrences,
  visitsOfRow,
} from './consolidation';

import type { DaySetColumns } from './day-rows';
import { capUseAmong } from './visit-cap';

/** Items, with the properties that the search needs in addition to the rules. */
export interface ItemTerms {
  readonly items: readonly RuledItem[];
  /** 1 for items that are checked on the premises. */
  readonly onSite: Uint8Array;
  /** 1 for items that no cap leaves out, else 0. */
  readonly key: Uint8Array;
  /** Each item by its fallback; −1: none. Absent: none has one. */
  readonly fallback?: Int32Array;
  /** Number of occurrences that an item stands for; absent: one each. */
  readonly size?: Int32Array;
}

/** Consolidates the occurrences of one enterprise under some rules. */
export type Solve = (
  terms: ItemTerms,
  rules: HostBook,
  occurrences: ServableOccurrences,
) => Consolidation;

/** Occurrences that share a visit; `kept`: the visit must be made even if a cap binds. */
export interface Element {
  readonly members: readonly number[];
  readonly kept: boolean;
}

type Ranges = ReadonlyArray<readonly [from: number, to: number]>;

/** The common days of occurrences, as ranges of ranks. O(ranges of all). */
export const commonDays = (
  { daySet, daySets: { start, lo, hi } }: ServableOccurrences,
  members: readonly number[],
): Ranges => {
  const sets = [...new Set(members.map((o) => daySet[o]))];
  let common: Ranges = [[0, Number.MAX_SAFE_INTEGER]];
  for (const set of sets) {
    const both: (readonly [number, number])[] = [];
    for (let a = 0, r = start[set]; a < common.length && r < start[set + 1]; ) {
      const [from, to] = [Math.max(common[a][0], lo[r]), Math.min(common[a][1], hi[r])];
      if (from <= to) both.push([from, to]);
      if (common[a][1] < hi[r]) a++;
      else r++;
    }
    common = both;
  }
  return common;
};

/** The common days of each element's members as day sets; equal lists of sets share one. */
export const daySetsOf = (
  occurrences: ServableOccurrences,
  elements: readonly Element[],
): { readonly daySet: Int32Array; readonly daySets: DaySetColumns } => {
  const numbers = new Map<string, number>();
  const [starts, los, his]: [number[], number[], number[]] = [[0], [], []];
  const own = elements.map(({ members }) => {
    const key = [...new Set(members.map((o) => occurrences.daySet[o]))]
      .sort((a, b) => a - b)
      .join();
    const known = numbers.get(key);
    if (known !== undefined) return known;
    for (const [from, to] of commonDays(occurrences, members)) {
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

/** A visit of a trial; members are indices of occurrences. */
export interface TrialVisit {
  /** Index of its domain. */
  readonly host: number;
  /** 1 for a visit on site, else 0. */
  readonly onSite: number;
  readonly members: readonly number[];
}

/** The result of a search over elements, with properties of its visits. */
export interface Trial extends Omit<EnterpriseVisits, 'perDepartment'> {
  readonly visits: readonly TrialVisit[];
  readonly dropped: readonly number[];
  readonly steps: number;
  /** Visits on site. */
  readonly inside: number;
  /** Whether the search could find every visit that the rules allow. */
  readonly complete: boolean;
  /** Whether every visit keeps the rules; a group of guests may have got a visit without host. */
  readonly isSound: boolean;
}

/** The elements of an enterprise to solve for, with the rules and the lists that keep apart. */
export interface Task {
  readonly elements: readonly Element[];
  readonly rules: RuleBook;
  /** Numbers of the lists that contain an occurrence. */
  readonly listsOf: (o: number) => readonly number[];
  readonly capped: boolean;
}

/** Solves an enterprise with elements as occurrences and bundles of items as items. O(search). */
export const tried = (
  solve: Solve,
  terms: ItemTerms,
  occurrences: ServableOccurrences,
  e: number,
  { elements, rules, listsOf, capped }: Task,
): Trial => {
  const { item } = occurrences;
  const book = [...rules].sort((a, b) => byText(a.domain, b.domain));
  // Occurrences without wishes differ only by their items.
  const bundles: Bundle[] = [];
  const lists: ReadonlySet<number>[] = [];
  const [onSite, key, size]: [number[], number[], number[]] = [[], [], []];
  const plain = new Map<number, number>();
  const bundleOf = elements.map(({ members, kept }) => {
    const own = new Set(members.flatMap(listsOf));
    const isPlain = members.length === 1 && own.size === 0 && !kept;
    const known = isPlain ? plain.get(item[members[0]]) : undefined;
    if (known !== undefined) return known;
    if (isPlain) plain.set(item[members[0]], bundles.length);
    onSite.push(members.some((o) => terms.onSite[item[o]] === 1) ? 1 : 0);
    key.push(kept || members.some((o) => terms.key[item[o]] === 1) ? 1 : 0);
    size.push(members.length);
    lists.push(own);
    return bundles.push(members.map((o) => terms.items[item[o]])) - 1;
  });
  const bundled = bundledRules(book, bundles, lists);
  const { visitCap: _, grade: __, ...uncapped } = occurrences.rows.enterprises[e];
  const found = solve(
    {
      items: bundled.items,
      onSite: Uint8Array.from(onSite),
      key: Uint8Array.from(key),
      size: Int32Array.from(size),
    },
    bundled.rules,
    {
      rows: {
        departments: [],
        items: [],
        enterprises: [capped ? occurrences.rows.enterprises[e] : uncapped],
      },
      policy: occurrences.policy,
      start: Int32Array.of(0, elements.length),
      item: Int32Array.from(bundleOf),
      reason: new Uint8Array(elements.length),
      ...daySetsOf(occurrences, elements),
      ...(capped && occurrences.capUse !== undefined
        ? { capUse: capUseAmong(occurrences.capUse, [e]) }
        : {}),
    },
  );
  const membersOf = (list: ArrayLike<number>): readonly number[] =>
    Array.from(list, (k) => elements[k].members)
      .flat()
      .sort((a, b) => a - b);
  // A bundle may be a visit of several domains, of which the search knows only one.
  let isSound = true;
  const hostOf = (domain: string | undefined, members: readonly number[]): number => {
    const items = members.map((o) => terms.items[item[o]]);
    const isVisit = (entry: RuleBook[number]): boolean => roleOfAll(entry)(items) === 'host';
    const told = book.findIndex((entry) => entry.domain === domain);
    const other = isVisit(book[told]) ? told : book.findIndex(isVisit);
    isSound &&= other >= 0;
    return other < 0 ? told : other;
  };
  const visits = visitsOfRow(found, 0).visits.map(({ host, members }, v): TrialVisit => {
    const all = membersOf(members);
    const domain = bundled.domainOf.get(found.domains[host]);
    return { host: hostOf(domain, all), onSite: found.onSite[v], members: all };
  });
  return {
    visits,
    dropped: membersOf(found.dropped),
    lowerBound: found.lowerBound[0],
    witness: Array.from(found.witness, (k) => elements[k].members[0]).sort((a, b) => a - b),
    inside: found.onSite.reduce((sum, one) => sum + one, 0),
    complete: bundled.complete,
    isSound,
    settled: bundled.complete && found.settled[0] === 1,
    steps: found.steps,
  };
};
