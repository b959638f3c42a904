import { hasBit } from './bits';
import type { Packing, Question } from './question';

/** Lower bounds on the elements of a block that visits have no room for, whichever are left out. */
export interface Room {
  /**
   * Lower bound on the number of unplaced members that cannot fit into `count` visits with some
   * load already. Filled with its lightest members first, a visit takes the largest number.
   * O(members × visits)
   */
  readonly excess: (
    block: number,
    chosen: Int32Array,
    count: number,
    placed: Uint8Array,
    loadOf: (limit: number, visit: number, group: number) => number,
    isEmpty: (visit: number) => boolean,
  ) => number;
  /**
   * Lower bound on the weight left out, before any member is placed: the weight of the members that
   * no visit serves, plus 1 for each member without room. `spare` more visits are still to be
   * chosen.
   * O(members × visits) per limit on sums.
   */
  readonly leavesOut: (
    block: number,
    chosen: Int32Array,
    count: number,
    weight: Int32Array,
    spare: number,
  ) => number;
}

export const roomOf = (
  { elements, occasions, rows }: Question,
  { blockOf, blocks, sums }: Packing,
): Room => {
  const rowWords = (occasions + 31) >>> 5;
  const members: number[][] = Array.from({ length: blocks }, () => []);
  for (let i = 0; i < elements; i++) if (blockOf[i] >= 0) members[blockOf[i]].push(i);
  /** [limit][block]: its members by group, the lightest first. */
  const lightest = sums.map(({ groupOf, weight }) =>
    members.map((block) => {
      const ordered = block.toSorted((i, j) => weight[i] - weight[j] || i - j);
      return [...new Set(ordered.map((i) => groupOf[i]))].map((g) =>
        ordered.filter((i) => groupOf[i] === g),
      );
    }),
  );
  const nobody = new Uint8Array(elements);
  /**
   * The largest number of members of a group that fit into a visit with this room;
   * an empty visit takes at least one.
   */
  const mostInto = (
    group: readonly number[],
    weight: Float64Array,
    p: number,
    room: number,
    isEmpty: boolean,
    placed: Uint8Array,
  ): number => {
    let fitting = 0;
    let left = room;
    const [word, bit] = [p >> 5, 1 << (p & 31)];
    for (let k = 0; k < group.length; k++) {
      const i = group[k];
      if (placed[i] === 1 || (rows[i * rowWords + word] & bit) === 0) continue;
      left -= weight[i];
      if (left < 0) return fitting === 0 && isEmpty ? 1 : fitting;
      fitting++;
    }
    return fitting;
  };
  /** [limit][block][group]: the largest number of members in a visit, over all occasions. */
  const mostAnywhere = sums.map(({ weight, mostAt }, l) =>
    lightest[l].map((groups) =>
      groups.map((group) => {
        let most = 0;
        for (let p = 0; p < occasions; p++)
          most = Math.max(most, mostInto(group, weight, p, mostAt[p], true, nobody));
        return most;
      }),
    ),
  );

  return {
    excess: (block, chosen, count, placed, loadOf, isEmpty) => {
      let most = 0;
      for (let l = 0; l < sums.length; l++) {
        const { groupOf, weight, mostAt } = sums[l];
        const groups = lightest[l][block];
        let excess = 0;
        for (let at = 0; at < groups.length; at++) {
          const group = groups[at];
          const g = groupOf[group[0]];
          let left = 0;
          for (let k = 0; k < group.length; k++) left += 1 - placed[group[k]];
          for (let b = 0; b < count && left > 0; b++) {
            const room = mostAt[chosen[b]] - loadOf(l, b, g);
            left -= mostInto(group, weight, chosen[b], room, isEmpty(b), placed);
          }
          if (left > 0) excess += left;
        }
        if (excess > most) most = excess;
      }
      return most;
    },
    leavesOut: (block, chosen, count, optional, spare) => {
      const isServed = (i: number): boolean => {
        for (let b = 0; b < count; b++) if (hasBit(rows, i * rowWords, chosen[b])) return true;
        return spare > 0;
      };
      const unserved = members[block].reduce((sum, i) => sum + (isServed(i) ? 0 : optional[i]), 0);
      let most = 0;
      for (let l = 0; l < sums.length; l++) {
        const { weight, mostAt } = sums[l];
        let excess = 0;
        lightest[l][block].forEach((group, g) => {
          let fitting = spare * mostAnywhere[l][block][g];
          for (let b = 0; b < count; b++)
            fitting += mostInto(group, weight, chosen[b], mostAt[chosen[b]], true, nobody);
          // Each element left out weighs at least 1.
          excess += Math.max(0, group.filter(isServed).length - fitting);
        });
        most = Math.max(most, excess);
      }
      return unserved + most;
    },
  };
};
