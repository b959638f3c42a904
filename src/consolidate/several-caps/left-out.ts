/**
 * The most weight of occurrences within `limit` of the sets: branch and bound over the sets, the
 * heaviest first (maximum coverage). Not less than the true value once `budget.steps` are spent.
 */
export const mostCovered = (
  sets: readonly Int32Array[],
  weight: Float64Array,
  limit: number,
  budget: { steps: number },
): number => {
  const words = sets[0]?.length ?? 0;
  let total = 0;
  for (const one of weight) total += one;
  if (limit >= sets.length) return total;
  let best = 0;
  const covered = new Int32Array(words);
  const gainOf = (set: Int32Array): number => {
    let gain = 0;
    for (let w = 0; w < words; w++)
      for (let word = set[w] & ~covered[w]; word !== 0; word &= word - 1)
        gain += weight[w * 32 + 31 - Math.clz32(word & -word)];
    return gain;
  };
  let isCut = false;
  const search = (some: readonly Int32Array[], left: number, sum: number): void => {
    best = Math.max(best, sum);
    if (left === 0) return;
    budget.steps -= some.length;
    if (budget.steps <= 0) {
      isCut = true;
      return;
    }
    const ranked = some
      .map((set) => ({ set, gain: gainOf(set) }))
      .filter(({ gain }) => gain > 0)
      .sort((a, b) => b.gain - a.gain);
    for (let k = 0; k < ranked.length; k++) {
      let bound = sum;
      for (let j = k; j < Math.min(ranked.length, k + left); j++) bound += ranked[j].gain;
      if (bound <= best) return;
      const before = covered.slice();
      for (let w = 0; w < words; w++) covered[w] |= ranked[k].set[w];
      search(
        ranked.slice(k + 1).map(({ set }) => set),
        left - 1,
        sum + ranked[k].gain,
      );
      covered.set(before);
      if (isCut) return;
    }
  };
  search(sets, limit, 0);
  if (!isCut) return best;
  const gains = sets.map(gainOf).sort((a, b) => b - a);
  return Math.min(
    total,
    gains.slice(0, limit).reduce((sum, gain) => sum + gain, 0),
  );
};
