import { clearBit, hasBit, lowestBit, popcount, setBit, sizeOf, wordsFor } from '../bits';
import { type Budget, inOneBlock } from '../packing';
import type { Answer, Question } from '../question';
import { cappedBlocks } from './capped-blocks';

/** A question in which elements may be left out. */
export interface CappedQuestion extends Question {
  /** Weight of each element left out; 0: it must be served. */
  readonly weight: Int32Array;
}

/** Visits under a cap. */
export interface CappedChoice {
  readonly count: number;
  readonly occasionOf: Int32Array;
  /** Visit of each element; −1: left out. */
  readonly visitOf: Int32Array;
  /** Weight left out. */
  readonly out: number;
}

/** Words and bits that are read in a step; a node of a large question takes several steps. */
const wordsPerStep = 1024;

/**
 * The choice with at most `cap` visits and the least weight left out; undefined where these visits
 * cannot serve all elements that must be. With `budget.exhausted`, less may be possible.
 *
 * Branch and bound over the occasions (maximum coverage). Bound: the elements reached already, plus
 * the gains of the best remaining occasions, added one by one (Nemhauser, Wolsey & Fisher 1978).
 * First choices are the visits of `free` (the answer without a cap) with some removed, and the
 * `necessary` visits for elements that must be served, with the best others. An element left out
 * could have a visit alone without the cap, so the bound of `free` holds here too.
 */
