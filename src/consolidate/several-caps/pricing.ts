import type { HostTable } from '../rule-table';

/** An occurrence by one method, with its value at the prices of a relaxation. */
export interface Worth {
  readonly option: number;
  readonly occurrence: number;
  /** Index of the item. */
  readonly item: number;
  readonly value: number;
  /** The caps that count it and that have a price. */
  readonly caps: readonly number[];
}

/** A visit as options, and an upper bound on its gain. */
export interface Priced {
  readonly gain: number;
  readonly options: readonly number[];
}

/** Most caps of an occasion tried both ways, most caps of one group, and most work of filling one. */
const mostTries = 60;
const mostOwn = 6;
const mostFilled = 100_000;

const greatestDivisor = (a: number, b: number): number => (b === 0 ? a : greatestDivisor(b, a % b));

/**
 * The options of most value whose weights are within `most`, by dynamic programming over the weight
 * (Bellman 1957). One option heavier than `most` may stand alone. Where weights are no whole numbers,
 * or too many, the gain is that of parts of options (Dantzig 1957): an upper bound.
 * O(options × most ∕ the greatest common divisor of the weights).
 */
const filled = (
  some: readonly Worth[],
  weightOf: (one: Worth) => number,
  most: number,
): { readonly gain: number; readonly chosen: readonly Worth[] } => {
  let [gain, weight, divisor] = [0, 0, 0];
  for (const one of some) {
    gain += one.value;
    weight += weightOf(one);
    divisor = greatestDivisor(weightOf(one), divisor);
  }
  if (weight <= most || some.length === 1) return { gain, chosen: some };
  let best: { readonly gain: number; readonly chosen: readonly Worth[] } = { gain: 0, chosen: [] };
  for (const one of some) if (one.value > best.gain) best = { gain: one.value, chosen: [one] };
  const light = some.filter((one) => weightOf(one) <= most);
  const units = Math.floor(most / divisor);
  if (!Number.isInteger(divisor) || units * light.length > mostFilled) {
    const byDensity = light.toSorted((a, b) => b.value * weightOf(a) - a.value * weightOf(b));
    const chosen: Worth[] = [];
    let [left, whole, bound] = [most, 0, 0];
    for (const one of byDensity) {
      const own = weightOf(one);
      if (bound === whole) bound += one.value * Math.min(1, left / own);
      if (own > left) continue;
      left -= own;
      whole += one.value;
      chosen.push(one);
    }
    return { gain: Math.max(best.gain, bound), chosen: whole > best.gain ? chosen : best.chosen };
  }
  const values = new Float64Array(units + 1);
  const taken = light.map((one) => {
    const own = weightOf(one) / divisor;
    const isTaken = new Uint8Array(units + 1);
    for (let u = units; u >= own; u--) {
      if (values[u - own] + one.value <= values[u]) continue;
      values[u] = values[u - own] + one.value;
      isTaken[u] = 1;
    }
    return isTaken;
  });
  if (values[units] <= best.gain) return best;
  const chosen: Worth[] = [];
  for (let k = light.length - 1, u = units; k >= 0; k--)
    if (taken[k][u] === 1) {
      chosen.push(light[k]);
      u -= weightOf(light[k]) / divisor;
    }
  return { gain: values[units], chosen };
};

/**
 * The best visit of some options under the first limit of `host`, and an upper bound on its gain.
 * An option is worth its value where all its caps are paid. Caps of several groups of the limit, and
 * caps that share an option, are tried both ways; every other cap is paid where its own group gains
 * by it. `priceOf` is the price of a cap, at most 0.
 */
export const bestPriced = (
  { sums: [limit] }: HostTable,
  options: readonly Worth[],
  priceOf: (cap: number) => number,
): Priced => {
  const groupOf = ({ item }: Worth): number => (limit === undefined ? 0 : limit.group[item]);
  const weightOf = ({ item }: Worth): number => (limit === undefined ? 0 : limit.weight[item]);
  const most = limit === undefined ? 0 : limit.most;

  /** The caps that share an option or lie in several groups, each as often as it is met. */
  const sharedIn = (some: readonly Worth[]): ReadonlyMap<number, number> => {
    const shared = new Map<number, number>();
    const groups = new Map<number, number>();
    for (const one of some)
      for (const c of one.caps) {
        const group = groupOf(one);
        const isShared = one.caps.length > 1 || (groups.get(c) ?? group) !== group;
        groups.set(c, group);
        if (isShared) shared.set(c, (shared.get(c) ?? 0) + 1);
      }
    return shared;
  };

  const bestOfGroup = (some: readonly Worth[]): Priced => {
    const caps = [...new Set(some.flatMap((one) => one.caps))];
    // Caps beyond the first few are free here, and the gain is an upper bound.
    const own = caps.slice(0, mostOwn);
    let best: Priced = { gain: 0, options: [] };
    for (let paid = 2 ** own.length - 1; paid >= 0; paid--) {
      let price = 0;
      for (let k = 0; k < own.length; k++) if ((paid >> k) & 1) price += priceOf(own[k]);
      const open = new Map<number, Worth>();
      for (const one of some) {
        if (one.caps.some((c) => own.includes(c) && ((paid >> own.indexOf(c)) & 1) === 0)) continue;
        const known = open.get(one.occurrence);
        if (known === undefined || known.value < one.value) open.set(one.occurrence, one);
      }
      const { gain, chosen } = filled([...open.values()], weightOf, most);
      if (gain + price > best.gain)
        best = { gain: gain + price, options: chosen.map(({ option }) => option) };
    }
    return best;
  };

  let left = mostTries;
  const bestOf = (some: readonly Worth[]): Priced => {
    const shared = sharedIn(some);
    if (shared.size > 0 && left-- > 0) {
      const [[cap]] = [...shared].sort(([, a], [, b]) => b - a);
      const without = bestOf(some.filter(({ caps }) => !caps.includes(cap)));
      const paying = bestOf(
        some.map((one) => ({ ...one, caps: one.caps.filter((c) => c !== cap) })),
      );
      const gain = paying.gain + priceOf(cap);
      return gain > without.gain ? { ...paying, gain } : without;
    }
    const groups = new Map<number, Worth[]>();
    for (const one of some) {
      // Caps that are shared beyond the tries are paid by none: the gain is an upper bound.
      const own = one.caps.some((c) => shared.has(c))
        ? { ...one, caps: one.caps.filter((c) => !shared.has(c)) }
        : one;
      const known = groups.get(groupOf(one));
      if (known === undefined) groups.set(groupOf(one), [own]);
      else known.push(own);
    }
    let gain = 0;
    const chosen: number[] = [];
    for (const group of groups.values()) {
      const best = bestOfGroup(group);
      gain += best.gain;
      chosen.push(...best.options);
    }
    return { gain, options: chosen };
  };
  return bestOf(options);
};
