import { hasBit, isEmpty, isWithin, sizeOf, wordsFor } from './bits';
import type { Packing, Question } from './question';

/**
 * Demands on the occasions chosen: at least `need[d]` of the occasions in row d of
 * `among`, counted with repetition.
 */
export interface Demands {
  readonly count: number;
  /** [demand]: its occasions, as a row of bits. */
  readonly among: Int32Array;
  readonly need: Int32Array;
}

/** Most unions of occasion sets per group. */
const mostUnions = 400;

const roundUp = (fraction: number): number => Math.ceil(fraction - 1e-9);

/**
 * Lower bound on the bins of `capacity` that the weights need (L2 of Martello & Toth 1990). Weights
 * descend; none exceeds the capacity. Weights of 0 alone need none.
 */
export const binsNeeded = (weights: ArrayLike<number>, capacity: number): number => {
  const count = weights.length;
  let total = 0;
  for (let k = 0; k < count; k++) total += weights[k];
  if (total === 0) return 0;
  let best = roundUp(total / capacity);
  for (let k = 0; k < count; k++) {
    const small = weights[k];
    if (small > capacity / 2 || (k > 0 && weights[k - 1] === small)) continue;
    let large = 0;
    let medium = 0;
    let room = 0;
    let rest = 0;
    for (let j = 0; j < count && weights[j] >= small; j++)
      if (weights[j] > capacity - small) large++;
      else if (weights[j] > capacity / 2) {
        medium++;
        room += capacity - weights[j];
      } else rest += weights[j];
    const needed = large + medium + Math.max(0, roundUp((rest - room) / capacity));
    if (needed > best) best = needed;
  }
  let halves = 0;
  while (halves < count && weights[halves] > capacity / 2) halves++;
  return Math.max(best, halves);
};

/** At least `need` of the chosen occasions are in the row `among`. */
interface Demand {
  readonly among: Int32Array;
  readonly need: number;
}

/** A key for a row of bits. */
const keyOf = (bits: Int32Array, row: number, words: number): number | string => {
  if (words === 1) return bits[row];
  let key = '';
  for (let w = 0; w < words; w++)
    key += String.fromCharCode(bits[row + w] & 0xffff, bits[row + w] >>> 16);
  return key;
};

/**
 * The different occasion sets of the elements, and the union of all. If `rich`, also unions of two
 * or three sets that have occasions in common.
 */
const unionsOf = (
  question: Question,
  members: readonly number[],
  rich: boolean,
): readonly Int32Array[] => {
  const words = wordsFor(question.occasions);
  const known = new Map<number | string, Int32Array>();
  const add = (bits: Int32Array): void => {
    const key = keyOf(bits, 0, words);
    if (!known.has(key)) known.set(key, bits);
  };
  const all = new Int32Array(words);
  for (const i of members) {
    for (let w = 0; w < words; w++) all[w] |= question.rows[i * words + w];
    if (known.size < mostUnions && !known.has(keyOf(question.rows, i * words, words)))
      add(question.rows.slice(i * words, (i + 1) * words));
  }
  const single = [...known.values()];
  known.delete(keyOf(all, 0, words));
  known.set(keyOf(all, 0, words), all);
  if (!rich) return [...known.values()];
  const meet = (a: Int32Array, b: Int32Array): boolean => {
    for (let w = 0; w < words; w++) if ((a[w] & b[w]) !== 0) return true;
    return false;
  };
  const union = (a: Int32Array, b: Int32Array): Int32Array => {
    const both = new Int32Array(words);
    for (let w = 0; w < words; w++) both[w] = a[w] | b[w];
    return both;
  };
  for (let a = 0; a < single.length; a++)
    for (let b = a + 1; b < single.length && known.size < mostUnions; b++) {
      if (!meet(single[a], single[b])) continue;
      const pair = union(single[a], single[b]);
      add(pair);
      for (let c = b + 1; c < single.length && known.size < mostUnions; c++)
        if (meet(pair, single[c])) add(union(pair, single[c]));
    }
  return [...known.values()];
};

