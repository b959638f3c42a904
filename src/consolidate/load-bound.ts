import type { Component } from './component';

/** Rounds up, but not for the binary noise of a sum of fractions. */
const roundUp = (sum: number): number => Math.ceil(sum - 1e-9);

/**
 * A lower bound on visits from the limits: work that lies wholly inside a stretch of days needs that many visits inside it, and
 * disjoint stretches add up (the energetic argument of Baptiste, Le Pape & Nuijten 2001, for bins). Undefined where no limit
 * can bind. Each call O(k²) for k occurrences.
 */
export const loadBound = (
  component: Component,
): ((bits: Int32Array, within: number, atLeast: number) => number) | undefined => {
  const { terms, size, words, item, first, last } = component;
  const { hosts } = terms.table;

  // Each occurrence's part of a whole visit of its group, under the host that gives it most room. Groups of all hosts at once are
  // finer than those of one, so that a group never exceeds a visit.
  const share = new Float64Array(size);
  const groupOf = new Int32Array(size);
  const known = new Map<string, number>();
  for (let i = 0; i < size; i++) {
    const own = hosts.filter(({ eligible }) => eligible[item[i]] === 1).map(({ sums }) => sums[0]);
    share[i] = Math.min(...own.map((sum) => (sum === undefined ? 0 : Math.min(1, sum.weight[item[i]] / sum.most))));
    const key = hosts.map(({ sums }) => sums[0]?.group[item[i]]).join();
    groupOf[i] = known.get(key) ?? known.size;
    known.set(key, groupOf[i]);
  }
  const groups = known.size;

  // Distinct groups count only where all hosts count the same ones.
  const counts = hosts.map(({ counts: own }) => own[0]);
  const comparable = counts.every(
    (count) => count !== undefined && item.every((j) => count.group[j] === counts[0].group[j]),
  );
  const mostCounted = comparable ? Math.max(...counts.map(({ most }) => most)) : Number.POSITIVE_INFINITY;
  const countedGroup = comparable ? Int32Array.from(item, (j) => counts[0].group[j]) : groupOf;

  const total = new Float64Array(groups);
  for (let i = 0; i < size; i++) total[groupOf[i]] += share[i];
  if (total.every((sum) => roundUp(sum) <= 1) && new Set(countedGroup).size <= mostCounted) return undefined;

  const load = new Float64Array(groups);
  const big = new Int32Array(groups);
  const members = new Int32Array(size);
  /** before[p]: bound for members that end before the p-th start in `starts`. */
  const starts = new Int32Array(size);
  const reached = new Int32Array(size);

  return (bits, within, atLeast) => {
    let k = 0;
    for (let w = 0; w < words; w++)
      for (let word = bits[within + w]; word !== 0; word &= word - 1)
        members[k++] = w * 32 + 31 - Math.clz32(word & -word);
    for (let m = 0; m < k; m++) starts[m] = first[members[m]];
    starts.subarray(0, k).sort();
    reached.fill(0, 0, k);
    let best = 0;
    for (let s = 0; s < k; s++) {
      const from = starts[s];
      if (s > 0 && from === starts[s - 1]) continue;
      let before = 0;
      for (let m = 0; m < k && last[members[m]] < from; m++) before = Math.max(before, reached[m]);
      load.fill(0);
      big.fill(0);
      let needed = 0;
      const seen = new Set<number>();
      for (let m = 0; m < k; m++) {
        const i = members[m];
        if (first[i] < from) continue;
        const g = groupOf[i];
        load[g] += share[i];
        if (share[i] > 0.5) big[g]++;
        needed = Math.max(needed, 1, big[g], roundUp(load[g]));
        if (comparable) needed = Math.max(needed, Math.ceil(seen.add(countedGroup[i]).size / mostCounted));
        if (before + needed > reached[m]) reached[m] = before + needed;
        if (reached[m] > best) best = reached[m];
        if (best >= atLeast) return best;
      }
    }
    return best;
  };
};
