import { clearBit, hasBit, isEmpty, lowestOf, membersOf, setBit, sizeOf } from './bits';
import type { Component } from './component';

/** A growing list of possible visits; used as a stack by the search. */
export interface OptionStack {
  /** Occurrences of option k: the row k × words. */
  bits: Int32Array;
  /** Host of option k. */
  host: Int32Array;
  /** Number of occurrences of option k. */
  size: Int32Array;
  count: number;
}

/** Counts the work of a search; when nothing is left the search gives up. */
export interface Budget {
  steps: number;
  /** Set when an enumeration was cut short: what was found is no longer all there is. */
  exhausted: boolean;
}

/** Options kept of one enumeration at most. */
const mostOptions = 2048;

/** Lists possible visits of a component; its buffers are its own. */
export interface VisitOptions {
  /**
   * Pushes onto `stack` the visits that contain `i` and otherwise occurrences of the set `within` (a row of `bits`, which includes
   * i) — all those that matter: some fewest set of visits for `within` contains one of them. Largest first.
   */
  readonly push: (i: number, bits: Int32Array, within: number, stack: OptionStack, budget: Budget) => void;
}

export const optionStack = (words: number): OptionStack => ({
  bits: new Int32Array(64 * words),
  host: new Int32Array(64),
  size: new Int32Array(64),
  count: 0,
});

const grow = (stack: OptionStack, words: number): void => {
  if ((stack.count + 1) * words <= stack.bits.length && stack.count < stack.host.length) return;
  const larger = (old: Int32Array): Int32Array => {
    const next = new Int32Array(old.length * 2);
    next.set(old);
    return next;
  };
  stack.bits = larger(stack.bits);
  stack.host = larger(stack.host);
  stack.size = larger(stack.size);
};

/**
 * Why maximal visits suffice: whatever joins a visit leaves another one, and what stays there is still valid, unless a host
 * leaves guests behind that are no visit by themselves (a *critical* host, which may therefore be left out). Maximal sets are
 * enumerated as by Bron & Kerbosch (1973) with a pivot (Tomita et al. 2006), limits counted as if they were conflicts.
 */
