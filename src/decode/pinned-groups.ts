import { connected } from '../columns/connected';
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
 * O(members · log members).
 */
export const gathered = (gatherings: readonly Gathering[]): readonly PinnedGroup[] =>
  connected(gatherings.map(({ members }) => members)).map(({ lists, members }) => ({
    members,
    pins: lists.map((k) => gatherings[k]),
  }));
