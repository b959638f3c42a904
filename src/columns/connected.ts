import { disjointSets } from './disjoint-sets';

/** Lists that common members connect, by index and ascending, and all their members, ascending. */
export interface Connected {
  readonly lists: readonly number[];
  readonly members: readonly number[];
}

/**
 * The groups of lists that common members connect, in the order of their first lists; each member
 * comes once.
 * O(members · log members).
 */
export const connected = (lists: ReadonlyArray<readonly number[]>): readonly Connected[] => {
  const sets = disjointSets(lists.length);
  const first = new Map<number, number>();
  lists.forEach((members, k) => {
    for (const member of members) {
      const known = first.get(member);
      if (known === undefined) first.set(member, k);
      else sets.join(known, k);
    }
  });
  const groups = new Map<number, { lists: number[]; members: number[] }>();
  lists.forEach((_, k) => {
    const group = groups.get(sets.find(k)) ?? { lists: [], members: [] };
    groups.set(sets.find(k), group);
    group.lists.push(k);
  });
  for (const [member, k] of first) groups.get(sets.find(k))?.members.push(member);
  for (const { members } of groups.values()) members.sort((a, b) => a - b);
  return [...groups.values()];
};
