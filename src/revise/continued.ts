import { allows } from '../occurrences/allows';
import type { Occurrences } from '../occurrences/occurrences';
import type { Published, Revised } from './published';

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
    const { id, rank } = before;
    return visit.members.every((o) => allows(occurrences, o, rank)) ? { ...visit, id, rank } : { ...visit, id };
  });
};
