import { reasonCode } from '../occurrences/allowed-days';
import type { Occurrences } from '../occurrences/occurrences';
import type { Visit } from '../output/plan-document';
import { type Day, parseDay } from '../registry/day';
import { occurrenceAt } from '../registry/occurrence-at';
import { indexById } from '../registry/sorted';

/** A visit that was published and is still to be made; members that are still to be served, ascending. */
export interface Published {
  readonly id: string;
  readonly domain: string;
  readonly day: Day;
  readonly members: readonly number[];
}

/** A visit of the revised plan; without an id it is new, without a day it has to get one. */
export interface Revised {
  readonly id?: string;
  readonly day?: Day;
  readonly domain: string;
  readonly members: readonly number[];
}

/** The published visits that are still to be made, by enterprise. O(occurrences · log occurrences of an enterprise) */
export const publishedIn = (
  occurrences: Occurrences,
  visits: ReadonlyArray<Visit & { readonly id: string }>,
  frozen: string,
  missed: ReadonlySet<string>,
): ReadonlyArray<readonly Published[]> => {
  const enterpriseAt = indexById(occurrences.rows.enterprises);
  const itemAt = indexById(occurrences.rows.items);
  const published: Published[][] = occurrences.rows.enterprises.map(() => []);
  for (const { id, enterprise, domain, date, occurrences: list } of visits) {
    const e = enterpriseAt.get(enterprise);
    if (e === undefined || date <= frozen || missed.has(id)) continue;
    const members: number[] = [];
    for (const { item, cycle } of list) {
      const o = occurrenceAt(occurrences, e, itemAt.get(item) ?? -1, cycle);
      if (o >= 0 && occurrences.reason[o] === reasonCode.servable) members.push(o);
    }
    published[e].push({ id, domain, day: parseDay(date), members: members.sort((a, b) => a - b) });
  }
  return published;
};

/** Whether an occurrence is allowed on a day. O(log days + ranges) */
export const allows = ({ timeline, daySet, daySets: { start, lo, hi } }: Occurrences, o: number, day: Day): boolean => {
  const rank = timeline.rankFrom[Math.min(Math.max(day - timeline.first, 0), timeline.days)];
  if (timeline.dayOfRank[rank] !== day) return false;
  for (let r = start[daySet[o]]; r < start[daySet[o] + 1]; r++) if (lo[r] <= rank && rank <= hi[r]) return true;
  return false;
};

/**
 * Freshly planned visits that go on as published ones: each as the one it shares most with, on its day where that is allowed.
 * O(members · log members) of an enterprise
 */
export const continued = (
  occurrences: Occurrences,
  fresh: readonly Revised[],
  published: readonly Published[],
): readonly Revised[] => {
  const homeOf = new Map(published.flatMap(({ members }, p) => members.map((o) => [o, p] as const)));
  const pairs = fresh.flatMap(({ members }, v) => {
    const shared = new Map<number, number>();
    for (const o of members) {
      const p = homeOf.get(o);
      if (p !== undefined) shared.set(p, (shared.get(p) ?? 0) + 1);
    }
    return [...shared].map(([p, count]) => ({ v, p, count }));
  });
  pairs.sort((a, b) => b.count - a.count || a.p - b.p || a.v - b.v);
  const [used, found] = [new Set<number>(), new Map<number, Published>()];
  for (const { v, p } of pairs) {
    if (found.has(v) || used.has(p)) continue;
    found.set(v, published[p]);
    used.add(p);
  }
  return fresh.map((visit, v): Revised => {
    const before = found.get(v);
    if (before === undefined) return visit;
    const { id, day } = before;
    return visit.members.every((o) => allows(occurrences, o, day)) ? { ...visit, id, day } : { ...visit, id };
  });
};
