import { hasBit, setBit, wordsFor } from '../bits';

/**
 * Three elements. Half of what covers each of them, rounded up for every visit: visits with one or
 * two of them count once, those with all three twice, and all together two at least (subset rows,
 * Jepsen, Petersen, Spoorendonk & Pisinger 2008; in covering form).
 */
export type Triple = readonly [number, number, number];

/** Triples found at once at most, and of one element. */
const mostFound = 30;
const mostOfOne = 3;

/** Shares that break a triple by less stay as they are. */
const leastBroken = 0.02;

/**
 * Triples that the shares of the visits break, the most broken first. O(elements²) and, for every
 * element, the square of those that share visits with it.
 */
export const brokenTriples = (
  elements: number,
  visits: readonly Int32Array[],
  shares: readonly number[],
): readonly Triple[] => {
  const words = wordsFor(elements);
  /** [i × elements + j]: share of the visits with both. */
  const both = new Float64Array(elements * elements);
  const having: number[][] = Array.from({ length: elements }, () => []);
  const sets = new Int32Array(visits.length * words);
  visits.forEach((members, c) => {
    if (shares[c] <= 1e-6) return;
    for (const i of members) {
      setBit(sets, c * words, i);
      having[i].push(c);
      for (const j of members) both[i * elements + j] += shares[c];
    }
  });
  const near = having.map((_, i) => {
    const row = both.subarray(i * elements, (i + 1) * elements);
    return [...row.keys()].filter((j) => j !== i && row[j] > 0);
  });
  const found: { readonly triple: Triple; readonly by: number }[] = [];
  // Two of the three pairs at least are together somewhere: they have an element in common.
  for (let i = 0; i < elements; i++)
    for (const j of near[i])
      for (const k of near[i]) {
        const jk = k > j ? both[j * elements + k] : 0;
        // With three such pairs each element is in two of them; once is enough.
        if (k <= j || (jk > 0 && i > j)) continue;
        const pairs = both[i * elements + j] + both[i * elements + k] + jk;
        if (pairs <= 1 + leastBroken) continue;
        let all = 0;
        if (jk > 0)
          for (const c of having[i])
            if (hasBit(sets, c * words, j) && hasBit(sets, c * words, k)) all += shares[c];
        const each = both[i * elements + i] + both[j * elements + j] + both[k * elements + k];
        const by = 2 - (each - pairs + 2 * all);
        if (by > leastBroken) found.push({ triple: [i, j, k], by });
      }
  found.sort((a, b) => b.by - a.by);
  const uses = new Int32Array(elements);
  const chosen: Triple[] = [];
  for (const { triple } of found) {
    if (chosen.length === mostFound) break;
    if (triple.some((i) => uses[i] >= mostOfOne)) continue;
    for (const i of triple) uses[i]++;
    chosen.push(triple);
  }
  return chosen;
};
