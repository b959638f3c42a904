import { clearBit, hasBit, lowestBit, popcount, setBit, wordsFor } from './bits';
import { type Demands, demandsOf } from './demands';
import { type Budget, inOneBlock, packerOf, reachOf } from './packing';
import type { Question } from './question';

/** Most steps to decide whether a block fits. */
const mostPackingSteps = 20_000;

/** Words of bits that are read in a step; a node of a large question takes several steps. */
const wordsPerStep = 2048;

/** The visits chosen for a question, with the visit of each element. */
export interface Choice {
  readonly count: number;
  /** Occasion of each visit. */
  readonly occasionOf: Int32Array;
  /** Visit of each element. */
  readonly visitOf: Int32Array;
}

export interface Search {
  /** Lower bound on the visits of any choice, from disjoint demands. */
  readonly bound: () => number;
  /**
   * A choice of at most `most` visits; undefined where there is none, or where the budget was
   * used up (`budget.exhausted`).
   */
  readonly within: (most: number, budget: Budget) => Choice | undefined;
}

/**
 * Branch and bound over the occasions chosen (the master of a logic-based Benders decomposition,
 * Hooker & Ottosson 2003). A branch meets an open demand by one of its occasions, and excludes the
 * occasions tried before. The elements are then packed block by block; where a block does not fit,
 * one more of its occasions is chosen. The bound adds up demands without a common occasion.
 */
