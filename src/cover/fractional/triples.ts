import { hasBit, setBit, wordsFor } from '../bits';

/**
 * Three elements, as a cut. Add the covering rows of the three, halve them, and round up
 * each coefficient: visits with one or two of the elements count once, visits with all
 * three twice, and the sum is at least two (subset rows, Jepsen, Petersen, Spoorendonk &
 * Pisinger 2008; in covering form).
 */
export type Triple = readonly [number, number, number];

/** The largest number of triples returned at once, and of these with one element. */
const mostFound = 30;
const mostOfOne = 3;

/** Smaller violations of a triple are ignored. */
const leastBroken = 0.02;

/**
 * Triples that the shares of the visits violate, the largest violation first; not all of them where
 * there are more than `mostFound`, or more than `mostOfOne` with one element.
 * O(elements²) and, for every element, the square of the elements that share visits with it.
 */
export const brokenTriples = (
  elements: number,
  visits: readonly Int32Array[],
  shares: readonly number[],
): readonly Triple[] => {
  const words = wordsFor(elements);
  /** [i × elements + j]: sum of the shares of visits with both. */
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
  // At least two of the three pairs share visits, and they have an element in common.
  for (let i = 0; i < elements; i++)
    for (const j of near[i])
      for (const k of near[i]) {
        const jk = k > j ? both[j * elements + k] : 0;
        // Where all three pairs share visits, the triple would be found three times; keep one.
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
