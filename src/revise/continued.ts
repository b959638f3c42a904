import type { Occurrences } from '../occurrences/occurrences';
import { allAllow, type OwnCheck } from './own-check';
import type { Published, Revised } from './published';

/**
 * Freshly planned visits that go on as published ones: each as the one it shares most with, on its
 * day and of its domain where these are allowed. O(members · log members) of an enterprise
 */
export const continued = (
  occurrences: Occurrences,
  check: OwnCheck,
  fresh: readonly Revised[],
  published: readonly Published[],
): readonly Revised[] => {
  const homeOf = new Map(
    published.flatMap(({ members }, p) => members.map((o) => [o, p] as const)),
  );
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
  return fresh.map(({ domain, members }, v): Revised => {
    const before = found.get(v);
    if (before === undefined) return { domain, members };
    return {
      ...(before.id === undefined ? {} : { id: before.id }),
      ...(allAllow(occurrences, members, before.rank) ? { rank: before.rank } : {}),
      domain: check.isVisit(before.domain, members) ? before.domain : domain,
      members,
    };
  });
};
