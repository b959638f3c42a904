import type { PlanColumns } from '../output/plan-columns';
import type { VisitDays } from '../schedule/visit-days';

/**
 * The ranks of days that the visits have before the dates are improved.
 *
 * - A visit keeps its given rank. Of on-site visits of an enterprise with one rank, the first does.
 * - Any other on-site visit gets a day on which the enterprise has no on-site visit yet. Its days
 *   are tried from the share `spreadOf` of them on, around to the first.
 * - Where none of them is free, other visits make room: along a path of moves that takes the fewest
 *   visits off their given days (0–1 breadth-first search).
 * - Without a path it shares a day: its given one, else the first tried. So does an off-site visit.
 *
 * `stays` is 1 for visits that have their given rank in the end.
 * O(visits × days²) of each enterprise.
 */
export const startDays = (
  { visits: { count, enterprise, onSite } }: Pick<PlanColumns, 'visits'>,
  { daySet, daySets: { start, lo, hi } }: VisitDays,
  /** The given rank of each visit; −1 for none. */
  given: Int32Array,
  /** A share 0 ≤ s < 1 for each enterprise (index). */
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
    // Ranks from which no path leads to a free one, whatever is placed later.
    const closed = new Set<number>();
    const placeAlone = (v: number): boolean => {
      // The visit that would move to each rank.
      const mover = new Map<number, number>();
      for (let level = [v]; level.length > 0; ) {
        const next: number[] = [];
        // A level has equal cost. Only a visit on its given day costs 1 to move.
        for (let k = 0; k < level.length; k++)
          for (const at of ranksOf(level[k])) {
            if (closed.has(at) || mover.has(at)) continue;
            mover.set(at, level[k]);
            const other = takenBy.get(at);
            if (other !== undefined) {
              (rank[other] === given[other] ? next : level).push(other);
              continue;
            }
            for (let [u, to] = [level[k], at]; ; u = mover.get(to) ?? v) {
              const from = rank[u];
              rank[u] = to;
              takenBy.set(to, u);
              if (u === v) return true;
              to = from;
            }
          }
        level = next;
      }
      for (const at of mover.keys()) closed.add(at);
      return false;
    };
    for (const v of homeless)
      if (onSite[v] === 0 || !placeAlone(v))
        rank[v] = given[v] < 0 ? (ranksOf(v)[0] ?? -1) : given[v];
  }
  return { rank, stays: Uint8Array.from(rank, (at, v) => (at === given[v] ? 1 : 0)) };
};
