import { hasBit, lowestBit, membersOf, setBit, wordsFor } from '../bits';
import type { Question } from '../question';
import { type Cell, cellsOf, type OccasionCells } from './occasion-cells';

/**
 * Finds the dearest visits for prices of elements. Prices are whole numbers of less than 32
 * bits, negative only for hosts.
 */
export interface Pricer {
  /**
   * The highest total price of one visit on the occasion, or an upper bound on it (see
   * `pricerOf`), where that is above `enough`; `members` then hold such a visit.
   * Else a number of at most `enough`.
   */
  readonly dearest: (occasion: number, price: Float64Array, enough: number) => number;
  /** Elements of the last visit found, `size()` of them. */
  readonly members: Int32Array;
  readonly size: () => number;
  /** Units of work so far, some nanoseconds each. */
  readonly work: () => number;
}

/**
 * The largest number of tries of elements in the knapsacks of one occasion; beyond it knapsacks are
 * priced as if elements could be cut.
 */
const mostTried = 20_000;

/** The number of conflicting pairs branched on for one occasion; further ones are ignored. */
const mostBranches = 200;

/** The limit that is finite on the most occasions. */
const tightest = <L extends { readonly mostAt: Float64Array }>(
  limits: readonly L[],
): L | undefined => {
  const finite = ({ mostAt }: L): number =>
    mostAt.filter((most) => most !== Number.POSITIVE_INFINITY).length;
  return limits.reduce<L | undefined>(
    (best, limit) => (best === undefined || finite(limit) > finite(best) ? limit : best),
    undefined,
  );
};

/**
 * The pricer of a question. It is exact for one sum limit and one count limit whose groups contain
 * the groups of the sum limit: a knapsack per group (branch and bound, Horowitz & Sahni 1974),
 * then the best groups; hosts and exceptions by branching. Further limits are ignored, and beyond a
 * fixed size a visit is priced from above: never too low.
 */
