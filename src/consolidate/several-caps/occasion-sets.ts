import { addTo } from '../../columns/grouped';
import { type Occasion, occasionsOf } from './occasions';
import type { CappedProblem } from './problem';

/** Occurrences that one cap counts, of which the best choices serve `need` within `most` visits. */
export interface Block {
  readonly counted: readonly number[];
  readonly need: number;
  readonly most: number;
}

/** The least number of occasions that is not refuted, and such occasions where they are found. */
export interface FewestOccasions {
  readonly bound: number;
  /** The occurrences of each occasion. */
  readonly lists?: ReadonlyArray<readonly number[]>;
}

/** Most occasions (bits of one number), sets of a block, and steps of the search and of filling. */
const mostOccasions = 31;
const mostSets = 4000;
const mostSteps = 20_000;
const mostFilled = 500;

const bitsOf = (mask: number): readonly number[] => {
  const bits: number[] = [];
  for (let left = mask; left !== 0; left &= left - 1) bits.push(31 - Math.clz32(left & -left));
  return bits;
};

const sizeOf = (mask: number): number => {
  let size = 0;
  for (let left = mask; left !== 0; left &= left - 1) size++;
  return size;
};

/** The places of occurrences in bins of weights `room`, −1: none; undefined where it is not known. */
type Filling = readonly number[];

/**
 * Puts at least `need` occurrences, the protected ones among them, into bins; `open[k]` are the bins
 * that may hold occurrence k. Undefined: they do not fit. Beyond `mostFilled` steps, or where all fit
 * into any bin, each is put into its first bin.
 */
const filling = (
  open: readonly number[],
  weight: readonly number[],
  room: number,
  must: readonly boolean[],
  need: number,
): Filling | undefined => {
  const first = open.map((bins) => (bins === 0 ? -1 : 31 - Math.clz32(bins & -bins)));
  if (first.filter((bin) => bin >= 0).length < need) return undefined;
  if (open.some((bins, k) => bins === 0 && must[k])) return undefined;
  const order = Array.from(open.keys())
    .filter((k) => open[k] !== 0)
    .sort((a, b) => weight[b] - weight[a]);
  const used = new Map<number, number>();
  let steps = mostFilled;
  const place = new Array<number>(open.length).fill(-1);
  const fill = (at: number, skips: number): boolean => {
    if (at === order.length || steps-- <= 0) return true;
    const k = order[at];
    const own = Math.min(weight[k], room);
    for (const bin of bitsOf(open[k])) {
      const before = used.get(bin) ?? 0;
      if (before + own > room) continue;
      used.set(bin, before + own);
      place[k] = bin;
      if (fill(at + 1, skips)) return true;
      used.set(bin, before);
    }
    place[k] = -1;
    return !must[k] && skips > 0 && fill(at + 1, skips - 1);
  };
  if (!fill(0, order.length - need)) return undefined;
  return steps > 0 ? place : first;
};

/** The occasions, each as often as one group of its limit may need it. */
const withCopies = (
  { hosts, own }: CappedProblem,
  occasions: readonly Occasion[],
): readonly Occasion[] =>
  occasions.flatMap((occasion) => {
    const [limit] = hosts[occasion.host].sums;
    let most = 1;
    if (limit !== undefined) {
      // First fit: never fewer bins than are needed.
      const bins = new Map<number, number[]>();
      for (const k of occasion.options) {
        const [group, weight] = [limit.group[own[k]], limit.weight[own[k]]];
        const used = bins.get(group) ?? [];
        const at = used.findIndex((sum) => sum + weight <= limit.most);
        if (at < 0) used.push(weight);
        else used[at] += weight;
        bins.set(group, used);
        most = Math.max(most, used.length);
      }
    }
    return Array.from({ length: most }, () => occasion);
  });

/** The occasions of a question as bits, and the fillings of a block by a set of them. */
interface Sets {
  readonly occasions: readonly Occasion[];
  /** The occasions that hold each occurrence. */
  readonly holding: Int32Array;
  /** The filling of a block by a set of occasions; undefined where it is not enough. */
  readonly filled: (block: Omit<Block, 'most'>, set: number) => Filling | undefined;
}

/** Undefined where there are too many occasions. */
const setsUnder = (problem: CappedProblem): Sets | undefined => {
  const { hosts, own, must } = problem;
  const occasions = withCopies(problem, occasionsOf(problem, Array.from(own.keys())));
  if (occasions.length > mostOccasions) return undefined;
  const holding = new Int32Array(own.length);
  occasions.forEach(({ options }, o) => {
    for (const k of options) holding[k] |= 1 << o;
  });
  const filled: Sets['filled'] = ({ counted, need }, set) => {
    const [limit] = hosts[occasions[bitsOf(set)[0]].host].sums;
    const isOne =
      limit !== undefined &&
      bitsOf(set).every((o) => {
        const [other] = hosts[occasions[o].host].sums;
        return (
          other !== undefined &&
          other.most === limit.most &&
          counted.every(
            (k) =>
              other.group[own[k]] === other.group[own[counted[0]]] &&
              other.weight[own[k]] === limit.weight[own[k]],
          )
        );
      });
    return filling(
      counted.map((k) => holding[k] & set),
      counted.map((k) => (isOne ? limit.weight[own[k]] : 0)),
      isOne ? limit.most : 0,
      counted.map((k) => must[k] === 1),
      need,
    );
  };
  return { occasions, holding, filled };
};

