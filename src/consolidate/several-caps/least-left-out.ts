import { setBit, wordsFor } from '../../cover/bits';
import type { Within } from './choice';
import { mostCovered } from './left-out';
import type { Block } from './occasion-sets';
import { occasionsOf } from './occasions';
import type { Cap, CappedProblem, Cost } from './problem';
import type { Short } from './relaxation';

/** Lower bounds, and the caps without a common occurrence that they come from. */
interface LeftOut extends Pick<Cost, 'out' | 'fallback'> {
  readonly apart: readonly Short[];
  /** Occurrences that these caps leave out, where a best choice of each is known. */
  readonly gone: readonly number[];
  /** Visits within the limits of caps without a common occurrence, each cap by itself. */
  readonly byThemselves: ReadonlyArray<readonly number[]>;
  /** These caps, with the occurrences that they leave no choice about counted as needed. */
  readonly blocks: readonly Block[];
}

/**
 * Lower bounds on the occurrences left out and on those by fallback, in this order. Each cap leaves
 * out what no visits of its limit cover, whatever the other caps do; caps that count no occurrence in
 * common add up.
 */
export const leastLeftOut = (
  problem: CappedProblem,
  caps: readonly Cap[],
  limits: readonly number[],
  within: Within,
  budget: { steps: number },
): LeftOut => {
  const { own, fallback, must } = problem;
  const n = own.length;
  const base = n + 1;
  const found = caps.map(({ counts }, c) => {
    const counted = Array.from(own.keys()).filter((k) => counts(own[k]));
    // A fallback that the cap does not count is always there.
    const [backed, plain]: [number[], number[]] = [[], []];
    for (const k of counted)
      (must[k] === 0 && fallback[k] >= 0 && !counts(fallback[k]) ? backed : plain).push(k);
    if (counted.length <= limits[c])
      return { most: limits[c], backed, plain, gone: [], left: 0, visits: counted.map((k) => [k]) };
    if (backed.length === 0 || plain.every((k) => must[k] === 1)) {
      const kept = within(counted, limits[c]);
      if (kept !== undefined) {
        const there = new Set(kept.flat());
        const gone = counted.filter((k) => !there.has(k));
        const left = gone.length * (backed.length === 0 ? base : 1);
        return { most: limits[c], backed, plain, gone, left, visits: kept };
      }
    }
    const weight = new Float64Array(n);
    for (const k of backed) weight[k] = 1;
    for (const k of plain) weight[k] = must[k] === 1 ? base * base : base;
    const total = weight.reduce((sum, one) => sum + one, 0);
    const options = [...counted, ...plain.flatMap((k) => (fallback[k] >= 0 ? [n + k] : []))];
    const sets = occasionsOf(problem, options).map((occasion) => {
      const set = new Int32Array(wordsFor(n));
      for (const option of occasion.options) setBit(set, 0, option % n);
      return set;
    });
    const left = total - mostCovered(sets, weight, limits[c], budget);
    return { most: limits[c], backed, plain, gone: undefined, left, visits: undefined };
  });
  const taken = new Set<number>();
  const apart: Short[] = [];
  let least = 0;
  const gone: number[] = [];
  const byThemselves: (readonly number[])[] = [];
  const blocks: Block[] = [];
  for (const one of found.toSorted((a, b) => b.left - a.left)) {
    const { backed, plain, left } = one;
    const counted = [...backed, ...plain];
    if (left >= base * base || counted.some((k) => taken.has(k))) continue;
    for (const k of counted) taken.add(k);
    byThemselves.push(...(one.visits ?? []));
    if (counted.length > one.most)
      blocks.push({
        counted,
        need: counted.length - Math.floor(left / base) - (left % base),
        most: one.most,
      });
    if (left <= 0) continue;
    least += left;
    apart.push({ backed, plain, out: Math.floor(left / base), fallback: left % base });
    gone.push(...(one.gone ?? []));
  }
  return {
    out: Math.floor(least / base),
    fallback: least % base,
    apart,
    gone,
    byThemselves,
    blocks,
  };
};
