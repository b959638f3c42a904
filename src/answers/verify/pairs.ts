import type { Facts } from './facts';
import type { ReadVisit } from './read-visit';

/** A department that visits an enterprise on site more often than this is counted. */
const LIMIT = 2;

/** Departments with more than two on-site visits to one enterprise. */
export interface Pairs {
  readonly pairs: number;
  /** Least and most of them where every visit is of one department. */
  readonly fewestBefore: number;
  readonly mostBefore: number;
}

/**
 * The departments of one enterprise's visits with more than two on-site visits. Before merging, a
 * department has at least as many on-site visits as one of its on-site items has occurrences, since
 * no item occurs twice in a visit, and at most as many as its on-site items have; a made visit
 * counts for each of its departments.
 * O(occurrences).
 */
export const pairsOf = (
  { itemFor, enterprises }: Facts,
  visits: readonly ReadVisit[],
  isMade: (visit: ReadVisit) => boolean,
): Pairs => {
  const [after, most] = [new Map<string, number>(), new Map<string, number>()];
  const ofItem = new Map<string, { readonly department: string; times: number }>();
  const add = (to: Map<string, number>, key: string): Map<string, number> =>
    to.set(key, (to.get(key) ?? 0) + 1);
  for (const read of visits) {
    const { visit, items } = read;
    const departments = new Set(items.map(({ department }) => department));
    if (items.some(({ onSite }) => onSite)) for (const id of departments) add(after, id);
    const made = isMade(read);
    const seen = new Set<string>();
    for (const { item: id } of visit.occurrences) {
      const item = itemFor(id, enterprises.get(visit.enterprise));
      if (item === undefined || !(item.onSite || made)) continue;
      add(most, item.department);
      if (!item.onSite || seen.has(id)) continue;
      seen.add(id);
      const known = ofItem.get(id) ?? { department: item.department, times: 0 };
      known.times += 1;
      ofItem.set(id, known);
    }
  }
  const above = (times: ReadonlyMap<string, number>): number =>
    [...times.values()].filter((n) => n > LIMIT).length;
  const sure = [...ofItem.values()].filter(({ times }) => times > LIMIT);
  return {
    pairs: above(after),
    fewestBefore: new Set(sure.map(({ department }) => department)).size,
    mostBefore: above(most),
  };
};
