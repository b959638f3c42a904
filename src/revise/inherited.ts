import type { ChangedEnterprise } from './changed-enterprise';
import type { Published, Revised } from './published';

/**
 * The visits, with origins for new ones. A new visit inherits the id of the removed visit that it
 * shares most occurrences with, and its domain and day where the rules allow them.
 * O(members · log members) of an enterprise.
 */
export const inherited = (
  { check, published }: Pick<ChangedEnterprise, 'check' | 'published'>,
  visits: readonly Revised[],
): readonly Revised[] => {
  const kept = new Set(visits.map(({ origin }) => origin));
  const homeOf = new Map(
    published.flatMap((visit, p) =>
      kept.has(visit) ? [] : visit.members.map((o) => [o, p] as const),
    ),
  );
  const pairs = visits.flatMap(({ origin, members }, v) => {
    const shared = new Map<number, number>();
    if (origin === undefined)
      for (const o of members) {
        const p = homeOf.get(o);
        if (p !== undefined) shared.set(p, (shared.get(p) ?? 0) + 1);
      }
    return [...shared].map(([p, count]) => ({ v, p, count }));
  });
  pairs.sort((a, b) => b.count - a.count || a.p - b.p || a.v - b.v);
  const [heirs, origins] = [new Set<number>(), new Map<number, Published>()];
  for (const { v, p } of pairs) {
    if (origins.has(v) || heirs.has(p)) continue;
    origins.set(v, published[p]);
    heirs.add(p);
  }
  return visits.map((visit, v): Revised => {
    const origin = origins.get(v);
    if (origin === undefined) return visit;
    const { domain, members, byFallback } = visit;
    return {
      domain: check.isVisit(origin.domain, members, byFallback) ? origin.domain : domain,
      ...{ members, byFallback, origin },
    };
  });
};
