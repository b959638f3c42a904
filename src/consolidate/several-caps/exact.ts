import {
  type CappedProblem,
  type CappedResult,
  type CappedVisit,
  hostOfVisit,
  joinedBy,
  visitOf,
} from './problem';

/** Largest number of occurrences whose subsets are numbered by bits. */
export const mostExact = 20;

/** What counts: visits of all kinds, or those of one cap. */
export type Priced = (caps: readonly number[]) => number;

/**
 * The best choice under `limits`, by trying every visit of the first occurrence that is left; the
 * best rest is remembered by the occurrences left and the caps' visits left (dynamic programming).
 * Undefined once `budget.steps` are spent, and `infeasible` where protected occurrences do not fit.
 */
export const exactChoice = (
  problem: CappedProblem,
  limits: readonly number[],
  budget: { steps: number },
  mayDrop: boolean,
  priceOf: Priced = () => 1,
): CappedResult | 'infeasible' | undefined => {
  const { own, fallback, must, size, fallen } = problem;
  const n = own.length;
  if (n > mostExact) return undefined;

  interface Option {
    readonly mask: number;
    readonly caps: readonly number[];
    readonly fallback: number;
    readonly price: number;
    readonly visit: CappedVisit;
  }
  /** [first member]: all visits of it and later members. */
  const options: Option[][] = Array.from({ length: n }, () => []);
  const extend = (
    visit: CappedVisit,
    first: number,
    from: number,
    mask: number,
    byFallback: number,
  ): boolean => {
    if (budget.steps-- <= 0) return false;
    if (hostOfVisit(problem, visit) >= 0) {
      const { caps } = visit;
      options[first].push({ mask, caps, fallback: byFallback, price: priceOf(caps), visit });
    }
    for (let k = from; k < n; k++) {
      const joined = joinedBy(problem, visit, k, own[k]);
      if (joined !== undefined && !extend(joined, first, k + 1, mask | (1 << k), byFallback))
        return false;
      if (fallback[k] < 0 || !mayDrop) continue;
      const other = joinedBy(problem, visit, k, fallback[k]);
      if (
        other !== undefined &&
        !extend(other, first, k + 1, mask | (1 << k), byFallback + fallen[k])
      )
        return false;
    }
    return true;
  };
  for (let k = 0; k < n; k++) {
    const alone = visitOf(problem, [k], [own[k]]);
    if (alone !== undefined && !extend(alone, k, k + 1, 1 << k, 0)) return undefined;
    if (fallback[k] < 0 || !mayDrop) continue;
    const other = visitOf(problem, [k], [fallback[k]]);
    if (other !== undefined && !extend(other, k, k + 1, 1 << k, fallen[k])) return undefined;
  }

  const base = size.reduce((sum, one) => sum + one, 1);
  const known = new Map<string, { readonly cost: number; readonly first: Option | undefined }>();
  const left = Int32Array.from(limits, (limit) => Math.min(limit, n));
  /** The least cost of the occurrences in `mask`; Infinity: infeasible, NaN: out of steps. */
  const solve = (mask: number): number => {
    if (mask === 0) return 0;
    const key = `${mask} ${left.join()}`;
    const before = known.get(key);
    if (before !== undefined) return before.cost;
    const first = 31 - Math.clz32(mask & -mask);
    let best = Number.POSITIVE_INFINITY;
    let chosen: Option | undefined;
    if (mayDrop && must[first] === 0) best = size[first] * base * base + solve(mask ^ (1 << first));
    for (const option of options[first]) {
      if ((option.mask & mask) !== option.mask) continue;
      if (budget.steps-- <= 0) return Number.NaN;
      if (option.caps.some((c) => left[c] === 0)) continue;
      for (const c of option.caps) left[c]--;
      const cost = option.fallback * base + option.price + solve(mask ^ option.mask);
      for (const c of option.caps) left[c]++;
      if (Number.isNaN(cost)) return cost;
      if (cost < best) {
        best = cost;
        chosen = option;
      }
    }
    if (Number.isNaN(best)) return best;
    known.set(key, { cost: best, first: chosen });
    return best;
  };
  const all = 2 ** n - 1;
  const cost = solve(all);
  if (Number.isNaN(cost)) return undefined;
  if (cost === Number.POSITIVE_INFINITY) return 'infeasible';
  const made: CappedVisit[] = [];
  for (let mask = all; mask !== 0; ) {
    const step = known.get(`${mask} ${left.join()}`)?.first;
    if (step === undefined) {
      mask &= mask - 1;
      continue;
    }
    made.push(step.visit);
    for (const c of step.caps) left[c]--;
    mask ^= step.mask;
  }
  return {
    made,
    out: Math.floor(cost / (base * base)),
    fallback: Math.floor((cost % (base * base)) / base),
    visits: made.length,
  };
};
