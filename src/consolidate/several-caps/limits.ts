import type { Free } from './choice';
import { exactChoice, mostExact } from './exact';
import { type Cap, type CappedProblem, restricted } from './problem';

/** A cap with its limit. */
export interface Limited {
  readonly cap: Cap;
  readonly most: number;
  /** Lower bound on the limit; equal where it is proven. */
  readonly least: number;
}

/** The limits of the caps, in their order (model §6). */
export const limitsOf = (
  caps: readonly Cap[],
  problem: CappedProblem,
  free: Free,
  budget: { steps: number },
): readonly Limited[] => {
  const protectedOnes = Array.from(problem.own.keys()).filter((k) => problem.must[k] === 1);
  const found: Limited[] = [];
  caps.forEach((cap, c) => {
    const counted = protectedOnes.filter((k) => cap.counts(problem.own[k]));
    if (counted.length <= cap.most) {
      found.push({ cap, most: cap.most, least: cap.most });
      return;
    }
    if (protectedOnes.length <= mostExact) {
      const alone = restricted(problem, protectedOnes);
      const before = found.map(({ most }) => most);
      const best = exactChoice(
        { ...alone, capsOf: (item) => problem.capsOf(item).filter((other) => other <= c) },
        [...before, Number.POSITIVE_INFINITY],
        budget,
        false,
        (counting) => (counting.includes(c) ? 1 : 0),
      );
      if (best !== undefined && best !== 'infeasible') {
        const needed = best.made.filter(({ items }) => items.some(cap.counts)).length;
        const most = Math.max(cap.most, needed);
        found.push({ cap, most, least: most });
        return;
      }
    }
    const { visits, lowerBound } = free(counted, problem.own);
    const most = Math.max(cap.most, visits.length);
    found.push({ cap, most, least: Math.max(cap.most, Math.min(lowerBound, most)) });
  });
  return found;
};
