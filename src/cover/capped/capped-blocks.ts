import { hasBit } from '../bits';
import { type Budget, packerOf, reachOf } from '../packing';
import type { Packing, Question } from '../question';
import { roomOf } from '../room';

/** The result of packing a block into some visits. */
export interface PackedBlock {
  /**
   * Weight left out; Infinity where it is `limit` or more, or where elements that
   * must be served have no room.
   */
  readonly out: number;
  readonly limit: number;
  /** Index of each member's visit among the chosen ones; −1: left out. */
  readonly visits: Int32Array;
}

/** The blocks of a question in which elements may be left out. */
export interface CappedBlocks {
  readonly count: number;
  readonly members: ReadonlyArray<readonly number[]>;
  /** [block]: the occasions, as bits, that serve some of its elements. */
  readonly reach: readonly Int32Array[];
  /** Lower bound on the weight that a block leaves out, when `spare` more visits are chosen. */
  readonly leavesOut: (block: number, chosen: readonly number[], spare: number) => number;
  /** The least weight left out, if it is below `limit`. */
  readonly pack: (
    block: number,
    chosen: readonly number[],
    limit: number,
    budget: Budget,
  ) => PackedBlock;
}

/** Most steps for one packing. */
const mostPackingSteps = 5000;

/** Packs blocks one by one; results for the same occasions are remembered. */
export const cappedBlocks = (
  question: Question,
  packing: Packing,
  weight: Int32Array,
  hosted: boolean,
): CappedBlocks => {
  const { elements } = question;
  const { blockOf, blocks } = packing;
  const room = roomOf(question, packing);
  const packer = packerOf(question, packing, room);
  const reach = Array.from({ length: blocks }, (_, b) => reachOf(question, packing, b));
  const members = Array.from({ length: blocks }, (): number[] => []);
  for (let i = 0; i < elements; i++) if (blockOf[i] >= 0) members[blockOf[i]].push(i);
  const visitOf = new Int32Array(elements);
  const known = new Map<string, PackedBlock>();

  /**
   * The chosen visits that serve some of the block, ascending by occasion: their occasions, and
   * their indices among the chosen ones.
   */
  let own = new Int32Array(64);
  let place = new Int32Array(64);
  const collect = (block: number, chosen: readonly number[]): number => {
    if (own.length < chosen.length) {
      own = new Int32Array(2 * chosen.length);
      place = new Int32Array(2 * chosen.length);
    }
    let count = 0;
    for (let k = 0; k < chosen.length; k++) {
      const p = chosen[k];
      if (!hasBit(reach[block], 0, p)) continue;
      let at = count++;
      for (; at > 0 && own[at - 1] > p; at--) {
        own[at] = own[at - 1];
        place[at] = place[at - 1];
      }
      own[at] = p;
      place[at] = k;
    }
    return count;
  };

  return {
    count: blocks,
    members,
    reach,
    leavesOut: (block, chosen, spare) =>
      room.leavesOut(block, own, collect(block, chosen), weight, spare),
    pack: (block, chosen, limit, budget) => {
      const count = collect(block, chosen);
      const key = `${block} ${own.subarray(0, count).join()}`;
      let packed = known.get(key);
      if (
        packed === undefined ||
        (packed.out === Number.POSITIVE_INFINITY && packed.limit < limit)
      ) {
        const some = {
          steps: Math.max(Math.min(budget.steps, mostPackingSteps), 4 * elements),
          exhausted: false,
        };
        const given = some.steps;
        const out = packer.packMost(block, own, count, visitOf, some, weight, limit, hosted);
        budget.steps -= given - Math.max(0, some.steps);
        if (some.exhausted) budget.exhausted = true;
        packed = { out, limit, visits: Int32Array.from(members[block], (i) => visitOf[i]) };
        known.set(key, packed);
      }
      return { ...packed, visits: packed.visits.map((v) => (v < 0 ? -1 : place[v])) };
    },
  };
};