/** Calls `visit` for every set of at most `most` of some bits, by size; false: there are too many. */
const eachSet = (bits: readonly number[], most: number, visit: (set: number) => void): boolean => {
  let left = mostSets;
  const extend = (set: number, at: number, more: number): boolean => {
    if (more === 0) {
      if (left-- <= 0) return false;
      visit(set);
      return true;
    }
    for (let k = at; k + more <= bits.length; k++)
      if (!extend(set | (1 << bits[k]), k + 1, more - 1)) return false;
    return true;
  };
  for (let size = 1; size <= Math.min(most, bits.length); size++)
    if (!extend(0, 0, size)) return false;
  return true;
};

/**
 * The fewest occasions that hold every occurrence outside the blocks, and of each block the needed
 * number within its limit: a lower bound on the visits of the best choices by the items' own methods.
 * Each block lists its sets of occasions that are enough, with the first limit on sums of its domain;
 * the search adds the set, or the occasion, of a demand with the fewest alternatives, for each number
 * of occasions from `from` on (iterative deepening, Korf 1985). Undefined where there are too many.
 */
export const fewestOccasions = (
  problem: CappedProblem,
  blocks: readonly Block[],
  from: number,
  below: number,
): FewestOccasions | undefined => {
  const { hosts, own } = problem;
  const all = Array.from(own.keys());
  const found = setsUnder(problem);
  if (found === undefined) return undefined;
  const { holding, filled } = found;

  /** The least sets of a block; undefined where there are too many. */
  const setsOf = (block: Block): readonly number[] | undefined => {
    const useful = bitsOf(block.counted.reduce((mask, k) => mask | holding[k], 0));
    const enough: number[] = [];
    const isWhole = eachSet(useful, block.most, (set) => {
      if (!enough.some((one) => (one & set) === one) && filled(block, set) !== undefined)
        enough.push(set);
    });
    return isWhole ? enough : undefined;
  };
  const sets: (readonly number[])[] = [];
  const known: Block[] = [];
  const inBlock = new Uint8Array(own.length);
  for (const { counted } of blocks) for (const k of counted) inBlock[k] = 1;
  // Occurrences that no block limits, of one group that no single occasion may hold.
  const groups = new Map<number, number[]>();
  const [limit] = hosts[0].sums;
  for (const k of all)
    if (inBlock[k] === 0 && limit !== undefined) addTo(groups, limit.group[own[k]], k);
  const heavy = [...groups.values()].filter(
    (group) => group.reduce((sum, k) => sum + limit.weight[own[k]], 0) > limit.most,
  );
  for (const block of [
    ...blocks,
    ...heavy.map((counted) => ({ counted, need: counted.length, most: below - 1 })),
  ]) {
    for (const k of block.counted) inBlock[k] = 1;
    const enough = setsOf(block);
    if (enough !== undefined) {
      known.push(block);
      sets.push(enough);
    } else if (block.need === block.counted.length) {
      // Too many sets: each occurrence by itself is a weaker demand.
      for (const k of block.counted) inBlock[k] = 0;
    }
  }
  const single = all.filter((k) => inBlock[k] === 0);
  const demands: (readonly number[])[] = [
    ...sets,
    ...[...new Set(single.map((k) => holding[k]))].map((mask) => bitsOf(mask).map((o) => 1 << o)),
  ];

  let steps = mostSteps;
  const refuted = new Map<number, number>();
  const search = (chosen: number, more: number): number | undefined => {
    if (steps-- <= 0 || (refuted.get(chosen) ?? -1) >= more) return undefined;
    let fewest: readonly number[] | undefined;
    for (const demand of demands) {
      if (demand.some((set) => (set & ~chosen) === 0)) continue;
      const some = demand.map((set) => set & ~chosen).filter((set) => sizeOf(set) <= more);
      if (fewest === undefined || some.length < fewest.length) fewest = some;
      if (fewest.length === 0) break;
    }
    if (fewest === undefined) return chosen;
    for (const set of new Set(fewest)) {
      const found = search(chosen | set, more - sizeOf(set));
      if (found !== undefined) return found;
    }
    refuted.set(chosen, more);
    return undefined;
  };
  for (let bound = from; bound < below; bound++) {
    const chosen = search(0, bound);
    if (chosen === undefined) {
      if (steps <= 0) return { bound };
      continue;
    }
    const lists = new Map<number, number[]>(bitsOf(chosen).map((o) => [o, []]));
    known.forEach((block, b) => {
      const set = sets[b].find((one) => (one & ~chosen) === 0) ?? 0;
      for (const [at, o] of (filled(block, set) ?? []).entries())
        lists.get(o)?.push(block.counted[at]);
    });
    for (const k of single) lists.get(bitsOf(holding[k] & chosen)[0])?.push(k);
    return { bound, lists: [...lists.values()] };
  }
  return { bound: below };
};