export const mostServed = (
  question: CappedQuestion,
  cap: number,
  budget: Budget,
  free?: Pick<Answer, 'occasionOf' | 'lowerBound'>,
  necessary?: Int32Array,
): CappedChoice | undefined => {
  const { elements, occasions, sets, rows, weight } = question;
  const hosted = question.packing?.needsHost.includes(1) === true;
  const packing = question.packing && hosted ? inOneBlock(question.packing) : question.packing;
  const words = wordsFor(elements);
  const rowWords = wordsFor(occasions);
  const blocks = packing && cappedBlocks(question, packing, weight, hosted);
  const open = new Int32Array(rowWords);
  for (let p = 0; p < occasions; p++) setBit(open, 0, p);
  const chosen: number[] = [];
  const visitOf = new Int32Array(elements);
  let best: CappedChoice | undefined;
  let floor = free === undefined ? 0 : Math.max(0, free.lowerBound - cap);
  /** Lower bound on the weight left out when `left` more visits are chosen. */
  const mustLeaveOut = (left: number): number => {
    let out = 0;
    for (let b = 0; blocks !== undefined && b < blocks.count; b++)
      out += blocks.leavesOut(b, chosen, left);
    return out;
  };

  const reachedBy = (row: Int32Array): void => {
    row.fill(0);
    for (const p of chosen) for (let w = 0; w < words; w++) row[w] |= sets[p * words + w];
  };

  /** Keeps the chosen visits if they are the best so far. */
  const evaluate = (reached: Int32Array): void => {
    let out = 0;
    for (let i = 0; i < elements; i++) {
      if ((packing !== undefined && packing.blockOf[i] >= 0) || hasBit(reached, 0, i)) continue;
      if (weight[i] === 0) return;
      out += weight[i];
    }
    if (blocks !== undefined) {
      // Lower bounds of all blocks, replaced by exact values block by block.
      const least = blocks.members.map((_, b) => blocks.leavesOut(b, chosen, 0));
      out = least.reduce((sum, one) => sum + one, out);
      for (let b = 0; b < blocks.count; b++) {
        if (best !== undefined && out > best.out) return;
        out -= least[b];
        const limit = best === undefined ? Number.POSITIVE_INFINITY : best.out - out + 1;
        const packed = blocks.pack(b, chosen, limit, budget);
        if (packed.out === Number.POSITIVE_INFINITY) return;
        out += packed.out;
        blocks.members[b].forEach((i, k) => {
          visitOf[i] = packed.visits[k];
        });
      }
    }
    if (best !== undefined && out > best.out) return;
    for (let i = 0; i < elements; i++)
      if (packing === undefined || packing.blockOf[i] < 0)
        visitOf[i] = hasBit(reached, 0, i)
          ? chosen.findIndex((p) => hasBit(rows, i * rowWords, p))
          : -1;
    // Drop visits left empty.
    const number = new Int32Array(chosen.length).fill(-1);
    const occasionOf: number[] = [];
    for (let i = 0; i < elements; i++) {
      if (visitOf[i] < 0) continue;
      if (number[visitOf[i]] < 0) number[visitOf[i]] = occasionOf.push(chosen[visitOf[i]]) - 1;
    }
    if (best !== undefined && out === best.out && occasionOf.length >= best.count) return;
    best = {
      count: occasionOf.length,
      occasionOf: Int32Array.from(occasionOf),
      visitOf: visitOf.map((v) => (v < 0 ? -1 : number[v])),
      out,
    };
  };

  /** Tries the visits of the free answer with some removed, at most thirty times. */
  const tryParts = (occasionOf: Int32Array): void => {
    let tries = 30;
    const reached = new Int32Array(words);
    /** Decides about the visits from `at` on, of which `spare` are removed. */
    const take = (at: number, spare: number): void => {
      if (tries <= 0 || spare > occasionOf.length - at || (best !== undefined && best.out <= floor))
        return;
      if (at === occasionOf.length) {
        tries--;
        reachedBy(reached);
        evaluate(reached);
        return;
      }
      if (spare > 0) take(at + 1, spare - 1);
      chosen.push(occasionOf[at]);
      take(at + 1, spare);
      chosen.pop();
    };
    take(0, occasionOf.length - cap);
  };
  /** Tries the necessary visits, with the best others added one by one. */
  const tryExtended = (occasionOf: Int32Array): void => {
    const reached = new Int32Array(words);
    for (const occasion of occasionOf) chosen.push(occasion);
    for (let left = cap - occasionOf.length; left > 0; left--) {
      reachedBy(reached);
      let [best, most] = [-1, -1];
      for (let p = 0; p < occasions; p++) {
        let gain = 0;
        for (let w = 0; w < words; w++)
          for (let word = sets[p * words + w] & ~reached[w]; word !== 0; word &= word - 1)
            gain += weight[w * 32 + lowestBit(word)];
        if (gain > most) {
          most = gain;
          best = p;
        }
      }
      if (best < 0) break;
      chosen.push(best);
    }
    reachedBy(reached);
    evaluate(reached);
    chosen.length = 0;
  };
  floor = Math.max(floor, mustLeaveOut(cap));
  if (packing !== undefined && free !== undefined) {
    if (necessary !== undefined && necessary.length <= cap) tryExtended(necessary);
    tryParts(free.occasionOf);
  }

  const stepsPerNode =
    1 + Math.floor((elements * rowWords + sizeOf(sets, 0, occasions * words)) / wordsPerStep);
  // The first dive is finished even without budget.
  const grace = (2 * elements + cap) * stepsPerNode;
  let spent = false;
  const descend = (left: number): void => {
    budget.steps -= stepsPerNode;
    if (budget.steps < 0) spent = best !== undefined || budget.steps < -grace;
    if (spent || (best !== undefined && best.out <= floor)) return;
    const reached = new Int32Array(words);
    reachedBy(reached);
    let missing = 0;
    let [pressing, fewest] = [-1, occasions + 1];
    for (let i = 0; i < elements; i++) {
      if (hasBit(reached, 0, i)) continue;
      missing += weight[i];
      if (weight[i] > 0) continue;
      let options = 0;
      for (let w = 0; w < rowWords && left > 0; w++)
        options += popcount(rows[i * rowWords + w] & open[w]);
      if (options < fewest) {
        fewest = options;
        pressing = i;
      }
    }
    if (fewest === 0) return;
    const options: { readonly p: number; readonly gain: number }[] = [];
    for (let p = 0; p < occasions; p++) {
      if (!hasBit(open, 0, p) || left === 0) continue;
      let gain = 0;
      for (let w = 0; w < words; w++)
        for (let word = sets[p * words + w] & ~reached[w]; word !== 0; word &= word - 1)
          gain += weight[w * 32 + lowestBit(word)];
      options.push({ p, gain });
    }
    options.sort((a, b) => b.gain - a.gain || a.p - b.p);
    if (best !== undefined) {
      // An optimistic bound: the gains of the best remaining occasions, overlaps ignored.
      let hope = missing;
      for (let k = 0; k < options.length && k < left; k++) hope -= options[k].gain;
      if (hope >= best.out || mustLeaveOut(left) >= best.out) return;
    }
    let candidates = options;
    if (pressing >= 0) candidates = options.filter(({ p }) => hasBit(rows, pressing * rowWords, p));
    else
      candidates = options.filter(
        ({ p, gain }) => gain > 0 || blocks?.reach.some((row) => hasBit(row, 0, p)) === true,
      );
    if (pressing < 0 && candidates.length === 0) {
      evaluate(reached);
      return;
    }
    const tried: number[] = [];
    for (const { p } of candidates) {
      if (spent || (best !== undefined && best.out <= floor)) break;
      chosen.push(p);
      descend(left - 1);
      chosen.pop();
      clearBit(open, 0, p);
      tried.push(p);
    }
    for (const p of tried) setBit(open, 0, p);
  };
  descend(cap);
  if (spent) budget.exhausted = true;
  if (best !== undefined && best.out <= floor) budget.exhausted = false;
  return best;
};
