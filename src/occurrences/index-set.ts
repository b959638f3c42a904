/** A set of indices below `size` that is emptied in ascending order. O(members + size ∕ 1024). */
export interface IndexSet {
  readonly add: (index: number) => void;
  /** Writes the members, ascending, and empties the set; returns their number. */
  readonly drainInto: (out: Int32Array) => number;
}

const lowest = (word: number): number => 31 - Math.clz32(word & -word);

export const indexSet = (size: number): IndexSet => {
  const members = new Int32Array((size + 31) >>> 5);
  /** Bit w is set where members[w] is not 0. */
  const occupied = new Int32Array((members.length + 31) >>> 5);
  return {
    add: (index) => {
      const w = index >>> 5;
      members[w] |= 1 << (index & 31);
      occupied[w >>> 5] |= 1 << (w & 31);
    },
    drainInto: (out) => {
      let count = 0;
      for (let o = 0; o < occupied.length; o++) {
        for (let words = occupied[o]; words !== 0; words &= words - 1) {
          const w = (o << 5) | lowest(words);
          for (let left = members[w]; left !== 0; left &= left - 1)
            out[count++] = (w << 5) | lowest(left);
          members[w] = 0;
        }
        occupied[o] = 0;
      }
      return count;
    },
  };
};
