import { hasBit, lowestBit, popcount, setBit, sizeOf, wordsFor } from './bits';
import type { Question } from './question';
import type { Choice } from './search';

/**
 * A choice by first fit. Elements with few occasions come first; each joins the first visit with
 * room, else opens one on the occasion that serves the largest number of remaining elements.
 * O(elements × visits).
 */
export const firstFit = ({ elements, occasions, sets, rows, packing }: Question): Choice => {
  const words = wordsFor(elements);
  const rowWords = wordsFor(occasions);
  const degree = new Int32Array(elements);
  for (let i = 0; i < elements; i++) degree[i] = sizeOf(rows, i * rowWords, rowWords);
  const weight = packing?.sums[0]?.weight;
  const order = Int32Array.from({ length: elements }, (_, i) => i).sort(
    (a, b) => degree[a] - degree[b] || (weight === undefined ? 0 : weight[b] - weight[a]) || a - b,
  );
  const left = new Int32Array(words);
  for (let i = 0; i < elements; i++) setBit(left, 0, i);
  const visitOf = new Int32Array(elements).fill(-1);
  const occasionOf: number[] = [];
  const inside: Int32Array[] = [];
  const loads: Float64Array[][] = [];
  const present: Int32Array[][] = [];

  const fits = (i: number, v: number): boolean => {
    const p = occasionOf[v];
    if (!hasBit(rows, i * rowWords, p)) return false;
    if (packing === undefined || packing.blockOf[i] < 0) return true;
    for (let l = 0; l < packing.sums.length; l++) {
      const { groupOf, weight: heavy, mostAt } = packing.sums[l];
      if (loads[v][l][groupOf[i]] + heavy[i] > mostAt[p]) return false;
    }
    for (let l = 0; l < packing.counts.length; l++) {
      const { groupOf, mostAt } = packing.counts[l];
      if (present[v][l][groupOf[i]] > 0) continue;
      let groups = 0;
      for (const members of present[v][l]) if (members > 0) groups++;
      if (groups >= mostAt[p]) return false;
    }
    const table = packing.conflictsAt[p];
    if (table >= 0)
      for (let w = 0; w < words; w++)
        if ((packing.conflicts[(table * elements + i) * words + w] & inside[v][w]) !== 0)
          return false;
    return true;
  };
  const put = (i: number, v: number): void => {
    visitOf[i] = v;
    setBit(inside[v], 0, i);
    left[i >> 5] &= ~(1 << (i & 31));
    if (packing === undefined || packing.blockOf[i] < 0) return;
    for (let l = 0; l < packing.sums.length; l++)
      loads[v][l][packing.sums[l].groupOf[i]] += packing.sums[l].weight[i];
    for (let l = 0; l < packing.counts.length; l++) present[v][l][packing.counts[l].groupOf[i]]++;
  };
  const openFor = (i: number): void => {
    let [best, most] = [-1, -1];
    for (let w = 0; w < rowWords; w++)
      for (let word = rows[i * rowWords + w]; word !== 0; word &= word - 1) {
        const p = w * 32 + lowestBit(word);
        if (
          packing !== undefined &&
          packing.needsHost[p] === 1 &&
          !hasBit(packing.hosts, p * words, i)
        )
          continue;
        let gain = 0;
        for (let v = 0; v < words; v++) gain += popcount(sets[p * words + v] & left[v]);
        if (gain > most) {
          most = gain;
          best = p;
        }
      }
    occasionOf.push(best);
    inside.push(new Int32Array(words));
    if (packing === undefined) return;
    loads.push(packing.sums.map(({ groups }) => new Float64Array(groups)));
    present.push(packing.counts.map(({ groups }) => new Int32Array(groups)));
  };

  for (const i of order) {
    let v = 0;
    while (v < occasionOf.length && !fits(i, v)) v++;
    if (v === occasionOf.length) openFor(i);
    put(i, v);
  }
  return { count: occasionOf.length, occasionOf: Int32Array.from(occasionOf), visitOf };
};
