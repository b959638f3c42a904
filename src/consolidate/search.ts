import { isEmpty, lowestOf } from './bits';
import type { Component } from './component';
import type { Budget } from './maximal-visits';
import { optionStack } from './option-stack';
import { visitOptions } from './visit-options';

/** Visits for a set of occurrences: a partition of it. */
export interface Cover {
  readonly count: number;
  /** Occurrences of visit k: the row k × words. */
  readonly bits: Int32Array;
  /** Host of visit k. */
  readonly host: Int32Array;
}

export interface Search {
  /**
   * Visits for the set at row `within` of `bits`, fewer than `limit` of them if there are such; undefined when none were found. It
   * stops early at `target` visits, or when the budget is used up (`budget.exhausted`). Otherwise the answer is exact.
   */
  readonly fewest: (
    bits: Int32Array,
    within: number,
    limit: number,
    target: number,
    budget: Budget,
  ) => Cover | undefined;
  /** A good cover, found by always taking the largest visit for the most urgent occurrence. */
  readonly greedy: (bits: Int32Array, within: number) => Cover;
  /** Occurrences of the set no two of which share a visit: greedily, the most urgent first. Returns their number, and them in `out`. */
  readonly independent: (bits: Int32Array, within: number, out?: number[]) => number;
}

/** Sets whose bound is remembered at most, per search. */
const mostRemembered = 1 << 16;

/**
 * Branch and bound over the visits of the most urgent occurrence. Bound: occurrences no two of which share a visit, or a `bound`
 * that is given; sets seen before are remembered with what was proven of them.
 */
export const searchOf = (
  component: Component,
  bound: (bits: Int32Array, within: number, atLeast: number) => number = () => 0,
): Search => {
  const { words, size, share } = component;
  const options = visitOptions(component);
  const stack = optionStack(words);
  // Row d: what remains to be served at depth d.
  const remaining = new Int32Array((size + 2) * words);
  const left = new Int32Array(words);
  const path = new Int32Array(size + 1);

  const independent = (bits: Int32Array, within: number, out?: number[]): number => {
    let count = 0;
    for (let w = 0; w < words; w++) left[w] = bits[within + w];
    for (let w = 0; w < words; w++)
      while (left[w] !== 0) {
        const bit = left[w] & -left[w];
        const i = w * 32 + 31 - Math.clz32(bit);
        left[w] ^= bit;
        for (let v = w; v < words; v++) left[v] &= ~share[i * words + v];
        count++;
        out?.push(i);
      }
    return count;
  };

  const keyOf = (row: number): number | string => {
    if (words === 1) return remaining[row];
    let key = '';
    for (let w = 0; w < words; w++) key += String.fromCharCode(remaining[row + w] & 0xffff, remaining[row + w] >>> 16);
    return key;
  };

  const coverOf = (count: number): Cover => {
    const cover = { count, bits: new Int32Array(count * words), host: new Int32Array(count) };
    for (let k = 0; k < count; k++) {
      for (let w = 0; w < words; w++) cover.bits[k * words + w] = stack.bits[path[k] * words + w];
      cover.host[k] = stack.host[path[k]];
    }
    return cover;
  };

  const fewest: Search['fewest'] = (bits, within, limit, target, budget) => {
    let best = limit;
    let found: Cover | undefined;
    const remembered = new Map<number | string, number>();
    stack.count = 0;

    const descend = (depth: number): void => {
      const row = depth * words;
      if (isEmpty(remaining, row, words)) {
        best = depth;
        found = coverOf(depth);
        return;
      }
      if (--budget.steps < 0) budget.exhausted = true;
      if (budget.exhausted) return;
      if (depth + independent(remaining, row) >= best) return;
      const key = keyOf(row);
      if (depth + (remembered.get(key) ?? 0) >= best) return;
      if (depth + bound(remaining, row, best - depth) >= best) return;
      const floor = stack.count;
      options.push(lowestOf(remaining, row, words), remaining, row, stack, budget);
      const ceiling = stack.count;
      for (let option = floor; option < ceiling && best > target; option++) {
        for (let w = 0; w < words; w++)
          remaining[row + words + w] = remaining[row + w] & ~stack.bits[option * words + w];
        path[depth] = option;
        descend(depth + 1);
        if (budget.exhausted) break;
      }
      stack.count = floor;
      if (!budget.exhausted && remembered.size < mostRemembered) remembered.set(key, best - depth);
    };

    for (let w = 0; w < words; w++) remaining[w] = bits[within + w];
    descend(0);
    return found;
  };

  const greedy: Search['greedy'] = (bits, within) => {
    let depth = 0;
    stack.count = 0;
    for (let w = 0; w < words; w++) remaining[w] = bits[within + w];
    while (!isEmpty(remaining, 0, words)) {
      const floor = stack.count;
      options.pushGreedy(lowestOf(remaining, 0, words), remaining, 0, stack);
      stack.count = floor + 1;
      path[depth++] = floor;
      for (let w = 0; w < words; w++) remaining[w] &= ~stack.bits[floor * words + w];
    }
    return coverOf(depth);
  };

  return { fewest, greedy, independent };
};
