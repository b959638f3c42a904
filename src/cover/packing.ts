import { hasBit, popcount, wordsFor } from './bits';
import { likenessOf } from './likeness';
import type { Packing, Question } from './question';
import type { Room } from './room';

/** The remaining work of a search; at 0 the search gives up. */
export interface Budget {
  steps: number;
  /** Set when a search was cut short: then "nothing found" does not mean that nothing exists. */
  exhausted: boolean;
}

/** Assigns the elements of a block to visits. */
export interface Packer {
  /**
   * Whether the elements of `block` fit into `count` visits on the chosen occasions, which serve
   * all of them. Writes each element's visit to `visitOf`. With `hosted`, every visit that needs a
   * host must have one. False with `budget.exhausted` set means unknown.
   */
  readonly pack: (
    block: number,
    chosen: Int32Array,
    count: number,
    visitOf: Int32Array,
    budget: Budget,
    hosted?: boolean,
  ) => boolean;
  /**
   * As `pack`, but elements with a `weight` may be left out (visit −1). Returns the least weight
   * left out if it is below `limit`, else Infinity. With `budget.exhausted`, less may be possible.
   */
  readonly packMost: (
    block: number,
    chosen: Int32Array,
    count: number,
    visitOf: Int32Array,
    budget: Budget,
    weight: Int32Array,
    limit: number,
    hosted?: boolean,
  ) => number;
}

/** The least number of steps for each try of a weight left out. */
const leastSteps = 100;

/**
 * Depth-first search over the visit of one element after another. Elements that few visits serve
 * come first, among equals heavy ones. `room` shows early how many must be left out.
 */
