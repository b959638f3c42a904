import { clearBit, hasBit, isEmpty, lowestOf, membersOf, setBit, sizeOf } from './bits';
import type { Component } from './component';
import { type OptionStack, pushOption } from './option-stack';

/** Counts the work of a search; when nothing is left the search gives up. */
export interface Budget {
  steps: number;
  /** Set when an enumeration was cut short: what was found is no longer all there is. */
  exhausted: boolean;
}

/** Options kept of one enumeration at most. */
const mostOptions = 4096;

/** Visits of a component that nobody can join any more; its buffers are its own. */
export interface MaximalVisits {
  /** Pushes those of host h that contain `i` and otherwise only occurrences of the pool (a row of `pools`), which all can be with i. */
  readonly push: (h: number, i: number, pools: Int32Array, pool: number, stack: OptionStack, budget: Budget) => void;
  /** Pushes one of them, found by letting the most urgent join first; none where no host item can be in it. */
  readonly pushOne: (h: number, i: number, pools: Int32Array, pool: number, stack: OptionStack) => void;
}

/**
 * Why maximal visits suffice: whatever joins a visit leaves another one, and what stays there is still valid, unless a host
 * leaves guests behind that are no visit by themselves (a *critical* host, which may therefore be left out). Maximal sets are
 * enumerated as by Bron & Kerbosch (1973) with a pivot (Tomita et al. 2006); what exceeds a limit together counts as a conflict.
 */
export const maximalVisits = ({
  size,
  words,
  compatible,
  patient,
  ownedBy,
  limits,
  critical,
}: Component): MaximalVisits => {
  // Depth d has the rows 3d: the visit so far; 3d + 1: what may still join; 3d + 2: what was left out.
  const rows = new Int32Array((size + 2) * 3 * words);
  const blockers = new Int32Array((size + 2) * words);
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

  /** Writes to `to` those of the row `from` who can be with v. */
  const keepPartners = (h: number, v: number, from: number, to: number): void => {
    const partners = (h * size + v) * words;
    for (let w = 0; w < words; w++) rows[to + w] = rows[from + w] & compatible[partners + w];
  };

  /** Explores the visits with v one depth further down. */
  const include = (h: number, v: number, depth: number, stack: OptionStack, budget: Budget, floor: number): void => {
    const base = depth * 3 * words;
    const child = base + 3 * words;
    for (let w = 0; w < words; w++) rows[child + w] = rows[base + w];
    setBit(rows, child, v);
    keepPartners(h, v, base + words, child + words);
    keepPartners(h, v, base + 2 * words, child + 2 * words);
    keepWithinLimits(h, child, child + words);
    keepWithinLimits(h, child, child + 2 * words);
    extend(h, depth + 1, stack, budget, floor);
  };

  /** From now on without v, and without those who are like v but more patient. */
  const leaveOut = (v: number, rest: number): void => {
    clearBit(rows, rest, v);
    for (let w = 0; w < words; w++) rows[rest + w] &= ~patient[v * words + w];
  };

  /** The first critical occurrence that may still join; −1 where there is none. */
  const firstCritical = (rest: number): number => {
    for (let w = 0; w < words; w++) {
      const word = rows[rest + w] & critical[w];
      if (word !== 0) return w * 32 + 31 - Math.clz32(word & -word);
    }
    return -1;
  };

  /** Lets join whom nobody can keep out: such an occurrence belongs to every maximal visit. */
  const joinUnopposed = (h: number, base: number, scratch: number): void => {
    const [visit, rest, leftOut] = [base, base + words, base + 2 * words];
    let joined = false;
    for (let w = 0; w < words; w++)
      for (let word = rows[rest + w]; word !== 0; word &= word - 1) {
        const u = w * 32 + 31 - Math.clz32(word & -word);
        blockersOf(h, base, u, scratch);
        if (!isEmpty(blockers, scratch, words)) continue;
        setBit(rows, visit, u);
        clearBit(rows, rest, u);
        keepPartners(h, u, leftOut, leftOut);
        joined = true;
      }
    if (joined) keepWithinLimits(h, visit, leftOut);
  };

  /** Whom fewest can keep out, themselves counted where they may still join; −1: nobody can keep out somebody left out. */
  const pivotOf = (h: number, base: number, scratch: number): number => {
    let pivot = -1;
    let fewest = size + 1;
    for (let part = 2; part >= 1; part--)
      for (let w = 0; w < words; w++)
        for (let word = rows[base + part * words + w]; word !== 0; word &= word - 1) {
          const u = w * 32 + 31 - Math.clz32(word & -word);
          blockersOf(h, base, u, scratch);
          const count = sizeOf(blockers, scratch, words) + (part === 1 ? 1 : 0);
          if (count === 0) return -1;
          if (count >= fewest) continue;
          fewest = count;
          pivot = u;
        }
    return pivot;
  };

  const extend = (h: number, depth: number, stack: OptionStack, budget: Budget, floor: number): void => {
    const base = depth * 3 * words;
    const [visit, rest, leftOut] = [base, base + words, base + 2 * words];
    const scratch = depth * words;
    for (;;) {
      if (--budget.steps < 0) budget.exhausted = true;
      if (budget.exhausted || !canHaveHost(h, visit, rest)) return;
      const v = anyCritical ? firstCritical(rest) : -1;
      if (v < 0) break;
      include(h, v, depth, stack, budget, floor);
      leaveOut(v, rest);
    }
    sumFull(h, base);
    joinUnopposed(h, base, scratch);
    if (isEmpty(rows, rest, words)) {
      if (isEmpty(rows, leftOut, words)) emit(h, visit, stack, budget, floor);
      return;
    }
    const pivot = pivotOf(h, base, scratch);
    if (pivot < 0) return;
    blockersOf(h, base, pivot, scratch);
    if (hasBit(rows, rest, pivot)) setBit(blockers, scratch, pivot);
    for (const v of membersOf(blockers, scratch, words)) {
      if (!hasBit(rows, rest, v)) continue;
      include(h, v, depth, stack, budget, floor);
      if (budget.exhausted) return;
      leaveOut(v, rest);
      setBit(rows, leftOut, v);
    }
  };

  const start = (i: number, pools: Int32Array, pool: number): void => {
    rows.fill(0, 0, 3 * words);
    setBit(rows, 0, i);
    for (let w = 0; w < words; w++) rows[words + w] = pools[pool + w];
  };

  /** A host item, where the visit has none yet; else the most urgent. */
  const nextToJoin = (h: number): number => {
    if (!canHaveHost(h, 0, 0))
      for (let w = 0; w < words; w++) {
        const word = rows[words + w] & ownedBy[h * words + w];
        if (word !== 0) return w * 32 + 31 - Math.clz32(word & -word);
      }
    return lowestOf(rows, words, words);
  };

  return {
    push: (h, i, pools, pool, stack, budget) => {
      start(i, pools, pool);
      extend(h, 0, stack, budget, stack.count);
    },
    pushOne: (h, i, pools, pool, stack) => {
      start(i, pools, pool);
      while (!isEmpty(rows, words, words)) {
        const v = nextToJoin(h);
        setBit(rows, 0, v);
        keepPartners(h, v, words, words);
        keepWithinLimits(h, 0, words);
      }
      if (canHaveHost(h, 0, 0)) pushOption(stack, words, h, rows, 0, sizeOf(rows, 0, words));
    },
  };
};
