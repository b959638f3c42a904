import { disjointSets } from '../../columns/disjoint-sets';
import type { RuleTable } from '../rule-table';
import { choiceOf, type Free, type Within } from './choice';
import { exactChoice } from './exact';
import { type Limited, limitsOf } from './limits';
import {
  type Cap,
  type CappedProblem,
  type Cost,
  hostOfVisit,
  restricted,
  usedBy,
} from './problem';

/** The occurrences of one enterprise, each with the item that checks it. */
export interface CappedOccurrences {
  readonly item: Int32Array;
  /** The item by its fallback; −1: none. */
  readonly fallback: Int32Array;
  /** Allowed days, as rows of bits. */
  readonly days: readonly Int32Array[];
  /** 1 for occurrences that must be served by their own method. */
  readonly must: Uint8Array;
  /** As in {@link CappedProblem}; absent: one each. */
  readonly size?: Int32Array;
  readonly fallen?: Int32Array;
  readonly listsOf: ReadonlyArray<readonly number[]>;
}

/** The visits of one enterprise under several caps. */
export interface SeveralCaps extends Cost {
  readonly made: ReadonlyArray<{
    readonly members: readonly number[];
    readonly items: readonly number[];
    /** Index of the domain. */
    readonly host: number;
  }>;
  readonly floor: Cost;
  readonly limits: readonly Limited[];
}

/** Occurrences in groups that neither a visit nor a cap connects. */
const connected = (problem: CappedProblem, partOf: Int32Array): readonly (readonly number[])[] => {
  const { own, fallback, capsOf } = problem;
  const n = own.length;
  const { find, join } = disjointSets(n);
  const firstOf = new Map<string, number>();
  own.forEach((item, k) => {
    const keys = [`part ${partOf[item]}`, ...capsOf(item).map((c) => `cap ${c}`)];
    if (fallback[k] >= 0)
      keys.push(`part ${partOf[fallback[k]]}`, ...capsOf(fallback[k]).map((c) => `cap ${c}`));
    for (const key of keys) {
      const first = firstOf.get(key);
      if (first === undefined) firstOf.set(key, k);
      else join(first, k);
    }
  });
  const groups = new Map<number, number[]>();
  for (let k = 0; k < n; k++) {
    const group = groups.get(find(k));
    if (group === undefined) groups.set(find(k), [k]);
    else group.push(k);
  }
  return [...groups.values()];
};

/** The problem of an enterprise's occurrences under some caps. */
const problemOf = (
  { item, fallback, days, must, size, fallen, listsOf }: CappedOccurrences,
  caps: readonly Cap[],
  { hosts, implied }: Pick<RuleTable, 'hosts' | 'implied'>,
): CappedProblem => {
  const ones = item.map(() => 1);
  const knownCaps = new Map<number, readonly number[]>();
  return {
    ...{ hosts, implied, own: item, must, days, listsOf },
    fallback: fallback.map((other, k) => (must[k] === 1 ? -1 : other)),
    size: size ?? ones,
    fallen: fallen ?? ones,
    capsOf: (one) => {
      let own = knownCaps.get(one);
      if (own === undefined) {
        own = caps.flatMap(({ counts }, c) => (counts(one) ? [c] : []));
        knownCaps.set(one, own);
      }
      return own;
    },
  };
};

/** The limits of the caps, in their order, for protected occurrences alone. */
export const severalLimits = (
  occurrences: CappedOccurrences,
  caps: readonly Cap[],
  table: RuleTable,
  free: Free,
  steps: number,
): readonly Limited[] => limitsOf(caps, problemOf(occurrences, caps, table), free, { steps });

/**
 * The visits of one enterprise under several caps (model §6); undefined where the free visits keep
 * them all.
 */
export const severalCaps = (
  occurrences: CappedOccurrences,
  caps: readonly Cap[],
  table: RuleTable,
  free: Free,
  within: Within,
  /** Steps of the search, and of the limits, which do not depend on the steps of a plan. */
  { steps, ofLimits }: { readonly steps: number; readonly ofLimits: number },
  /** Whether protected occurrences may need hosts to keep limits that are known already. */
  isFixed: boolean,
): SeveralCaps | undefined => {
  const { item, fallback } = occurrences;
  const all = Array.from(item.keys());
  const itemsOf = (members: readonly number[]): readonly number[] => members.map((k) => item[k]);
  const unlimited = free(all, item);
  const freely = unlimited.visits.map((members) => ({ members, items: itemsOf(members) }));
  const usedFreely = usedBy(caps, freely);
  if (caps.every(({ most }, c) => usedFreely[c] <= most)) return undefined;

  // A cap that counts no more occurrences than it allows visits never binds.
  const real = caps.filter(
    ({ counts, most }) =>
      all.filter((k) => counts(item[k]) || (fallback[k] >= 0 && counts(fallback[k]))).length > most,
  );
  const whole = problemOf(occurrences, real, table);
  const budget = { steps: ofLimits };
  const limited = limitsOf(real, whole, free, budget);
  const limits = limited.map(({ most }) => most);
  const made: { members: readonly number[]; items: readonly number[]; host: number }[] = [];
  const given = real.map(({ most }) => most);
  if (isFixed && limits.some((limit, c) => limit > given[c])) {
    const hosted = exactChoice(whole, given, budget, true);
    if (hosted !== undefined && hosted !== 'infeasible') {
      for (const visit of hosted.made) made.push({ ...visit, host: hostOfVisit(whole, visit) });
      const kept = real.map((cap) => ({ cap, most: cap.most, least: cap.least ?? cap.most }));
      return { ...hosted, made, floor: hosted, limits: kept };
    }
  }
  if (usedBy(real, freely).every((used, c) => used <= limits[c])) return undefined;

  let total: Cost = { out: 0, fallback: 0, visits: 0 };
  let floor: Cost = total;
  const add = (a: Cost, b: Cost): Cost => ({
    out: a.out + b.out,
    fallback: a.fallback + b.fallback,
    visits: a.visits + b.visits,
  });
  for (const places of connected(whole, table.partOf)) {
    const problem = restricted(whole, places);
    const own = Int32Array.from(places, (k) => item[k]);
    const freeOf: Free = (some, items) => {
      const back = new Map(some.map((k) => [places[k], k]));
      const by = item.slice();
      for (const k of some) by[places[k]] = items[k];
      const { visits, lowerBound } = free(
        some.map((k) => places[k]),
        by,
      );
      return { visits: visits.map((members) => members.map((k) => back.get(k) ?? -1)), lowerBound };
    };
    const withinOf: Within = (some, limit) => {
      const back = new Map(some.map((k) => [places[k], k]));
      return within(
        some.map((k) => places[k]),
        limit,
      )?.map((members) => members.map((place) => back.get(place) ?? -1));
    };
    const found = choiceOf(problem, own, real, limits, freeOf, withinOf, steps);
    total = add(total, found);
    floor = add(floor, found.floor);
    for (const visit of found.made)
      made.push({
        members: visit.members.map((k) => places[k]),
        items: visit.items,
        host: hostOfVisit(problem, visit),
      });
  }
  return { ...total, made, floor, limits: limited };
};
