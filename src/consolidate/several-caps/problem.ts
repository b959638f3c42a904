import { isSimilar } from '../../rules/rule';
import type { HostTable } from '../rule-table';

/**
 * The occurrences of one enterprise under several caps (model §6). Occurrence k is checked by item
 * `own[k]`, or by `fallback[k]` where that is not −1. Items are indices of the host tables.
 */
export interface CappedProblem {
  readonly hosts: readonly HostTable[];
  /** [host × hosts + other]: 1 where the limits and exceptions of `host` imply those of `other`. */
  readonly implied: Uint8Array;
  readonly own: Int32Array;
  readonly fallback: Int32Array;
  /** 1 for protected occurrences, which are served by their own method. */
  readonly must: Uint8Array;
  /** Number of occurrences that it stands for; several where pins keep them in one visit. */
  readonly size: Int32Array;
  /** Number of its occurrences that its fallback serves by another method. */
  readonly fallen: Int32Array;
  /** Allowed days of each occurrence, as a row of bits. */
  readonly days: readonly Int32Array[];
  /** Lists of which each occurrence is a member; two members of one list never share a visit. */
  readonly listsOf: ReadonlyArray<readonly number[]>;
  /** The caps that count an item. */
  readonly capsOf: (item: number) => readonly number[];
}

/** A visit that is being made. */
export interface CappedVisit {
  /** Occurrences. */
  readonly members: readonly number[];
  /** The item of each member. */
  readonly items: readonly number[];
  readonly days: Int32Array;
  /** Domains whose rules it keeps, a host aside. */
  readonly keeps: readonly number[];
  /** The caps that count it. */
  readonly caps: readonly number[];
}

const common = (a: Int32Array, b: Int32Array): Int32Array | undefined => {
  let any = 0;
  const both = a.map((word, w) => {
    any |= word & b[w];
    return word & b[w];
  });
  return any === 0 ? undefined : both;
};

/** Whether items keep the rules of a domain, a host aside. O(items² in the worst case). */
export const keepsRules = (host: HostTable, items: readonly number[]): boolean => {
  for (const i of items) if (host.eligible[i] === 0) return false;
  if (items.length === 1) return true;
  const [first] = items;
  for (const i of items) if (host.classOf[i] !== host.classOf[first]) return false;
  for (const { value, ratio } of host.similarities) {
    let [least, most] = [value[first], value[first]];
    for (const i of items) {
      least = Math.min(least, value[i]);
      most = Math.max(most, value[i]);
    }
    if (!isSimilar(most, least, ratio)) return false;
  }
  for (const { group, weight, most } of host.sums) {
    for (const i of items) {
      let sum = 0;
      for (const j of items) if (group[j] === group[i]) sum += weight[j];
      if (sum > most) return false;
    }
  }
  for (const { group, most } of host.counts)
    if (new Set(items.map((i) => group[i])).size > most) return false;
  for (const { separates } of host.separations)
    for (let a = 0; a < items.length; a++)
      for (let b = 0; b < a; b++) if (separates(items[a], items[b])) return false;
  return true;
};

/** Whether an item may join at least two that keep the rules of a domain. O(items × exceptions). */
const mayJoin = (host: HostTable, items: readonly number[], item: number): boolean => {
  for (const { value, ratio } of host.similarities) {
    let [least, most] = [value[item], value[item]];
    for (const i of items) {
      least = Math.min(least, value[i]);
      most = Math.max(most, value[i]);
    }
    if (!isSimilar(most, least, ratio)) return false;
  }
  for (const { group, weight, most } of host.sums) {
    let sum = weight[item];
    for (const i of items) if (group[i] === group[item]) sum += weight[i];
    if (sum > most) return false;
  }
  for (const { group, most } of host.counts)
    if (new Set([...items, item].map((i) => group[i])).size > most) return false;
  return host.separations.every(({ separates }) => items.every((i) => !separates(item, i)));
};