const hasConflict = ({ conflicts }: Packing, elements: number, i: number): boolean => {
  const words = wordsFor(elements);
  for (let row = i * words; row < conflicts.length; row += elements * words)
    if (!isEmpty(conflicts, row, words)) return true;
  return false;
};

const packingDemands = (question: Question, packing: Packing, rich: boolean): readonly Demand[] => {
  const { elements, occasions, rows } = question;
  const words = wordsFor(occasions);
  const demands: Demand[] = [];
  const draft = (
    members: readonly number[],
    bound: (inside: readonly number[], among: Int32Array) => number,
  ): void => {
    if (members.length < 2) return;
    for (const union of unionsOf(question, members, rich)) {
      const inside = members.filter((i) => isWithin(rows, i * words, union, 0, words));
      const among = new Int32Array(words);
      for (const i of inside) for (let w = 0; w < words; w++) among[w] |= rows[i * words + w];
      const need = bound(inside, among);
      if (need > 1) demands.push({ among, need });
    }
  };
  const mostIn = (among: Int32Array, mostAt: Float64Array): number => {
    let most = 0;
    for (let p = 0; p < occasions; p++) if (hasBit(among, 0, p)) most = Math.max(most, mostAt[p]);
    return most;
  };

  for (const { groups, groupOf, weight, mostAt } of packing.sums) {
    const members: number[][] = Array.from({ length: groups }, () => []);
    for (let i = 0; i < elements; i++) if (packing.blockOf[i] >= 0) members[groupOf[i]].push(i);
    for (const group of members)
      draft(group, (inside, among) => {
        const capacity = mostIn(among, mostAt);
        if (capacity === Number.POSITIVE_INFINITY) return 0;
        const weights = inside.map((i) => weight[i]).sort((a, b) => b - a);
        // Elements above the capacity are alone on occasions of their own.
        const fitting = weights.filter((one) => one <= capacity);
        return weights.length - fitting.length + binsNeeded(fitting, capacity);
      });
  }
  const everybody = Array.from({ length: elements }, (_, i) => i);
  for (const { groupOf, mostAt } of packing.counts)
    draft(everybody, (inside, among) =>
      Math.ceil(new Set(inside.map((i) => groupOf[i])).size / mostIn(among, mostAt)),
    );

  if (!rich) return demands;
  const elementWords = wordsFor(elements);
  const conflicting = (i: number, j: number): boolean => {
    for (let w = 0; w < words; w++)
      for (let word = rows[i * words + w] & rows[j * words + w]; word !== 0; word &= word - 1) {
        const p = w * 32 + 31 - Math.clz32(word & -word);
        const table = packing.conflictsAt[p];
        let apart =
          table >= 0 && hasBit(packing.conflicts, (table * elements + i) * elementWords, j);
        for (const { groupOf, weight, mostAt } of packing.sums)
          apart ||= groupOf[i] === groupOf[j] && weight[i] + weight[j] > mostAt[p];
        for (const { groupOf, mostAt } of packing.counts)
          apart ||= mostAt[p] === 1 && groupOf[i] !== groupOf[j];
        if (!apart) return false;
      }
    return true;
  };
  // Elements with a conflict, with over half of a sum limit, or under a count limit of 1.
  const particular = everybody.filter(
    (i) =>
      packing.blockOf[i] >= 0 &&
      (packing.counts.some(({ mostAt }) => mostAt.includes(1)) ||
        packing.sums.some(({ weight, mostAt }) => mostAt.some((most) => weight[i] * 2 > most)) ||
        hasConflict(packing, elements, i)),
  );
  // The particular elements that never share a visit with i, as bits; found once for each i.
  const known = new Map<number, Int32Array>();
  const conflictsOf = (i: number): Int32Array => {
    const before = known.get(i);
    if (before !== undefined) return before;
    const bits = new Int32Array(elementWords);
    for (const j of particular) if (j !== i && conflicting(i, j)) bits[j >> 5] |= 1 << (j & 31);
    known.set(i, bits);
    return bits;
  };
  // From each element a clique is grown greedily: no two of its elements ever share a visit.
  const paired = new Set<number>();
  for (const i of particular) {
    const clique = [i];
    const common = conflictsOf(i).slice();
    for (const j of particular) {
      if (!hasBit(common, 0, j)) continue;
      clique.push(j);
      const own = conflictsOf(j);
      for (let w = 0; w < elementWords; w++) common[w] &= own[w];
    }
    const among = new Int32Array(words);
    for (const k of clique) for (let w = 0; w < words; w++) among[w] |= rows[k * words + w];
    if (clique.length > 1) demands.push({ among, need: clique.length });
    for (const j of clique.slice(1)) {
      const pair = Math.min(i, j) * elements + Math.max(i, j);
      if (paired.has(pair)) continue;
      paired.add(pair);
      const both = new Int32Array(words);
      for (let w = 0; w < words; w++) both[w] = rows[i * words + w] | rows[j * words + w];
      demands.push({ among: both, need: 2 });
    }
  }
  return demands;
};

