/** Costs of a component with `from`, `from + 1`, … visits; they never rise. */
export interface Worth {
  readonly from: number;
  readonly cost: readonly number[];
}

/** Whether each further visit saves at most as much as the one before. */
const isConvex = ({ cost }: Worth): boolean =>
  cost.every((_, k) => k < 2 || cost[k - 1] - cost[k] <= cost[k - 2] - cost[k - 1]);

/**
 * Distributes `limit` visits among components at the least total cost; returns the visits of each,
 * undefined where they do not suffice. Convex components, whose further visits save ever less,
 * get visits one by one, the largest saving first. Other components are tried with every number (a
 * resource allocation, Ibaraki & Katoh 1988).
 * O(n log n) for n numbers of visits, and O(limit × n) for the other components.
 */
export const shareOut = (
  components: readonly Worth[],
  limit: number,
): readonly number[] | undefined => {
  const given = components.map(({ from }) => from);
  const spare = limit - given.reduce((sum, from) => sum + from, 0);
  if (spare < 0 || components.some(({ cost }) => cost.length === 0)) return undefined;
  const convex = components.map(isConvex);
  const turns = components
    .flatMap(({ cost }, c) =>
      convex[c] ? cost.slice(1).map((own, k) => ({ c, k, saved: cost[k] - own })) : [],
    )
    .filter(({ saved }) => saved > 0)
    .sort((a, b) => b.saved - a.saved || a.c - b.c || a.k - b.k);
  const others = components.flatMap((_, c) => (convex[c] ? [] : [c]));

  /**
   * [k]: the least cost of the components so far with k further visits; it starts with
   * the savings of the convex ones.
   */
  let least = new Float64Array(spare + 1);
  for (let k = 0; k < spare; k++) least[k + 1] = least[k] - (turns[k]?.saved ?? 0);
  const taken = others.map((c) => {
    const { cost } = components[c];
    const next = new Float64Array(spare + 1).fill(Number.POSITIVE_INFINITY);
    const more = new Int32Array(spare + 1);
    for (let k = 0; k <= spare; k++)
      for (let own = 0; own < cost.length && own <= k; own++)
        if (least[k - own] + cost[own] < next[k]) {
          next[k] = least[k - own] + cost[own];
          more[k] = own;
        }
    least = next;
    return more;
  });
  let left = spare;
  for (let at = others.length - 1; at >= 0; at--) {
    const more = taken[at][left];
    given[others[at]] += more;
    left -= more;
  }
  for (const { c } of turns.slice(0, left)) given[c]++;
  return given;
};