export const packerOf = (question: Question, packing: Packing, room?: Room): Packer => {
  const { elements, rows, sets } = question;
  const words = wordsFor(elements);
  const rowWords = wordsFor(question.occasions);
  const { blockOf, blocks, sums, counts, conflicts, conflictsAt, hosts, needsHost } = packing;
  const members: number[][] = Array.from({ length: blocks }, () => []);
  for (let i = 0; i < elements; i++) if (blockOf[i] >= 0) members[blockOf[i]].push(i);
  const heaviest = new Float64Array(elements);
  for (const { weight } of sums)
    for (let i = 0; i < elements; i++) heaviest[i] = Math.max(heaviest[i], weight[i]);

  const setSize = new Int32Array(question.occasions);
  for (let p = 0; p < question.occasions; p++)
    for (let w = 0; w < words; w++) setSize[p] += popcount(sets[p * words + w]);

  const { areAlike, yieldsTo } = likenessOf(question, packing);

  let capacity = 0;
  let bins = new Int32Array(0);
  let inside = new Int32Array(0);
  let size = new Int32Array(0);
  let lacking = new Uint8Array(0);
  let loads: Float64Array[] = [];
  let present: Int32Array[] = [];
  let distinct: Int32Array[] = [];
  const reserve = (count: number): void => {
    if (capacity > 0 && count <= capacity) return;
    capacity = Math.max(8, 2 * count);
    bins = new Int32Array(capacity);
    inside = new Int32Array(capacity * words);
    size = new Int32Array(capacity);
    lacking = new Uint8Array(capacity);
    loads = sums.map(({ groups }) => new Float64Array(capacity * groups));
    present = counts.map(({ groups }) => new Int32Array(capacity * groups));
    distinct = counts.map(() => new Int32Array(capacity));
  };

  const run = (
    block: number,
    chosen: Int32Array,
    count: number,
    visitOf: Int32Array,
    budget: Budget,
    optional: Int32Array | undefined,
    most: number,
    anyHost: boolean,
  ): boolean => {
    reserve(count);
    // Visits with fewest elements first.
    for (let b = 0; b < count; b++) {
      let at = b;
      while (at > 0 && setSize[chosen[bins[at - 1]]] > setSize[chosen[b]]) {
        bins[at] = bins[at - 1];
        at--;
      }
      bins[at] = b;
    }
    inside.fill(0, 0, count * words);
    size.fill(0, 0, count);
    for (let l = 0; l < sums.length; l++) loads[l].fill(0, 0, count * sums[l].groups);
    for (let l = 0; l < counts.length; l++) {
      present[l].fill(0, 0, count * counts[l].groups);
      distinct[l].fill(0, 0, count);
    }
    let without = 0;
    for (let b = 0; b < count; b++) {
      lacking[b] = anyHost ? needsHost[chosen[b]] : 0;
      without += lacking[b];
    }

    const order = members[block].slice();
    const choices = new Int32Array(elements);
    let unplacedHosts = 0;
    for (const i of order) {
      for (let b = 0; b < count; b++) if (hasBit(rows, i * rowWords, chosen[b])) choices[i]++;
      if (choices[i] === 0 && (optional === undefined || optional[i] === 0)) return false;
    }
    const isHost = new Uint8Array(anyHost ? elements : 0);
    if (anyHost)
      for (const i of order)
        for (let b = 0; b < count && isHost[i] === 0; b++)
          if (lacking[b] === 1 && hasBit(hosts, chosen[b] * words, i)) {
            isHost[i] = 1;
            unplacedHosts++;
          }
    if (unplacedHosts < without) return false;
    order.sort(
      (a, b) =>
        (anyHost ? isHost[b] - isHost[a] : 0) ||
        choices[a] - choices[b] ||
        heaviest[b] - heaviest[a] ||
        a - b,
    );
    const sameAsBefore = new Uint8Array(order.length);
    for (let k = 1; k < order.length; k++) {
      const [a, b] = [order[k - 1], order[k]];
      sameAsBefore[k] =
        (optional === undefined || optional[a] === optional[b]) && areAlike(a, b) ? 1 : 0;
    }
    const placeOf = new Int32Array(order.length);

    const fits = (i: number, b: number): boolean => {
      if (size[b] === 0) return true;
      const p = chosen[b];
      for (let l = 0; l < sums.length; l++) {
        const { groups, groupOf, weight, mostAt } = sums[l];
        if (loads[l][b * groups + groupOf[i]] + weight[i] > mostAt[p]) return false;
      }
      for (let l = 0; l < counts.length; l++) {
        const { groups, groupOf, mostAt } = counts[l];
        if (present[l][b * groups + groupOf[i]] === 0 && distinct[l][b] >= mostAt[p]) return false;
      }
      const table = conflictsAt[p];
      if (table >= 0)
        for (let w = 0; w < words; w++)
          if ((conflicts[(table * elements + i) * words + w] & inside[b * words + w]) !== 0)
            return false;
      return true;
    };
    const move = (i: number, b: number, sign: 1 | -1): void => {
      size[b] += sign;
      inside[b * words + (i >> 5)] ^= 1 << (i & 31);
      for (let l = 0; l < sums.length; l++) {
        const { groups, groupOf, weight } = sums[l];
        loads[l][b * groups + groupOf[i]] += sign * weight[i];
      }
      for (let l = 0; l < counts.length; l++) {
        const { groups, groupOf } = counts[l];
        const at = b * groups + groupOf[i];
        if (sign === 1 && present[l][at]++ === 0) distinct[l][b]++;
        if (sign === -1 && --present[l][at] === 0) distinct[l][b]--;
      }
    };

    let out = 0;
    const placed = new Uint8Array(room === undefined ? 0 : elements);
    const loadOf = (l: number, bin: number, group: number): number =>
      loads[l][bin * sums[l].groups + group];
    const isEmptyAt = (bin: number): boolean => size[bin] === 0;
    const place = (k: number): boolean => {
      if (k === order.length) {
        return without === 0;
      }
      if (--budget.steps < 0) {
        budget.exhausted = true;
        return false;
      }
      const i = order[k];
      // Each element left out weighs at least 1.
      if (
        room !== undefined &&
        room.excess(block, chosen, count, placed, loadOf, isEmptyAt) > most - out
      )
        return false;
      if (room !== undefined) placed[i] = 1;
      if (anyHost) unplacedHosts -= isHost[i];
      // Heavier elements came first, so leave out i only if no placed element
      // could yield its place to i.
      if (
        optional !== undefined &&
        optional[i] > 0 &&
        out + optional[i] <= most &&
        without <= unplacedHosts
      ) {
        let mayBeOut = true;
        for (let t = 0; t < k && mayBeOut; t++)
          mayBeOut =
            visitOf[order[t]] < 0 || optional[order[t]] === 0 || !yieldsTo(order[t], i, optional);
        if (mayBeOut) {
          out += optional[i];
          placeOf[k] = 0;
          visitOf[i] = -1;
          if (place(k + 1)) return true;
          out -= optional[i];
          if (budget.exhausted) return false;
        }
      }
      let triedEmpty = -1;
      // Visits that still need a host come first.
      for (let round = anyHost && isHost[i] === 1 ? 0 : 1; round < 2; round++)
        for (let at = sameAsBefore[k] === 1 && !anyHost ? placeOf[k - 1] : 0; at < count; at++) {
          const b = bins[at];
          const p = chosen[b];
          if (!hasBit(rows, i * rowWords, p)) continue;
          const hosted = anyHost && lacking[b] === 1 && hasBit(hosts, p * words, i);
          if (anyHost && isHost[i] === 1 && hosted !== (round === 0)) continue;
          if (!hosted && without > unplacedHosts) continue;
          if (size[b] === 0) {
            if (p === triedEmpty) continue;
            triedEmpty = p;
          }
          if (!fits(i, b)) continue;
          move(i, b, 1);
          if (hosted) {
            lacking[b] = 0;
            without--;
          }
          placeOf[k] = at;
          visitOf[i] = b;
          if (place(k + 1)) return true;
          move(i, b, -1);
          if (hosted) {
            lacking[b] = 1;
            without++;
          }
          if (budget.exhausted) return false;
        }
      if (anyHost) unplacedHosts += isHost[i];
      if (room !== undefined) placed[i] = 0;
      return false;
    };
    return place(0);
  };

  const packMost: Packer['packMost'] = (
    block,
    chosen,
    count,
    visitOf,
    budget,
    weight,
    limit,
    hosted = false,
  ) => {
    const total = members[block].reduce((sum, i) => sum + weight[i], 0);
    /** Whether the block can be packed with at most this weight left out. */
    const attempt = (most: number): boolean => {
      const given = Math.max(leastSteps, Math.ceil(budget.steps / 2));
      const some = { steps: given, exhausted: false };
      const packed = run(block, chosen, count, visitOf, some, weight, most, hosted);
      budget.steps -= given - Math.max(0, some.steps);
      if (some.exhausted) budget.exhausted = true;
      return packed;
    };
    const most = Math.min(limit - 1, total);
    let least = room?.leavesOut(block, chosen, count, weight, 0) ?? 0;
    let found = Number.POSITIVE_INFINITY;
    let visits: readonly number[] = [];
    /**
     * Steps double until something is found and are halved from there:
     * an element may weigh thousands.
     */
    for (let step = 1; least <= most && least < found; step *= 2) {
      const tried =
        found > most ? Math.min(most, least + step - 1) : Math.floor((least + found - 1) / 2);
      if (attempt(tried)) {
        visits = members[block].map((i) => visitOf[i]);
        found = members[block].reduce((sum, i) => sum + (visitOf[i] < 0 ? weight[i] : 0), 0);
      } else least = tried + 1;
    }
    visits.forEach((v, k) => {
      visitOf[members[block][k]] = v;
    });
    return found;
  };
  return {
    pack: (block, chosen, count, visitOf, budget, hosted = false) =>
      run(block, chosen, count, visitOf, budget, undefined, 0, hosted),
    packMost,
  };
};

/** The same limits with all elements in one block. */
export const inOneBlock = (packing: Packing): Packing => ({
  ...packing,
  blockOf: new Int32Array(packing.blockOf.length),
  blocks: 1,
});

/** The question without the need of hosts; its answer has at most as many visits. */
export const unhosted = (question: Question): Question => ({
  ...question,
  packing: question.packing && {
    ...question.packing,
    needsHost: new Uint8Array(question.occasions),
  },
});

/** The occasions, as bits, that serve some element of the block. */
export const reachOf = (question: Question, { blockOf }: Packing, block: number): Int32Array => {
  const rowWords = wordsFor(question.occasions);
  const reach = new Int32Array(rowWords);
  for (let i = 0; i < question.elements; i++)
    if (blockOf[i] === block)
      for (let w = 0; w < rowWords; w++) reach[w] |= question.rows[i * rowWords + w];
  return reach;
};
