/** A set of small integers as bits, 32 to a word. */
export type Bits = Uint32Array;

/** The set of these integers, all below `size`. */
export const bitsOf = (size: number, members: readonly number[]): Bits => {
  const bits = new Uint32Array((size + 31) >>> 5);
  for (const member of members) bits[member >>> 5] |= 1 << (member & 31);
  return bits;
};

export const isWithin = (bits: Bits, member: number): boolean =>
  ((bits[member >>> 5] >>> (member & 31)) & 1) === 1;

export const membersOf = (bits: Bits): readonly number[] => {
  const members: number[] = [];
  bits.forEach((word, w) => {
    for (let rest = word; rest !== 0; rest &= rest - 1)
      members.push((w << 5) + 31 - Math.clz32(rest & -rest));
  });
  return members;
};

const countOf = (bits: Bits): number => membersOf(bits).length;

const isSubset = (a: Bits, b: Bits): boolean => a.every((word, w) => (word & ~b[w]) === 0);

/** The sets that no other contains, each once, larger ones first; never the empty set. O(sets²). */
export const maximal = (sets: readonly Bits[]): readonly Bits[] => {
  const different = [...new Map(sets.map((set) => [set.join(), set])).values()]
    .map((set) => ({ set, size: countOf(set) }))
    .filter(({ size }) => size > 0)
    .sort((a, b) => b.size - a.size);
  const kept: Bits[] = [];
  for (const { set } of different) if (!kept.some((other) => isSubset(set, other))) kept.push(set);
  return kept;
};
