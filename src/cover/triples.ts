import { hasBit, setBit, wordsFor } from './bits';

/**
 * Three elements, ascending. Half of what covers each of them, rounded up for every visit: visits with one or two of them count once, those
 * with all three twice, and all together two at least (subset rows, Jepsen, Petersen, Spoorendonk & Pisinger 2008; in covering form).
 */
export type Triple = readonly [number, number, number];

/** Triples found at once at most, and of one element. */
const mostFound = 30;
const mostOfOne = 3;

/** Shares that break a triple by less stay as they are. */
const leastBroken = 0.02;

/** How often a visit counts for a triple. */
export const timesIn = (triple: Triple, members: Int32Array): number => {
  let inside = 0;
  for (const i of members) if (i === triple[0] || i === triple[1] || i === triple[2]) inside++;
  return (inside + 1) >> 1;
};

/** Triples that the shares of the visits break, the most broken first. O(elements³). */
export const brokenTriples = (
  elements: number,
  visits: readonly Int32Array[],
  shares: Float64Array,
  known: readonly Triple[],
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
  const seen = new Set(known.map((triple) => triple.join()));
  const found: { readonly triple: Triple; readonly by: number }[] = [];
  for (let i = 0; i < elements; i++)
    for (let j = i + 1; j < elements; j++) {
      const ij = both[i * elements + j];
      for (let k = j + 1; k < elements; k++) {
        const pairs = ij + both[i * elements + k] + both[j * elements + k];
        if (pairs <= 1 + leastBroken) continue;
        let all = 0;
        if (ij > 0)
          for (const c of having[i]) if (hasBit(sets, c * words, j) && hasBit(sets, c * words, k)) all += shares[c];
        const each = both[i * elements + i] + both[j * elements + j] + both[k * elements + k];
        const by = 2 - (each - pairs + 2 * all);
        if (by > leastBroken && !seen.has(`${i},${j},${k}`)) found.push({ triple: [i, j, k], by });
      }
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
