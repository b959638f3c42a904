import type { Component } from './component';
import type { Cover, Search } from './search';

/** Most visits that are exchanged at once. */
const mostExchanged = 3;

/**
 * Exchanges two, then three visits for one fewer until that is nowhere possible, or the steps are used up (k-swaps: Mustafa & Ray
 * 2010). The exchange itself is an exact search among the occurrences concerned. Never more visits than before.
 */
export const improve = (component: Component, search: Search, cover: Cover, target: number, steps: number): Cover => {
  const { words, share } = component;
  const union = new Int32Array(words);
  let current = cover;
  let left = steps;

  /** reach[k]: occurrences that can share a visit with somebody of visit k. */
  const reachOf = ({ count, bits }: Cover): Int32Array => {
    const reach = new Int32Array(count * words);
    for (let k = 0; k < count; k++)
      for (let w = 0; w < words; w++)
        for (let word = bits[k * words + w]; word !== 0; word &= word - 1) {
          const i = w * 32 + 31 - Math.clz32(word & -word);
          for (let v = 0; v < words; v++) reach[k * words + v] |= share[i * words + v];
        }
    return reach;
  };

  const replaced = ({ count, bits, host }: Cover, out: readonly number[], by: Cover): Cover => {
    const kept = Array.from({ length: count }, (_, k) => k).filter((k) => !out.includes(k));
    const next = {
      count: kept.length + by.count,
      bits: new Int32Array((kept.length + by.count) * words),
      host: new Int32Array(kept.length + by.count),
    };
    kept.forEach((k, at) => {
      next.bits.set(bits.subarray(k * words, (k + 1) * words), at * words);
      next.host[at] = host[k];
    });
    next.bits.set(by.bits, kept.length * words);
    next.host.set(by.host, kept.length);
    return next;
  };

  /** The first exchange of `chosen` and further visits after it that saves one. */
  const exchange = (chosen: readonly number[], reach: Int32Array, most: number): Cover | undefined => {
    const { count, bits } = current;
    for (let k = chosen[chosen.length - 1] + 1; k < count && left > 0; k++) {
      const near = chosen.some((c) => {
        for (let w = 0; w < words; w++) if ((reach[c * words + w] & bits[k * words + w]) !== 0) return true;
        return false;
      });
      if (!near) continue;
      const group = [...chosen, k];
      left--;
      for (let w = 0; w < words; w++) union[w] = group.reduce((all, c) => all | bits[c * words + w], 0);
      if (search.independent(union, 0) < group.length) {
        const budget = { steps: Math.min(left, 500), exhausted: false };
        const given = budget.steps;
        const better = search.fewest(union, 0, group.length, group.length - 1, budget);
        left -= given - Math.max(budget.steps, 0);
        if (better !== undefined) return replaced(current, group, better);
      }
      if (group.length < most) {
        const better = exchange(group, reach, most);
        if (better !== undefined) return better;
      }
    }
    return undefined;
  };

  for (let most = 2; most <= mostExchanged; most++)
    for (let better: Cover | undefined = current; better !== undefined && current.count > target && left > 0; ) {
      const reach = reachOf(current);
      better = undefined;
      for (let k = 0; k < current.count && better === undefined && left > 0; k++) better = exchange([k], reach, most);
      if (better !== undefined) current = better;
    }
  return current;
};
