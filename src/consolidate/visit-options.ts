import { hasBit, lowestOf, setBit } from './bits';
import type { Component } from './component';
import { type Budget, maximalVisits } from './maximal-visits';
import { containsOption, type OptionStack, pushOption, sortOptions } from './option-stack';

/** Lists possible visits of a component; its buffers are its own. */
export interface VisitOptions {
  /**
   * Pushes onto `stack` the visits that contain `i` and otherwise occurrences of the set `within` (a row of `bits`, which includes
   * i) — all those that matter: some fewest set of visits for `within` contains one of them. Largest first; at least one.
   */
  readonly push: (i: number, bits: Int32Array, within: number, stack: OptionStack, budget: Budget) => void;
  /** Pushes one good visit for each host and day that i may be visited on, built greedily. Largest first. */
  readonly pushGreedy: (i: number, bits: Int32Array, within: number, stack: OptionStack) => void;
}

/** The possible visits of an occurrence: under every host that it may be visited by, on every day that matters. */
export const visitOptions = (component: Component): VisitOptions => {
  const { terms, size, words, item, compatible, onDay, candidateDays, lastDay, unbroken, critical } = component;
  const { hosts, domainOf } = terms.table;
  const maximal = maximalVisits(component);
  const pools = new Int32Array((candidateDays.length + 1) * words);
  const single = new Int32Array(words);

  /** The candidate days worth considering for i under host h, as rows of `pools`: no other day allows all of its occurrences too. */
  const poolsOf = (h: number, i: number, bits: Int32Array, within: number): number => {
    const partners = (h * size + i) * words;
    let count = 0;
    const add = (day: number): void => {
      for (let w = 0; w < words; w++)
        pools[count * words + w] = bits[within + w] & compatible[partners + w] & onDay[day * words + w];
      count++;
    };
    // Nobody ends before i: put off until its last day, no visit loses anybody.
    if (unbroken && lowestOf(bits, within, words) === i) add(lastDay[i]);
    else
      for (let day = 0; day < candidateDays.length; day++) {
        if (!hasBit(onDay, day * words, i)) continue;
        add(day);
        for (let other = 0; other < count - 1; other++) {
          let [newOnly, oldOnly] = [0, 0];
          for (let w = 0; w < words; w++) {
            newOnly |= pools[(count - 1) * words + w] & ~pools[other * words + w];
            oldOnly |= pools[other * words + w] & ~pools[(count - 1) * words + w];
          }
          if (newOnly !== 0 && oldOnly !== 0) continue;
          // One contains the other: the larger one stays, at the earlier place.
          if (oldOnly === 0) for (let w = 0; w < words; w++) pools[other * words + w] = pools[(count - 1) * words + w];
          count--;
          break;
        }
      }
    return count;
  };

  /** Whether option b makes option a superfluous: it contains it, and leaves no critical host the choice less. */
  const supersedes = (stack: OptionStack, b: number, a: number): boolean => {
    if (stack.size[b] < stack.size[a] || !containsOption(stack, words, b, a)) return false;
    if (stack.size[b] === stack.size[a]) return b < a;
    for (let w = 0; w < words; w++)
      if ((stack.bits[b * words + w] & ~stack.bits[a * words + w] & critical[w]) !== 0) return false;
    return true;
  };

  /** Removes options that another enumeration's option contains (one enumeration has no such pair), then sorts. */
  const tidy = (stack: OptionStack, starts: readonly number[]): void => {
    const superseded: number[] = [];
    for (let s = 0; s + 1 < starts.length; s++)
      for (let a = starts[s]; a < starts[s + 1]; a++)
        for (let b = starts[0]; b < stack.count; b++) {
          if (b === starts[s]) b = starts[s + 1];
          if (b >= stack.count) break;
          if (!supersedes(stack, b, a)) continue;
          superseded.push(a);
          break;
        }
    for (const a of superseded) stack.size[a] = 0;
    sortOptions(stack, words, starts[0]);
  };

  const alone = (i: number, stack: OptionStack): void => {
    single.fill(0);
    setBit(single, 0, i);
    pushOption(stack, words, domainOf[item[i]], single, 0, 1);
  };

  return {
    push: (i, bits, within, stack, budget) => {
      const starts = [stack.count];
      for (let h = 0; h < hosts.length; h++) {
        if (hosts[h].eligible[item[i]] === 0) continue;
        const count = poolsOf(h, i, bits, within);
        for (let pool = 0; pool < count; pool++) {
          maximal.push(h, i, pools, pool * words, stack, budget);
          starts.push(stack.count);
        }
      }
      tidy(stack, starts);
      // Cut short before anything was found: alone, everybody can be visited.
      if (stack.count === starts[0]) alone(i, stack);
    },
    pushGreedy: (i, bits, within, stack) => {
      const floor = stack.count;
      for (let h = 0; h < hosts.length; h++) {
        if (hosts[h].eligible[item[i]] === 0) continue;
        const count = poolsOf(h, i, bits, within);
        for (let pool = 0; pool < count; pool++) maximal.pushOne(h, i, pools, pool * words, stack);
      }
      sortOptions(stack, words, floor);
      if (stack.count === floor) alone(i, stack);
    },
  };
};
