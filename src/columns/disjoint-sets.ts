/** Disjoint sets of the numbers 0 … n − 1, which can be joined (Galler & Fischer 1964). */
export interface DisjointSets {
  /** The least number in the set of a number. Almost O(1). */
  readonly find: (one: number) => number;
  readonly join: (one: number, other: number) => void;
}

/**
 * The root above a number, which is its own parent. Path halving (Tarjan & van Leeuwen 1984) keeps
 * the ways up short. Almost O(1)
 */
export const rootOf = (parent: Int32Array, one: number): number => {
  let root = one;
  while (parent[root] !== root) {
    parent[root] = parent[parent[root]];
    root = parent[root];
  }
  return root;
};

/** Every number in a set of its own. O(n). */
export const disjointSets = (n: number): DisjointSets => {
  const parent = Int32Array.from({ length: n }, (_, i) => i);
  const find = (one: number): number => rootOf(parent, one);
  return {
    find,
    join: (one, other) => {
      const [a, b] = [find(one), find(other)];
      parent[Math.max(a, b)] = Math.min(a, b);
    },
  };
};
