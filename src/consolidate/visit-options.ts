import { clearBit, hasBit, isEmpty, lowestOf, membersOf, setBit, sizeOf } from './bits';
import type { Component } from './component';
import { containsOption, type OptionStack, pushOption, sortOptions } from './option-stack';

/** Counts the work of a search; when nothing is left the search gives up. */
export interface Budget {
  steps: number;
  /** Set when an enumeration was cut short: what was found is no longer all there is. */
  exhausted: boolean;
}

/** Options kept of one enumeration at most. */
const mostOptions = 4096;

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

/**
 * Why maximal visits suffice: whatever joins a visit leaves another one, and what stays there is still valid, unless a host
 * leaves guests behind that are no visit by themselves (a *critical* host, which may therefore be left out). Maximal sets are
 * enumerated as by Bron & Kerbosch (1973) with a pivot (Tomita et al. 2006); what exceeds a limit together counts as a conflict.
 */
export const visitOptions = (component: Component): VisitOptions => {
  const { terms, size, words, item, compatible, patient, ownedBy, onDay, candidateDays, lastDay, unbroken } = component;
  const { limits, critical } = component;
  const { hosts, domainOf } = terms.table;
  // Depth d has the rows 3d: the visit so far; 3d + 1: what may still join; 3d + 2: what was left out.
  const rows = new Int32Array((size + 2) * 3 * words);
  const blockers = new Int32Array((size + 2) * words);
  const pools = new Int32Array((candidateDays.length + 1) * words);
  const anyCritical = !isEmpty(critical, 0, words);
  // Weight per group, of the visit alone and with all that may still join, for one extension at a time.
  const used = new Float64Array(size);
  const full = new Float64Array(size * Math.max(1, ...limits.map(({ sums }) => sums.length)));

  const addWeights = (row: number, groupOf: Int32Array, weight: Float64Array, to: Float64Array): void => {
    for (let w = 0; w < words; w++)
      for (let word = rows[row + w]; word !== 0; word &= word - 1) {
        const j = w * 32 + 31 - Math.clz32(word & -word);
        to[groupOf[j]] += weight[j];
      }
  };

  const meetsGroup = (row: number, members: Int32Array, group: number): boolean => {
    for (let w = 0; w < words; w++) if ((rows[row + w] & members[group * words + w]) !== 0) return true;
    return false;
  };

  /** Removes from the row those who do not fit the limits beside the visit. */
  const keepWithinLimits = (h: number, visit: number, row: number): void => {
    for (const { groups, groupOf, weight, most } of limits[h].sums) {
      used.fill(0, 0, groups);
      addWeights(visit, groupOf, weight, used);
      for (let w = 0; w < words; w++)
        for (let word = rows[row + w]; word !== 0; word &= word - 1) {
          const bit = word & -word;
          const j = w * 32 + 31 - Math.clz32(bit);
          if (used[groupOf[j]] + weight[j] > most) rows[row + w] ^= bit;
        }
    }
    for (const { groups, members, most } of limits[h].counts) {
      let present = 0;
      for (let g = 0; g < groups; g++) if (meetsGroup(visit, members, g)) present++;
      if (present < most) continue;
      for (let g = 0; g < groups; g++)
        if (!meetsGroup(visit, members, g)) for (let w = 0; w < words; w++) rows[row + w] &= ~members[g * words + w];
    }
  };

  /** Sums into `full` the weight per group of the visit and all that may still join; limit number l starts at l × size. */
  const sumFull = (h: number, base: number): void => {
    const { sums } = limits[h];
    for (let l = 0; l < sums.length; l++) {
      const { groups, groupOf, weight } = sums[l];
      const at = l * size;
      full.fill(0, at, at + groups);
      for (let w = 0; w < words; w++)
        for (let word = rows[base + w] | rows[base + words + w]; word !== 0; word &= word - 1) {
          const j = w * 32 + 31 - Math.clz32(word & -word);
          full[at + groupOf[j]] += weight[j];
        }
    }
  };

  /**
   * Writes to `out` who, of those that may still join, can keep u out of the visit; u itself is not among them. Nobody can where it
   * conflicts with none and its group stays within its limit whoever joins. `full` must be up to date.
   */
  const blockersOf = (h: number, base: number, u: number, out: number): void => {
    const [visit, rest] = [base, base + words];
    const partners = (h * size + u) * words;
    for (let w = 0; w < words; w++) blockers[out + w] = rows[rest + w] & ~compatible[partners + w];
    const { sums, counts } = limits[h];
    for (let l = 0; l < sums.length; l++) {
      const { groupOf, weight, members, most } = sums[l];
      const group = groupOf[u];
      if (full[l * size + group] + (hasBit(rows, rest, u) ? 0 : weight[u]) > most)
        for (let w = 0; w < words; w++) blockers[out + w] |= rows[rest + w] & members[group * words + w];
    }
    for (let l = 0; l < counts.length; l++) {
      const { groups, groupOf, members, most } = counts[l];
      if (meetsGroup(visit, members, groupOf[u])) continue;
      let possible = 0;
      for (let g = 0; g < groups; g++)
        if (g === groupOf[u] || meetsGroup(visit, members, g) || meetsGroup(rest, members, g)) possible++;
      if (possible <= most) continue;
      for (let g = 0; g < groups; g++)
        if (!meetsGroup(visit, members, g))
          for (let w = 0; w < words; w++) blockers[out + w] |= rows[rest + w] & members[g * words + w];
    }
    clearBit(blockers, out, u);
  };

  const canHaveHost = (h: number, visit: number, rest: number): boolean => {
    for (let w = 0; w < words; w++)
      if (((rows[visit + w] | rows[rest + w]) & ownedBy[h * words + w]) !== 0) return true;
    return false;
  };

  const emit = (h: number, visit: number, stack: OptionStack, budget: Budget, floor: number): void => {
    if (stack.count - floor >= mostOptions) budget.exhausted = true;
    else if (canHaveHost(h, visit, visit)) pushOption(stack, words, h, rows, visit, sizeOf(rows, visit, words));
  };

  const extend = (h: number, depth: number, stack: OptionStack, budget: Budget, floor: number): void => {
    const base = depth * 3 * words;
    const [visit, rest, leftOut, child] = [base, base + words, base + 2 * words, base + 3 * words];
    const scratch = depth * words;
    const join = (v: number, from: number, to: number): void => {
      const partners = (h * size + v) * words;
      for (let w = 0; w < words; w++) rows[to + w] = rows[from + w] & compatible[partners + w];
    };
    const include = (v: number): void => {
      for (let w = 0; w < words; w++) rows[child + w] = rows[visit + w];
      setBit(rows, child, v);
      join(v, rest, child + words);
      join(v, leftOut, child + 2 * words);
      keepWithinLimits(h, child, child + words);
      keepWithinLimits(h, child, child + 2 * words);
      extend(h, depth + 1, stack, budget, floor);
    };
    const leaveOut = (v: number): void => {
      clearBit(rows, rest, v);
      for (let w = 0; w < words; w++) rows[rest + w] &= ~patient[v * words + w];
    };

    for (;;) {
      if (--budget.steps < 0) budget.exhausted = true;
      if (budget.exhausted || !canHaveHost(h, visit, rest)) return;
      if (!anyCritical) break;
      let v = -1;
      for (let w = 0; w < words && v < 0; w++) {
        const word = rows[rest + w] & critical[w];
        if (word !== 0) v = w * 32 + 31 - Math.clz32(word & -word);
      }
      if (v < 0) break;
      include(v);
      leaveOut(v);
    }

    // Whom nobody can keep out belongs to every maximal visit; where that is somebody left out, no visit here is maximal.
    sumFull(h, base);
    let joined = false;
    for (let w = 0; w < words; w++)
      for (let word = rows[rest + w]; word !== 0; word &= word - 1) {
        const u = w * 32 + 31 - Math.clz32(word & -word);
        blockersOf(h, base, u, scratch);
        if (!isEmpty(blockers, scratch, words)) continue;
        setBit(rows, visit, u);
        clearBit(rows, rest, u);
        join(u, leftOut, leftOut);
        joined = true;
      }
    if (joined) keepWithinLimits(h, visit, leftOut);
    if (isEmpty(rows, rest, words)) {
      if (isEmpty(rows, leftOut, words)) emit(h, visit, stack, budget, floor);
      return;
    }

    let pivot = -1;
    let fewest = size + 1;
    for (const row of [leftOut, rest])
      for (let w = 0; w < words; w++)
        for (let word = rows[row + w]; word !== 0; word &= word - 1) {
          const u = w * 32 + 31 - Math.clz32(word & -word);
          blockersOf(h, base, u, scratch);
          const count = sizeOf(blockers, scratch, words) + (row === rest ? 1 : 0);
          if (count === 0) return;
          if (count >= fewest) continue;
          fewest = count;
          pivot = u;
        }
    blockersOf(h, base, pivot, scratch);
    const pivotJoins = hasBit(rows, rest, pivot);
    for (const v of [...(pivotJoins ? [pivot] : []), ...membersOf(blockers, scratch, words)]) {
      if (!hasBit(rows, rest, v)) continue;
      include(v);
      if (budget.exhausted) return;
      leaveOut(v);
      setBit(rows, leftOut, v);
    }
  };

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
    rows.fill(0, 0, words);
    setBit(rows, 0, i);
    pushOption(stack, words, domainOf[item[i]], rows, 0, 1);
  };

  return {
    push: (i, bits, within, stack, budget) => {
      const starts = [stack.count];
      for (let h = 0; h < hosts.length; h++) {
        if (hosts[h].eligible[item[i]] === 0) continue;
        const count = poolsOf(h, i, bits, within);
        for (let pool = 0; pool < count; pool++) {
          rows.fill(0, 0, 3 * words);
          setBit(rows, 0, i);
          for (let w = 0; w < words; w++) rows[words + w] = pools[pool * words + w];
          extend(h, 0, stack, budget, starts[0]);
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
        for (let pool = 0; pool < count; pool++) {
          rows.fill(0, 0, words);
          setBit(rows, 0, i);
          for (let w = 0; w < words; w++) rows[words + w] = pools[pool * words + w];
          // A host first, where i is none; then always the most urgent.
          while (!isEmpty(rows, words, words)) {
            let v = -1;
            if (!canHaveHost(h, 0, 0))
              for (let w = 0; w < words && v < 0; w++) {
                const word = rows[words + w] & ownedBy[h * words + w];
                if (word !== 0) v = w * 32 + 31 - Math.clz32(word & -word);
              }
            if (v < 0) v = lowestOf(rows, words, words);
            setBit(rows, 0, v);
            const partners = (h * size + v) * words;
            for (let w = 0; w < words; w++) rows[words + w] &= compatible[partners + w];
            keepWithinLimits(h, 0, words);
          }
          if (canHaveHost(h, 0, 0)) pushOption(stack, words, h, rows, 0, sizeOf(rows, 0, words));
        }
      }
      sortOptions(stack, words, floor);
      if (stack.count === floor) alone(i, stack);
    },
  };
};