/** The domain of a visit: one whose rules it keeps, with an item of its own; −1: none. */
export const hostOfVisit = (
  { hosts }: Pick<CappedProblem, 'hosts'>,
  { items, keeps }: Pick<CappedVisit, 'items' | 'keeps'>,
): number => {
  for (const h of keeps) for (const i of items) if (hosts[h].own[i] === 1) return h;
  return -1;
};

/** The visit of some occurrences by the given items; undefined where they cannot share one. */
export const visitOf = (
  problem: CappedProblem,
  members: readonly number[],
  items: readonly number[],
): CappedVisit | undefined => {
  const { hosts, days, listsOf, capsOf } = problem;
  let shared: Int32Array | undefined = days[members[0]];
  for (let k = 1; k < members.length && shared !== undefined; k++)
    shared = common(shared, days[members[k]]);
  if (shared === undefined) return undefined;
  const lists = members.flatMap((k) => listsOf[k]);
  if (new Set(lists).size < lists.length) return undefined;
  const keeps = hosts.flatMap((host, h) => (keepsRules(host, items) ? [h] : []));
  if (keeps.length === 0) return undefined;
  const caps = [...new Set(items.flatMap((i) => capsOf(i)))];
  return { members, items, days: shared, keeps, caps };
};

/** A visit with one more occurrence; undefined where it cannot join. */
export const joinedBy = (
  { hosts, days, listsOf, capsOf }: CappedProblem,
  visit: CappedVisit,
  member: number,
  item: number,
): CappedVisit | undefined => {
  const some = visit.keeps.filter(
    (h) =>
      hosts[h].eligible[item] === 1 && hosts[h].classOf[item] === hosts[h].classOf[visit.items[0]],
  );
  if (some.length === 0) return undefined;
  const shared = common(visit.days, days[member]);
  if (shared === undefined) return undefined;
  for (const list of listsOf[member])
    if (visit.members.some((other) => listsOf[other].includes(list))) return undefined;
  const items = [...visit.items, item];
  const keeps = some.filter((h) =>
    visit.items.length > 1 ? mayJoin(hosts[h], visit.items, item) : keepsRules(hosts[h], items),
  );
  if (keeps.length === 0) return undefined;
  const further = capsOf(item).filter((c) => !visit.caps.includes(c));
  const caps = further.length === 0 ? visit.caps : [...visit.caps, ...further];
  return { members: [...visit.members, member], items, days: shared, keeps, caps };
};

/** A cap of one enterprise; each department has one of its own where the policy says so. */
export interface Cap {
  /** Its id, and the department where there is one for each: `id/department`. */
  readonly name: string;
  readonly most: number;
  /** Lower bound on `most`; absent: equal. */
  readonly least?: number;
  /** Its number in the policy, less made visits; absent: equal to `most`. */
  readonly stated?: number;
  /** Whether it counts an item (index). */
  readonly counts: (item: number) => boolean;
}

/** The worth of a choice: occurrences left out, then served by fallback, then visits. */
export interface Cost {
  readonly out: number;
  readonly fallback: number;
  readonly visits: number;
}

/** Visits under caps, with the occurrences left out. */
export interface CappedResult extends Cost {
  readonly made: readonly CappedVisit[];
}

/** The problem of some occurrences alone. */
export const restricted = (problem: CappedProblem, places: readonly number[]): CappedProblem => ({
  ...problem,
  own: Int32Array.from(places, (k) => problem.own[k]),
  fallback: Int32Array.from(places, (k) => problem.fallback[k]),
  must: Uint8Array.from(places, (k) => problem.must[k]),
  size: Int32Array.from(places, (k) => problem.size[k]),
  fallen: Int32Array.from(places, (k) => problem.fallen[k]),
  days: places.map((k) => problem.days[k]),
  listsOf: places.map((k) => problem.listsOf[k]),
});

/** The visits that each cap counts. */
export const usedBy = (
  caps: readonly Cap[],
  visits: ReadonlyArray<{ readonly items: readonly number[] }>,
): readonly number[] =>
  caps.map(({ counts }) => visits.filter(({ items }) => items.some(counts)).length);