export const searchOf = (question: Question, rich: boolean): Search => {
  const { elements, occasions, sets, rows, packing } = question;
  const words = wordsFor(occasions);
  const elementWords = wordsFor(elements);
  const demands: Demands = demandsOf(question, rich);
  const { count: wants, among, need } = demands;
  const stepsPerNode = 1 + Math.floor((3 * wants * words) / wordsPerStep);
  const have = new Int32Array(wants);
  const open = new Int32Array(words);
  const used = new Int32Array(words);
  const uncovered = new Int32Array(elementWords);
  // A second order for picking disjoint demands: larger needs first.
  const byNeed = Int32Array.from({ length: wants }, (_, d) => d);
  const plain = packing === undefined;
  if (!plain) byNeed.sort((a, b) => need[b] - need[a] || a - b);

  const packer = packing && packerOf(question, packing);
  const jointPacker =
    packing?.needsHost.includes(1) === true ? packerOf(question, inOneBlock(packing)) : undefined;
  const blocks = packing?.blocks ?? 0;
  const reach = Array.from({ length: blocks }, (_, b) =>
    packing === undefined ? open : reachOf(question, packing, b),
  );
  /** By block and occasions: 0 does not fit, 1 fits, 2 unknown. */
  const remembered = new Map<string, number>();
  const visitOf = new Int32Array(elements);
  const own = new Int32Array(Math.max(64, 2 * elements));
  const mapped = new Int32Array(Math.max(64, 2 * elements));

  let chosen = new Int32Array(64);
  let size = 0;

  const restart = (): void => {
    have.fill(0);
    open.fill(0);
    for (let p = 0; p < occasions; p++) setBit(open, 0, p);
    size = 0;
  };

  const disjoint = (order: Int32Array | undefined, enough: number): number => {
    let total = 0;
    used.fill(0);
    for (let k = 0; k < wants; k++) {
      const d = order === undefined ? k : order[k];
      const missing = need[d] - have[d];
      if (missing <= 0) continue;
      let [meets, any] = [0, 0];
      for (let w = 0; w < words; w++) {
        const word = among[d * words + w] & open[w];
        any |= word;
        meets |= word & used[w];
      }
      if (any === 0) return Number.POSITIVE_INFINITY;
      if (meets !== 0) continue;
      total += missing;
      if (total > enough) return total;
      for (let w = 0; w < words; w++) used[w] |= among[d * words + w] & open[w];
    }
    return total;
  };

  const missingVisits = (enough: number): number => {
    const first = disjoint(undefined, enough);
    return plain || first > enough ? first : Math.max(first, disjoint(byNeed, enough));
  };

  const choose = (p: number, sign: 1 | -1): void => {
    const [word, bit] = [p >> 5, 1 << (p & 31)];
    for (let d = 0; d < wants; d++) if ((among[d * words + word] & bit) !== 0) have[d] += sign;
    if (sign === 1) {
      if (size === chosen.length) {
        const larger = new Int32Array(size * 2);
        larger.set(chosen);
        chosen = larger;
      }
      chosen[size++] = p;
    } else size--;
  };

  /** The unmet demand with the fewest open occasions; −1 where all are met. */
  const mostPressing = (): number => {
    let best = -1;
    let fewest = occasions + 1;
    for (let d = 0; d < wants; d++) {
      if (have[d] >= need[d]) continue;
      let left = 0;
      for (let w = 0; w < words; w++) left += popcount(among[d * words + w] & open[w]);
      if (left < fewest) {
        fewest = left;
        best = d;
      }
    }
    return best;
  };

  /**
   * Whether the block fits into the chosen visits; if so, `visitOf` is
   * filled where `forget` is set.
   */
  const packs = (block: number, budget: Budget, forget: boolean): boolean => {
    if (packing === undefined || packer === undefined) return true;
    let count = 0;
    for (let k = 0; k < size; k++)
      if (hasBit(reach[block], 0, chosen[k])) {
        let at = count++;
        // Ascending, so that equal choices have equal keys.
        while (at > 0 && own[at - 1] > chosen[k]) {
          own[at] = own[at - 1];
          mapped[at] = mapped[at - 1];
          at--;
        }
        own[at] = chosen[k];
        mapped[at] = k;
      }
    let key = '';
    if (!forget) {
      key = `${block} ${own.subarray(0, count).join()}`;
      const known = remembered.get(key);
      if (known === 2) unsure = true;
      if (known !== undefined) return known === 1;
    }
    const some = { steps: Math.min(budget.steps, mostPackingSteps), exhausted: false };
    const given = some.steps;
    const fits = packer.pack(block, own, count, visitOf, some);
    budget.steps -= given - Math.max(0, some.steps);
    if (some.exhausted) {
      budget.exhausted ||= budget.steps <= 0;
      unsure = true;
    }
    if (!forget) remembered.set(key, some.exhausted ? 2 : fits ? 1 : 0);
    else if (fits)
      for (let i = 0; i < elements; i++)
        if (packing.blockOf[i] === block) visitOf[i] = mapped[visitOf[i]];
    return fits;
  };
  let unsure = false;

  /**
   * Puts each element without limits into the first visit that serves it,
   * or into one that lacks a host.
   */
  const placeFree = (): void => {
    const lacking = new Uint8Array(size);
    if (packing !== undefined)
      for (let k = 0; k < size; k++) lacking[k] = packing.needsHost[chosen[k]];
    for (let i = 0; i < elements; i++)
      if (packing !== undefined && packing.blockOf[i] >= 0 && isHostAt(i, chosen[visitOf[i]]))
        lacking[visitOf[i]] = 0;
    for (let i = 0; i < elements; i++) {
      if (packing !== undefined && packing.blockOf[i] >= 0) continue;
      visitOf[i] = -1;
      for (let k = 0; k < size; k++) {
        if (!hasBit(rows, i * words, chosen[k])) continue;
        if (visitOf[i] < 0) visitOf[i] = k;
        if (lacking[k] === 1 && isHostAt(i, chosen[k])) {
          visitOf[i] = k;
          break;
        }
      }
      if (isHostAt(i, chosen[visitOf[i]])) lacking[visitOf[i]] = 0;
    }
  };
  const isHostAt = (i: number, p: number): boolean =>
    packing !== undefined && hasBit(packing.hosts, p * elementWords, i);

  /** Whether every visit that needs a host has one; `visitOf` is full. */
  const allHosted = (): boolean => {
    if (packing === undefined) return true;
    for (let k = 0; k < size; k++) {
      if (packing.needsHost[chosen[k]] === 0) continue;
      let found = false;
      for (let i = 0; i < elements && !found; i++)
        found = visitOf[i] === k && isHostAt(i, chosen[k]);
      if (!found) return false;
    }
    return true;
  };

  /**
   * The chosen visits as an answer; undefined where hosts are lacking. Every block fits already.
   */
  const answer = (budget: Budget): Choice | undefined => {
    for (let b = 0; b < blocks; b++) packs(b, { steps: 1 << 20, exhausted: false }, true);
    placeFree();
    if (jointPacker !== undefined && !allHosted()) {
      const some = { steps: Math.min(budget.steps, 2000), exhausted: false };
      const given = some.steps;
      const fits = jointPacker.pack(0, chosen, size, visitOf, some, true);
      budget.steps -= given - Math.max(0, some.steps);
      if (some.exhausted) unsure = true;
      if (!fits) return undefined;
    }
    return { count: size, occasionOf: chosen.slice(0, size), visitOf: visitOf.slice() };
  };

  const descend = (most: number, budget: Budget): Choice | undefined => {
    budget.steps -= stepsPerNode;
    if (budget.steps < 0) budget.exhausted = true;
    if (budget.exhausted) return undefined;
    if (size + missingVisits(most - size) > most) return undefined;
    const pressing = mostPressing();
    const options: number[] = [];
    if (pressing >= 0) {
      for (let w = 0; w < words; w++)
        for (let word = among[pressing * words + w] & open[w]; word !== 0; word &= word - 1)
          options.push(w * 32 + lowestBit(word));
    } else {
      let failing = -1;
      for (let b = 0; b < blocks && failing < 0; b++) if (!packs(b, budget, false)) failing = b;
      const found = failing < 0 ? answer(budget) : undefined;
      if (found !== undefined || budget.exhausted || size === most) return found;
      for (let w = 0; w < words; w++)
        for (
          let word = (failing < 0 ? -1 : reach[failing][w]) & open[w];
          word !== 0;
          word &= word - 1
        )
          options.push(w * 32 + lowestBit(word));
    }
    budget.steps -= Math.floor((options.length * (3 * wants + elementWords)) / wordsPerStep);
    // Occasions that serve the largest number of unserved elements come first.
    uncovered.fill(-1);
    for (let k = 0; k < size; k++)
      for (let w = 0; w < elementWords; w++) uncovered[w] &= ~sets[chosen[k] * elementWords + w];
    const gain = options.map((p) => {
      let gained = 0;
      for (let w = 0; w < elementWords; w++)
        gained += popcount(sets[p * elementWords + w] & uncovered[w]) * 4;
      for (let d = 0; d < wants; d++)
        if (have[d] < need[d] && need[d] > 1 && hasBit(among, d * words, p)) gained += 1;
      return gained;
    });
    const order = options.map((_, k) => k).sort((a, b) => gain[b] - gain[a] || a - b);
    let found: Choice | undefined;
    let tried = 0;
    for (; tried < order.length && found === undefined && !budget.exhausted; tried++) {
      const p = options[order[tried]];
      choose(p, 1);
      found = descend(most, budget);
      choose(p, -1);
      clearBit(open, 0, p);
    }
    for (let k = 0; k < tried; k++) setBit(open, 0, options[order[k]]);
    return found;
  };

  return {
    bound: () => {
      restart();
      return missingVisits(Number.POSITIVE_INFINITY);
    },
    within: (most, budget) => {
      restart();
      unsure = false;
      const found = descend(most, budget);
      if (found === undefined && unsure) budget.exhausted = true;
      return found;
    },
  };
};
