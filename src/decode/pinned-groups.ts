import { disjointSets } from '../columns/disjoint-sets';
import type { Pin } from '../registry/pin';

/** Whether some rank is in all of the sets. O(sets × the fewest ranks of one). */
export const meet = (sets: ReadonlyArray<ReadonlySet<number>>): boolean => {
  const fewest = sets.reduce((a, b) => (b.size < a.size ? b : a));
  for (const rank of fewest) if (sets.every((set) => set.has(rank))) return true;
  return false;
};

/** The ranks in all of the sets. O(sets × the fewest ranks of one). */
export const commonRanks = (sets: ReadonlyArray<ReadonlySet<number>>): ReadonlySet<number> => {
  const [first, ...others] = [...sets].sort((a, b) => a.size - b.size);
  return new Set([...first].filter((rank) => others.every((set) => set.has(rank))));
};

/** A pin with its index in the registry, and the indices of its occurrences that exist. */
export interface Gathering {
  readonly at: number;
  readonly pin: Extract<Pin, { occurrences: unknown }>;
  readonly members: readonly number[];
}

/** Occurrences that pins put together, ascending, and these pins. */
export interface PinnedGroup {
  readonly members: readonly number[];
  readonly pins: readonly Gathering[];
}

/**
 * The groups of occurrences that pins put together: lists with a common member are one group.
 * O(members).
 */
export const gathered = (lists: readonly Gathering[]): readonly PinnedGroup[] => {
  const first = new Map<number, number>();
  const sets = disjointSets(lists.length);
  lists.forEach(({ members }, k) => {
    for (const o of members) {
      const known = first.get(o);
      if (known === undefined) first.set(o, k);
      else sets.join(known, k);
    }
  });
  const groups = new Map<number, { members: number[]; pins: Gathering[] }>();
  lists.forEach((list, k) => {
    const group = groups.get(sets.find(k)) ?? { members: [], pins: [] };
    groups.set(sets.find(k), group);
    group.pins.push(list);
  });
  for (const [o, k] of first) groups.get(sets.find(k))?.members.push(o);
  return [...groups.values()].map(({ members, pins }) => ({
    members: members.sort((a, b) => a - b),
    pins,
  }));
};
