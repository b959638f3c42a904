import type { PlanColumns } from '../output/plan-columns';
import type { VisitDays } from '../schedule/visit-days';

/**
 * Ranks for all visits: what has a rank for itself keeps it, every other on-site visit gets a day of its own among its days, the first from its share
 * of them on; where there is none, others make room (augmenting paths, Kuhn 1955), and only where that fails too it shares a day. `stays` is 1
 * for those that keep theirs. O(visits × days) of enterprises with visits that have none
 */
export const startDays = (
  { visits: { count, enterprise, onSite } }: PlanColumns,
  { daySet, daySets: { start, lo, hi } }: VisitDays,
  /** −1 for none. */
  given: Int32Array,
  /** 0 ≤ spread < 1 of an enterprise (index). */
  spreadOf: (e: number) => number,
): { readonly rank: Int32Array; readonly stays: Uint8Array } => {
  const rank = given.slice();
  const ranksOf = (v: number): readonly number[] => {
    const ranks: number[] = [];
    for (let r = start[daySet[v]]; r < start[daySet[v] + 1]; r++)
      for (let at = lo[r]; at <= hi[r]; at++) ranks.push(at);
    const from = Math.floor(spreadOf(enterprise[v]) * ranks.length);
    return [...ranks.slice(from), ...ranks.slice(0, from)];
  };
  for (let first = 0, last = 0; first < count; first = last) {
    while (last < count && enterprise[last] === enterprise[first]) last++;
    const takenBy = new Map<number, number>();
    const homeless: number[] = [];
    for (let v = first; v < last; v++) {
      if (given[v] < 0 || (onSite[v] === 1 && takenBy.has(given[v]))) homeless.push(v);
      else if (onSite[v] === 1) takenBy.set(given[v], v);
    }
    const moveTo = (v: number, seen: Set<number>): boolean =>
      ranksOf(v).some((at) => {
        if (seen.has(at)) return false;
        seen.add(at);
        const other = takenBy.get(at);
        if (other !== undefined && !moveTo(other, seen)) return false;
        takenBy.set(at, v);
        rank[v] = at;
        return true;
      });
    for (const v of homeless) {
      const ranks = ranksOf(v);
      const free = ranks.find((at) => onSite[v] === 0 || !takenBy.has(at));
      if (free !== undefined) {
        rank[v] = free;
        if (onSite[v] === 1) takenBy.set(free, v);
      } else if (!moveTo(v, new Set())) rank[v] = given[v] < 0 ? ranks[0] : given[v];
    }
  }
  return { rank, stays: Uint8Array.from(rank, (at, v) => (at === given[v] ? 1 : 0)) };
};