/**
 * The demands on every answer: one of each element's occasions, and more where limits require it;
 * if `rich`, more of these. A demand that another implies is left out. Fewest occasions first.
 */
export const demandsOf = (question: Question, rich: boolean): Demands => {
  const { elements, occasions, rows, packing } = question;
  const words = wordsFor(occasions);
  const demands: Demand[] = [];
  const seen = new Set<number | string>();
  for (let i = 0; i < elements; i++) {
    const key = keyOf(rows, i * words, words);
    if (packing !== undefined && seen.has(key)) continue;
    seen.add(key);
    demands.push({ among: rows.subarray(i * words, (i + 1) * words), need: 1 });
  }
  if (packing !== undefined) demands.push(...packingDemands(question, packing, rich));
  const size = demands.map((one) => sizeOf(one.among, 0, words));
  const order = demands
    .map((_, at) => at)
    .sort((a, b) => size[a] - size[b] || demands[b].need - demands[a].need || a - b);
  const kept: Demand[] = [];
  for (const at of order) {
    const one = demands[at];
    let implied = false;
    for (let k = 0; k < kept.length && !implied; k++)
      implied = kept[k].need >= one.need && isWithin(kept[k].among, 0, one.among, 0, words);
    if (!implied) kept.push(one);
  }
  const among = new Int32Array(kept.length * words);
  kept.forEach((one, d) => {
    among.set(one.among, d * words);
  });
  return { count: kept.length, among, need: Int32Array.from(kept, ({ need }) => need) };
};

/**
 * A quick lower bound: a set of elements of which no two have an occasion in common, or
 * the visits that one group needs.
 * O(elements²) at worst.
 */
export const quickBound = ({ elements, occasions, rows, packing }: Question): number => {
  const words = wordsFor(occasions);
  const degree = new Int32Array(elements);
  for (let i = 0; i < elements; i++) degree[i] = sizeOf(rows, i * words, words);
  const used = new Int32Array(words);
  let best = 0;
  for (let size = 1; size <= occasions; size++)
    for (let i = 0; i < elements; i++) {
      if (degree[i] !== size) continue;
      let meets = 0;
      for (let w = 0; w < words; w++) meets |= rows[i * words + w] & used[w];
      if (meets !== 0) continue;
      best++;
      for (let w = 0; w < words; w++) used[w] |= rows[i * words + w];
    }
  for (const { groups, groupOf, weight, mostAt } of packing?.sums ?? []) {
    let capacity = 0;
    for (let p = 0; p < occasions; p++) capacity = Math.max(capacity, mostAt[p]);
    if (capacity === Number.POSITIVE_INFINITY) continue;
    const weights = new Float64Array(elements);
    for (let g = 0; g < groups; g++) {
      let count = 0;
      let lone = 0;
      for (let i = 0; i < elements; i++) {
        if (groupOf[i] !== g || (packing !== undefined && packing.blockOf[i] < 0)) continue;
        if (weight[i] > capacity) {
          lone++;
          continue;
        }
        weights[count++] = weight[i];
      }
      if (count > 1)
        best = Math.max(
          best,
          lone + binsNeeded(weights.subarray(0, count).sort().reverse(), capacity),
        );
    }
  }
  return best;
};