/** What a limited number of occasions can serve. */
export interface MostHeld {
  /** Upper bound on the occurrences served; equal to the number asked for less 1 where none is found. */
  readonly served: number;
  readonly lists?: ReadonlyArray<readonly number[]>;
}

/**
 * The most occurrences of `involved` that `most` occasions serve, if they are at least `atLeast`:
 * branch and bound over the occasions. Of each block it counts the best set within its limit; every
 * other occurrence counts where an occasion holds it. Protected ones must be held.
 * Undefined where there are too many occasions or steps.
 */
export const mostHeld = (
  problem: CappedProblem,
  blocks: ReadonlyArray<Omit<Block, 'need'>>,
  involved: readonly number[],
  most: number,
  atLeast: number,
): MostHeld | undefined => {
  const found = setsUnder(problem);
  if (found === undefined) return undefined;
  const { occasions, holding, filled } = found;
  const inBlock = new Uint8Array(problem.own.length);
  const tables: { readonly counted: readonly number[]; readonly served: Map<number, number> }[] =
    [];
  for (const { counted, most: limit } of blocks) {
    const served = new Map<number, number>();
    const useful = bitsOf(counted.reduce((mask, k) => mask | holding[k], 0));
    const isWhole = eachSet(useful, limit, (set) => {
      let need = counted.filter((k) => (holding[k] & set) !== 0).length;
      while (need > 0 && filled({ counted, need }, set) === undefined) need--;
      if (need > 0) served.set(set, need);
    });
    if (!isWhole) continue;
    tables.push({ counted, served });
    for (const k of counted) inBlock[k] = 1;
  }
  const masks = new Map<number, number>();
  for (const k of involved)
    if (inBlock[k] === 0) masks.set(holding[k], (masks.get(holding[k]) ?? 0) + 1);
  const required = [
    ...new Set(involved.filter((k) => problem.must[k] === 1).map((k) => holding[k])),
  ];
  const popular = new Int32Array(occasions.length);
  for (const k of involved) for (const o of bitsOf(holding[k])) popular[o]++;
  const order = Array.from(popular.keys()).sort((a, b) => popular[b] - popular[a]);
  const after = new Int32Array(order.length + 1);
  for (let at = order.length - 1; at >= 0; at--) after[at] = after[at + 1] | (1 << order[at]);

  const boundOf = (chosen: number, open: number, more: number): number => {
    const reach = more > 0 ? chosen | open : chosen;
    if (required.some((mask) => (mask & reach) === 0)) return -1;
    let bound = 0;
    for (const { served } of tables) {
      let best = 0;
      for (const [set, count] of served)
        if (count > best && (set & ~reach) === 0 && sizeOf(set & ~chosen) <= more) best = count;
      bound += best;
    }
    for (const [mask, count] of masks) if ((mask & reach) !== 0) bound += count;
    return bound;
  };
  let [best, bestSet] = [atLeast - 1, 0];
  let steps = mostSteps / 4;
  const search = (at: number, chosen: number, more: number): boolean => {
    if (steps-- <= 0) return false;
    const bound = boundOf(chosen, after[at], more);
    if (bound <= best) return true;
    if (more === 0 || at === order.length) {
      [best, bestSet] = [bound, chosen];
      return true;
    }
    return search(at + 1, chosen | (1 << order[at]), more - 1) && search(at + 1, chosen, more);
  };
  if (!search(0, 0, most)) return undefined;
  if (bestSet === 0) return { served: best };
  const lists = new Map<number, number[]>(bitsOf(bestSet).map((o) => [o, []]));
  for (const { counted, served } of tables) {
    let [top, need] = [0, 0];
    for (const [set, count] of served)
      if (count > need && (set & ~bestSet) === 0) [top, need] = [set, count];
    if (top === 0) continue;
    for (const [at, o] of (filled({ counted, need }, top) ?? []).entries())
      lists.get(o)?.push(counted[at]);
  }
  for (const k of involved)
    if (inBlock[k] === 0 && (holding[k] & bestSet) !== 0)
      lists.get(bitsOf(holding[k] & bestSet)[0])?.push(k);
  return { served: best, lists: [...lists.values()] };
};
