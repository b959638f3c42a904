import { hasBit, membersOf, wordsFor } from '../bits';
import { isVisit, mayBeAlone } from '../fractional/dive';
import type { CappedChoice, CappedQuestion } from './capped';

/** A question in which some visits do not count against the cap. */
export interface MixedQuestion extends CappedQuestion {
  /** 1 for each occasion whose visits count against the cap. */
  readonly counts: Uint8Array;
}

/**
 * The largest number of elements of a question that is solved by a table of all subsets: 3ⁿ pairs
 * of subsets.
 */
export const mostTabulated = 14;

/** Stands for "no visit" and for "no way to serve the subset". */
const NONE = 255;

/** The best choice of a small question under a cap. */
export type CappedTable = (cap: number) => CappedChoice | undefined;

/**
 * The best choices under caps from 0 to `most`: the least weight left out, then the fewest
 * visits, with at most `cap` counted visits. From a table of all subsets of the elements (dynamic
 * programming, Held & Karp 1962). Exact.
 * O(3ⁿ × most) for n elements, at most {@link mostTabulated}.
 */
export const cappedTable = (question: MixedQuestion, most: number): CappedTable => {
  const { elements, occasions, sets, weight, counts } = question;
  const words = wordsFor(elements);
  const subsets = 2 ** elements;
  /**
   * [subset]: an occasion on which it is one visit, an uncounted one if there is one; −1 for none.
   */
  const occasionAt = new Int16Array(subsets).fill(-1);
  const members = Array.from({ length: subsets }, (_, subset) =>
    Int32Array.from({ length: elements }, (_, i) => i).filter((i) => (subset >> i) & 1),
  );
  const order = Array.from({ length: occasions }, (_, p) => p).sort(
    (a, b) => counts[a] - counts[b] || a - b,
  );
  for (const p of order) {
    const all = membersOf(sets, p * words, words).reduce((subset, i) => subset | (1 << i), 0);
    for (let subset = all; subset > 0; subset = (subset - 1) & all) {
      if (occasionAt[subset] >= 0) continue;
      const own = members[subset];
      if (own.length === 1 ? mayBeAlone(question, own[0], p) : isVisit(question, own, p))
        occasionAt[subset] = p;
    }
  }

  /** [subset]: 1 for a counted visit, 0 for an uncounted one, {@link NONE} for no visit. */
  const countOf = Uint8Array.from(occasionAt, (p) => (p < 0 ? NONE : counts[p]));

  /**
   * [cap × subsets + subset]: fewest visits that serve exactly the subset,
   * with at most `cap` counted ones.
   */
  const fewest = new Uint8Array((most + 1) * subsets).fill(NONE);
  /** [cap × subsets + subset]: the visit of the subset's first element, as a subset. */
  const firstVisit = new Int32Array((most + 1) * subsets);
  for (let cap = 0; cap <= most; cap++) {
    fewest[cap * subsets] = 0;
    for (let subset = 1; subset < subsets; subset++) {
      const low = subset & -subset;
      const at = cap * subsets + subset;
      const others = subset ^ low;
      // The elements that join the first one, from all others down to none.
      for (let joined = others; joined >= 0; joined = joined === 0 ? -1 : (joined - 1) & others) {
        const left = cap - countOf[joined | low];
        if (left < 0) continue;
        const visits = fewest[left * subsets + (others ^ joined)] + 1;
        if (visits >= fewest[at]) continue;
        fewest[at] = visits;
        firstVisit[at] = joined | low;
      }
    }
  }

  const leftOut = Int32Array.from(members, (_, subset) =>
    weight.reduce((sum, one, i) => sum + ((subset >> i) & 1 ? 0 : one), 0),
  );
  const must = weight.reduce((subset, one, i) => (one > 0 ? subset : subset | (1 << i)), 0);
  return (cap) => {
    let best = -1;
    for (let subset = 0; subset < subsets; subset++) {
      const visits = fewest[cap * subsets + subset];
      if (visits === NONE || (subset & must) !== must) continue;
      const known = best < 0 ? NONE : fewest[cap * subsets + best];
      if (
        best < 0 ||
        leftOut[subset] < leftOut[best] ||
        (leftOut[subset] === leftOut[best] && visits < known)
      )
        best = subset;
    }
    if (best < 0) return undefined;
    const visitOf = new Int32Array(elements).fill(-1);
    const occasionOf: number[] = [];
    for (let [subset, left] = [best, cap]; subset > 0; ) {
      const visit = firstVisit[left * subsets + subset];
      for (const i of members[visit]) visitOf[i] = occasionOf.length;
      occasionOf.push(occasionAt[visit]);
      left -= counts[occasionAt[visit]];
      subset ^= visit;
    }
    return {
      count: occasionOf.length,
      occasionOf: Int32Array.from(occasionOf),
      visitOf,
      out: leftOut[best],
    };
  };
};

/**
 * A choice for a question of any size. `served` is the choice for the elements of counted
 * visits; the other elements join its visits by first fit, and the rest get visits
 * of their own. Valid, not exact.
 * O(elements × visits).
 */
export const withOthers = (
  question: MixedQuestion,
  served: CappedChoice,
  others: readonly number[],
  answer: (some: readonly number[]) => Pick<CappedChoice, 'count' | 'occasionOf' | 'visitOf'>,
): CappedChoice => {
  const words = wordsFor(question.elements);
  const visitOf = served.visitOf.slice();
  const occasionOf = Array.from(served.occasionOf);
  const inside: number[][] = occasionOf.map((_, v) =>
    Array.from(visitOf.keys()).filter((i) => visitOf[i] === v),
  );
  const rest: number[] = [];
  for (const i of others) {
    const v = occasionOf.findIndex(
      (p, at) =>
        hasBit(question.sets, p * words, i) &&
        isVisit(question, Int32Array.from([...inside[at], i]), p),
    );
    if (v < 0) rest.push(i);
    else {
      visitOf[i] = v;
      inside[v].push(i);
    }
  }
  if (rest.length === 0) return { ...served, visitOf };
  const own = answer(rest);
  rest.forEach((i, k) => {
    visitOf[i] = occasionOf.length + own.visitOf[k];
  });
  for (const occasion of own.occasionOf) occasionOf.push(occasion);
  return { ...served, count: occasionOf.length, occasionOf: Int32Array.from(occasionOf), visitOf };
};
