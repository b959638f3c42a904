import type { Free } from './choice';
import { exactChoice, mostExact } from './exact';
import { type Cap, type CappedProblem, restricted, usedBy } from './problem';

/** A cap with its limit. */
export interface Limited {
  readonly cap: Cap;
  readonly most: number;
  /** Lower bound on the limit; equal where it is proven. */
  readonly least: number;
}

/**
 * Occurrences of which no two can share a visit, whoever else takes part: they have no day in common,
 * or are in one list. The earliest are taken first. O(occurrences²).
 */
const apartIn = ({ days, listsOf }: CappedProblem, some: readonly number[]): number => {
  const isApart = (a: number, b: number): boolean =>
    listsOf[a].some((list) => listsOf[b].includes(list)) ||
    days[a].every((word, w) => (word & days[b][w]) === 0);
  const chosen: number[] = [];
  for (const k of some) if (chosen.every((other) => isApart(k, other))) chosen.push(k);
  return chosen.length;
};

/**
 * The limits of the caps, in their order (model §6): at least `max`, and the fewest visits that count
 * for the cap in a plan of the protected occurrences that keeps the limits before it.
 */
export const limitsOf = (
  caps: readonly Cap[],
  problem: CappedProblem,
  free: Free,
  budget: { steps: number },
): readonly Limited[] => {
  const { own, must, hosts } = problem;
  const protectedOnes = Array.from(own.keys()).filter((k) => must[k] === 1);
  const found: Limited[] = [];
  for (const [c, cap] of caps.entries()) {
    const add = (needed: number, least = needed): void => {
      const most = Math.max(cap.most, needed);
      found.push({ cap, most, least: Math.min(most, Math.max(cap.least ?? cap.most, least)) });
    };
    const counted = protectedOnes.filter((k) => cap.counts(own[k]));
    if (counted.length <= cap.most) {
      add(0);
      continue;
    }
    // Another domain's occurrence, which is not counted, may host some of the counted ones.
    const isWhole = counted.length === protectedOnes.length;
    const isBound = isWhole || hosts.every(({ critical }) => !critical);
    const { visits, lowerBound } = free(counted, own);
    const least = Math.max(isBound ? lowerBound : 0, apartIn(problem, counted));
    const items = visits.map((members) => ({ items: members.map((k) => own[k]) }));
    const isExact = visits.length === least;
    // Occurrences that no cap before counts have visits of their own, beside any plan of the others.
    const isApart = counted.every((k) => found.every(({ cap: before }) => !before.counts(own[k])));
    const keepsAll =
      isWhole &&
      usedBy(
        found.map((one) => one.cap),
        items,
      ).every((used, b) => used <= found[b].most);
    if (isExact && (isApart || keepsAll)) {
      add(visits.length);
      continue;
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
        add(best.made.filter(({ items: some }) => some.some(cap.counts)).length);
        continue;
      }
    }
    add(visits.length, least);
  }
  return found;
};