export const pricerOf = ({ elements, occasions, sets, packing }: Question): Pricer => {
  const words = wordsFor(elements);
  const sums = packing && tightest(packing.sums);
  const counts = packing && tightest(packing.counts);
  const plans = Array.from({ length: occasions }, (_, p): OccasionCells => {
    const all = membersOf(sets, p * words, words);
    return packing === undefined
      ? {
          cells: [{ members: Int32Array.from(all), room: Number.POSITIVE_INFINITY, group: -1 }],
          alone: [],
          most: Number.POSITIVE_INFINITY,
          groups: 0,
        }
      : cellsOf(packing, all, p, sums, counts);
  });
  const mostCells = plans.reduce((most, { cells }) => Math.max(most, cells.length), 1);

  const members = new Int32Array(elements);
  let size = 0;
  let work = 0;
  const excluded = new Uint8Array(elements);
  // The priced elements of the occasion by cell, in order of price per weight.
  const from = new Int32Array(mostCells + 1);
  const element = new Int32Array(elements);
  const value = new Float64Array(elements);
  const weight = new Float64Array(elements);
  const density = new Float64Array(elements);
  /** Value of the element and all later ones of its cell. */
  const rest = new Float64Array(elements + 1);
  const hosts = new Uint8Array(elements);
  const taken = new Uint8Array(elements);
  /** A copy of `taken` while hosts are tried. */
  const plain = new Uint8Array(elements);
  const cellValue = new Float64Array(mostCells);
  const settled = new Uint8Array(mostCells);
  const stack = new Int32Array(elements);
  const groupValue = new Float64Array(elements);
  const kept = new Uint8Array(elements);

  let best = 0;
  let tried = 0;
  let last = 0;
  let first = 0;
  const descend = (
    k: number,
    depth: number,
    worth: number,
    room: number,
    hosted: boolean,
  ): void => {
    if (hosted && worth > best) {
      best = worth;
      taken.fill(0, first, last);
      for (let d = 0; d < depth; d++) taken[stack[d]] = 1;
    }
    for (let j = k; j < last; j++) {
      if (worth + Math.min(rest[j], room * density[j]) < best + 0.5 || tried > mostTried) return;
      // An element equal to one left out is left out too.
      if (
        weight[j] > room ||
        (j > k &&
          weight[j] === weight[j - 1] &&
          value[j] === value[j - 1] &&
          hosts[j] <= hosts[j - 1])
      )
        continue;
      tried++;
      stack[depth] = j;
      descend(j + 1, depth + 1, worth + value[j], room - weight[j], hosted || hosts[j] === 1);
    }
  };
  /**
   * The value of the best elements of a cell that fit together; with `hosted`, no host is required.
   */
  const knapsack = (c: number, room: number, hosted: boolean, least: number): number => {
    first = from[c];
    last = from[c + 1];
    best = least;
    const before = tried;
    descend(first, 0, 0, room, hosted);
    work += 4 * (tried - before);
    return tried > mostTried ? Math.max(best, cellValue[c]) : best;
  };

  /**
   * Fills the cell with the elements that may be in a visit, and prices it as
   * if the last one could be cut.
   */
  const fill = (
    c: number,
    { members: all, room }: Cell,
    price: Float64Array,
    hostRow: number,
  ): void => {
    let to = from[c];
    for (let k = 0; k < all.length; k++) {
      const i = all[k];
      const host =
        packing !== undefined && hostRow >= 0 && hasBit(packing.hosts, hostRow, i) ? 1 : 0;
      if (excluded[i] === 1 || (price[i] <= 0 && host === 0)) continue;
      const heavy =
        room === Number.POSITIVE_INFINITY || sums === undefined ? 0 : Math.max(0, sums.weight[i]);
      const dense = price[i] <= 0 ? 0 : heavy === 0 ? Number.MAX_VALUE : price[i] / heavy;
      let at = to++;
      while (
        at > from[c] &&
        (density[at - 1] < dense || (density[at - 1] === dense && value[at - 1] < price[i]))
      ) {
        element[at] = element[at - 1];
        value[at] = value[at - 1];
        weight[at] = weight[at - 1];
        density[at] = density[at - 1];
        hosts[at] = hosts[at - 1];
        at--;
      }
      element[at] = i;
      value[at] = price[i];
      weight[at] = heavy;
      density[at] = dense;
      hosts[at] = host;
    }
    from[c + 1] = to;
    work += all.length + 2 * (to - from[c]);
    let left = room;
    let [whole, cut] = [0, -1];
    for (let k = from[c]; k < to; k++) {
      taken[k] = weight[k] <= left && value[k] >= 0 ? 1 : 0;
      if (taken[k] === 1) {
        whole += value[k];
        left -= weight[k];
      } else if (cut < 0 && value[k] > 0) cut = whole + left * density[k];
    }
    settled[c] = cut < whole + 0.5 ? 1 : 0;
    cellValue[c] = settled[c] === 1 ? whole : Math.floor(cut + 0.5);
    for (let k = to - 1, sum = 0; k >= from[c]; k--) {
      sum += Math.max(0, value[k]);
      rest[k] = sum;
    }
  };

  /**
   * The total value of the best groups. Cell `must` is included with value
   * `forced`; −1: none is required.
   */
  const totalOf = (
    { cells, most, groups }: OccasionCells,
    must: number,
    forced: number,
  ): number => {
    let total = 0;
    groupValue.fill(0, 0, groups);
    for (let c = 0; c < cells.length; c++) {
      const worth = c === must ? forced : cellValue[c];
      if (cells[c].group < 0) total += worth;
      else groupValue[cells[c].group] += worth;
    }
    if (groups === 0) return total;
    kept.fill(0, 0, groups);
    let left = most;
    let next = must < 0 ? -1 : cells[must].group;
    for (; left > 0; left--) {
      if (next < 0)
        for (let g = 0; g < groups; g++)
          if (kept[g] === 0 && groupValue[g] > 0 && (next < 0 || groupValue[g] > groupValue[next]))
            next = g;
      if (next < 0) break;
      kept[next] = 1;
      total += groupValue[next];
      next = -1;
    }
    return total;
  };

  /** Writes the taken elements of the kept groups; returns their number. */
  const list = ({ cells, groups }: OccasionCells, out: Int32Array): number => {
    let count = 0;
    for (let c = 0; c < cells.length; c++) {
      if (groups > 0 && cells[c].group >= 0 && kept[cells[c].group] === 0) continue;
      for (let k = from[c]; k < from[c + 1]; k++) if (taken[k] === 1) out[count++] = element[k];
    }
    return count;
  };
  const hasHost = ({ cells, groups }: OccasionCells): boolean => {
    for (let c = 0; c < cells.length; c++) {
      if (groups > 0 && cells[c].group >= 0 && kept[cells[c].group] === 0) continue;
      for (let k = from[c]; k < from[c + 1]; k++) if (taken[k] === 1 && hosts[k] === 1) return true;
    }
    return false;
  };

  /**
   * The price of the dearest visit without the excluded elements, exceptions
   * aside; the cells then hold it.
   */
  const filled = (plan: OccasionCells, p: number, price: Float64Array, enough: number): number => {
    work += 200;
    const { cells } = plan;
    const needsHost = packing?.needsHost[p] === 1;
    for (let c = 0; c < cells.length; c++) fill(c, cells[c], price, needsHost ? p * words : -1);
    let total = totalOf(plan, -1, 0);
    for (let c = 0; c < cells.length && total > enough; c++) {
      if (settled[c] === 1) continue;
      let greedy = 0;
      for (let k = from[c]; k < from[c + 1]; k++) if (taken[k] === 1) greedy += value[k];
      cellValue[c] = knapsack(c, cells[c].room, true, greedy);
      total = totalOf(plan, -1, 0);
    }
    if (total <= enough || !needsHost || hasHost(plan)) return total;
    plain.set(taken);
    let [dearest, host] = [Number.NEGATIVE_INFINITY, -1];
    for (let c = 0; c < cells.length; c++) {
      let any = false;
      for (let k = from[c]; k < from[c + 1]; k++) any ||= hosts[k] === 1;
      if (!any) continue;
      const forced = totalOf(plan, c, knapsack(c, cells[c].room, false, Number.NEGATIVE_INFINITY));
      if (forced > dearest) {
        dearest = forced;
        host = c;
      }
    }
    taken.set(plain);
    if (host < 0) return 0;
    return totalOf(plan, host, knapsack(host, cells[host].room, false, Number.NEGATIVE_INFINITY));
  };

  const inside = new Int32Array(words);
  const scratch = new Int32Array(elements);
  let branches = 0;
  let found = 0;
  /**
   * Two conflicting elements among the first `count` of `scratch`; undefined where there are none.
   */
  const conflictAmong = (count: number, table: number): readonly [number, number] | undefined => {
    if (packing === undefined || table < 0) return undefined;
    inside.fill(0);
    for (let k = 0; k < count; k++) {
      const i = scratch[k];
      const row = (table * elements + i) * words;
      for (let w = 0; w < words; w++) {
        const word = packing.conflicts[row + w] & inside[w];
        if (word !== 0) return [i, w * 32 + lowestBit(word)];
      }
      setBit(inside, 0, i);
    }
    return undefined;
  };
  const search = (plan: OccasionCells, p: number, price: Float64Array): void => {
    const total = filled(plan, p, price, found);
    if (total <= found) return;
    const count = list(plan, scratch);
    const conflict =
      branches < mostBranches ? conflictAmong(count, packing?.conflictsAt[p] ?? -1) : undefined;
    if (conflict === undefined) {
      found = total;
      size = count;
      members.set(scratch.subarray(0, count));
      return;
    }
    branches++;
    for (const out of conflict) {
      excluded[out] = 1;
      search(plan, p, price);
      excluded[out] = 0;
    }
  };

  return {
    dearest: (occasion, price, enough) => {
      branches = 0;
      tried = 0;
      found = enough;
      const plan = plans[occasion];
      for (const i of plan.alone)
        if (price[i] > found) {
          found = price[i];
          size = 1;
          members[0] = i;
        }
      search(plan, occasion, price);
      return found;
    },
    members,
    size: () => size,
    work: () => work,
  };
};