export const visitOptions = (component: Component): VisitOptions => {
  const { terms, size, words, item, compatible, patient, ownedBy, onDay, candidateDays, lastDay, unbroken } = component;
  const { hosts, domainOf } = terms.table;
  // Row 3d: the visit so far; 3d + 1: what may still join; 3d + 2: what was left out, for depth d.
  const rows = new Int32Array((size + 2) * 3 * words);
  const blockers = new Int32Array((size + 2) * words);
  const pools = new Int32Array((candidateDays.length + 1) * words);
  const hostIsCritical = hosts.map(({ critical }) => critical);
  const isCritical = (i: number): boolean => hostIsCritical[domainOf[item[i]]];
  const anyCritical = hostIsCritical.some(Boolean);

  /** Sum of the weights of row's members in one group. */
  const sumIn = (row: number, group: Int32Array, weight: Float64Array, g: number): number => {
    let sum = 0;
    for (let w = 0; w < words; w++)
      for (let word = rows[row + w]; word !== 0; word &= word - 1) {
        const j = item[w * 32 + 31 - Math.clz32(word & -word)];
        if (group[j] === g) sum += weight[j];
      }
    return sum;
  };

  const groupsIn = (row: number, group: Int32Array, also = -1): Set<number> => {
    const groups = new Set<number>(membersOf(rows, row, words).map((j) => group[item[j]]));
    if (also >= 0) groups.add(group[item[also]]);
    return groups;
  };

  /** Keeps in `to` those of `from` that can be with v and with the visit at `visit` (v included). */
  const keepFitting = (h: number, visit: number, v: number, from: number, to: number): void => {
    const { sums, counts } = hosts[h];
    const partners = (h * size + v) * words;
    for (let w = 0; w < words; w++) rows[to + w] = rows[from + w] & compatible[partners + w];
    for (const { group, weight, most } of sums) {
      const g = group[item[v]];
      const used = sumIn(visit, group, weight, g);
      for (let w = 0; w < words; w++)
        for (let word = rows[to + w]; word !== 0; word &= word - 1) {
          const j = w * 32 + 31 - Math.clz32(word & -word);
          if (group[item[j]] === g && used + weight[item[j]] > most) clearBit(rows, to, j);
        }
    }
    for (const { group, most } of counts) {
      const groups = groupsIn(visit, group);
      if (groups.size < most) continue;
      for (const j of membersOf(rows, to, words)) if (!groups.has(group[item[j]])) clearBit(rows, to, j);
    }
  };

  /** Whether the union of the rows keeps to the limits and its second row to the pairwise rules. */
  const fitsWhole = (h: number, visit: number, rest: number): boolean => {
    const { sums, counts } = hosts[h];
    const joining = membersOf(rows, rest, words);
    for (const j of joining)
      for (let w = 0; w < words; w++) {
        const others = rows[rest + w] & ~compatible[(h * size + j) * words + w];
        if (others !== 0 && (w !== j >> 5 || others !== 1 << (j & 31))) return false;
      }
    for (const { group, weight, most } of sums)
      for (const j of joining) {
        const g = group[item[j]];
        if (sumIn(visit, group, weight, g) + sumIn(rest, group, weight, g) > most) return false;
      }
    for (const { group, most } of counts)
      if (new Set([...groupsIn(visit, group), ...groupsIn(rest, group)]).size > most) return false;
    return true;
  };

  /** Writes to `out` those whose presence can keep u out of a visit grown from depth `base`; returns their number. */
  const blockersOf = (h: number, base: number, u: number, out: number): number => {
    const { sums, counts } = hosts[h];
    const [visit, rest] = [base, base + words];
    const partners = (h * size + u) * words;
    for (let w = 0; w < words; w++) blockers[out + w] = rows[rest + w] & ~compatible[partners + w];
    for (const { group, weight, most } of sums) {
      const g = group[item[u]];
      const all = sumIn(visit, group, weight, g) + sumIn(rest, group, weight, g);
      if ((hasBit(rows, rest, u) ? all : all + weight[item[u]]) <= most) continue;
      for (const j of membersOf(rows, rest, words)) if (group[item[j]] === g) setBit(blockers, out, j);
    }
    for (const { group, most } of counts) {
      const groups = groupsIn(visit, group);
      const g = group[item[u]];
      if (groups.has(g) || new Set([...groups, ...groupsIn(rest, group), g]).size <= most) continue;
      for (const j of membersOf(rows, rest, words)) if (!groups.has(group[item[j]])) setBit(blockers, out, j);
    }
    if (hasBit(rows, rest, u)) setBit(blockers, out, u);
    return sizeOf(blockers, out, words);
  };

  const emit = (h: number, row: number, stack: OptionStack, budget: Budget, floor: number): void => {
    let hosted = 0;
    for (let w = 0; w < words; w++) hosted |= rows[row + w] & ownedBy[h * words + w];
    if (hosted === 0) return;
    if (stack.count - floor >= mostOptions) {
      budget.exhausted = true;
      return;
    }
    grow(stack, words);
    for (let w = 0; w < words; w++) stack.bits[stack.count * words + w] = rows[row + w];
    stack.host[stack.count] = h;
    stack.size[stack.count++] = sizeOf(rows, row, words);
  };

  const canHaveHost = (h: number, visit: number, rest: number): boolean => {
    for (let w = 0; w < words; w++) if (((rows[visit + w] | rows[rest + w]) & ownedBy[h * words + w]) !== 0) return true;
    return false;
  };

  const extend = (h: number, depth: number, stack: OptionStack, budget: Budget, floor: number): void => {
    const base = depth * 3 * words;
    const [visit, rest, leftOut] = [base, base + words, base + 2 * words];
    const child = base + 3 * words;
    const include = (v: number): void => {
      for (let w = 0; w < words; w++) rows[child + w] = rows[visit + w];
      setBit(rows, child, v);
      keepFitting(h, child, v, rest, child + words);
      clearBit(rows, child + words, v);
      keepFitting(h, child, v, leftOut, child + 2 * words);
      extend(h, depth + 1, stack, budget, floor);
    };
    const leaveOut = (v: number): void => {
      clearBit(rows, rest, v);
      for (let w = 0; w < words; w++) rows[rest + w] &= ~patient[v * words + w];
    };

    if (--budget.steps < 0) budget.exhausted = true;
    if (budget.exhausted || !canHaveHost(h, visit, rest)) return;
    const critical = anyCritical ? membersOf(rows, rest, words).find(isCritical) : undefined;
    if (critical !== undefined) {
      include(critical);
      leaveOut(critical);
      extend(h, depth, stack, budget, floor);
      return;
    }
    if (isEmpty(rows, rest, words)) {
      if (isEmpty(rows, leftOut, words)) emit(h, visit, stack, budget, floor);
      return;
    }
    // The pivot: whoever fewest can keep out. Somebody left out whom nobody can keep out any more: no visit here is maximal.
    const found = depth * words;
    const scratch = (depth + 1) * words;
    let fewest = Number.POSITIVE_INFINITY;
    if (isEmpty(rows, leftOut, words) && fitsWhole(h, visit, rest)) {
      for (let w = 0; w < words; w++) rows[visit + w] |= rows[rest + w];
      emit(h, visit, stack, budget, floor);
      return;
    }
    for (const row of [leftOut, rest])
      for (const u of membersOf(rows, row, words)) {
        const count = blockersOf(h, base, u, scratch);
        if (count >= fewest) continue;
        if (count === 0) return;
        fewest = count;
        for (let w = 0; w < words; w++) blockers[found + w] = blockers[scratch + w];
      }
    for (const v of membersOf(blockers, found, words)) {
      if (!hasBit(rows, rest, v)) continue;
      include(v);
      leaveOut(v);
      setBit(rows, leftOut, v);
      if (budget.exhausted) return;
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
    const earliest = lowestOf(bits, within, words) === i;
    // Nobody ends before i: put off until its last day, no visit loses anybody.
    if (unbroken && earliest) add(lastDay[i]);
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

  /** Removes options that another one contains, then sorts by size, largest first. */
  const tidy = (stack: OptionStack, floor: number): void => {
    let kept = floor;
    for (let a = floor; a < stack.count; a++) {
      let redundant = false;
      for (let b = floor; b < stack.count && !redundant; b++) {
        if (a === b || stack.size[b] < stack.size[a] || (stack.size[b] === stack.size[a] && b > a)) continue;
        let [missing, criticalExtra] = [0, false];
        for (let w = 0; w < words; w++) missing |= stack.bits[a * words + w] & ~stack.bits[b * words + w];
        if (missing !== 0) continue;
        if (anyCritical && stack.size[a] < stack.size[b])
          criticalExtra = membersOf(stack.bits, b * words, words).some(
            (j) => isCritical(j) && !hasBit(stack.bits, a * words, j),
          );
        redundant = !criticalExtra;
      }
      // Compared with all, also those dropped before: what contains them contains this one as well.
      if (redundant) stack.size[a] = -stack.size[a];
    }
    for (let a = floor; a < stack.count; a++) {
      if (stack.size[a] < 0) continue;
      for (let w = 0; w < words; w++) stack.bits[kept * words + w] = stack.bits[a * words + w];
      stack.host[kept] = stack.host[a];
      stack.size[kept++] = stack.size[a];
    }
    stack.count = kept;
    // Insertion sort: stable, and the lists are short.
    for (let a = floor + 1; a < kept; a++)
      for (let b = a; b > floor && stack.size[b - 1] < stack.size[b]; b--) {
        for (let w = 0; w < words; w++) {
          const word = stack.bits[b * words + w];
          stack.bits[b * words + w] = stack.bits[(b - 1) * words + w];
          stack.bits[(b - 1) * words + w] = word;
        }
        [stack.host[b], stack.host[b - 1]] = [stack.host[b - 1], stack.host[b]];
        [stack.size[b], stack.size[b - 1]] = [stack.size[b - 1], stack.size[b]];
      }
  };

  return {
    push: (i, bits, within, stack, budget) => {
      const floor = stack.count;
      for (let h = 0; h < hosts.length; h++) {
        if (hosts[h].eligible[item[i]] === 0) continue;
        const count = poolsOf(h, i, bits, within);
        for (let pool = 0; pool < count; pool++) {
          rows.fill(0, 0, 3 * words);
          setBit(rows, 0, i);
          for (let w = 0; w < words; w++) rows[words + w] = pools[pool * words + w];
          extend(h, 0, stack, budget, floor);
        }
      }
      tidy(stack, floor);
      if (stack.count > floor) return;
      // Cut short before anything was found: alone, everybody can be visited.
      rows.fill(0, 0, words);
      setBit(rows, 0, i);
      emit(domainOf[item[i]], 0, stack, budget, floor);
    },
  };
};
