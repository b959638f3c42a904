import { clearBit, hasBit, membersOf, setBit } from './bits';
import { type Component, daysWithin } from './component';
import type { Cover } from './search';

/** The part of a set that decides how many visits it needs, and whom each other occurrence can always follow. */
export interface Core {
  /** A row of bits. */
  readonly bits: Int32Array;
  /** Whom each left-out occurrence follows; −1 for those in the core. */
  readonly follows: Int32Array;
}

/**
 * 低频跟着高频 as a reduction: occurrence i follows j where every visit with j has room for i — i can be on all days of j, agrees with
 * all that j agrees with, and no limit concerns it. Then a plan without i serves i as well. (In terms of set cover: dominated
 * rows, Garfinkel & Nemhauser 1972.) A critical host follows nobody: its guests may need it elsewhere. O(size² × hosts × words).
 */
export const coreOf = (component: Component, within: Int32Array): Core => {
  const { terms, size, words, item, daySet, compatible, free, critical } = component;
  const { hosts } = terms.table;
  const bits = within.slice();
  const follows = new Int32Array(size).fill(-1);

  const hasRoom = (i: number, j: number): boolean => {
    if (!daysWithin(terms.daySets, daySet[j], daySet[i])) return false;
    for (let h = 0; h < hosts.length; h++) {
      if (hosts[h].eligible[item[j]] === 0) continue;
      const [rowI, rowJ] = [(h * size + i) * words, (h * size + j) * words];
      if (!hasBit(compatible, rowJ, i)) return false;
      for (let w = 0; w < words; w++) {
        const missing = compatible[rowJ + w] & ~compatible[rowI + w] & within[w];
        if (missing !== 0 && (w !== i >> 5 || missing !== 1 << (i & 31))) return false;
      }
    }
    return true;
  };

  for (const i of membersOf(within, 0, words)) {
    if (!hasBit(free, 0, i) || hasBit(critical, 0, i)) continue;
    // Only those still in the core: two that are alike follow one another, and one of them must stay.
    const leader = membersOf(bits, 0, words).find((j) => j !== i && hasRoom(i, j));
    if (leader === undefined) continue;
    follows[i] = leader;
    clearBit(bits, 0, i);
  }
  return { bits, follows };
};

/** A cover of the core as a cover of all: followers join their leaders. */
export const withFollowers = ({ words }: Component, { follows }: Core, { count, bits, host }: Cover): Cover => {
  const all = bits.slice();
  follows.forEach((_, i) => {
    let leader = i;
    while (follows[leader] >= 0) leader = follows[leader];
    if (leader === i) return;
    for (let k = 0; k < count; k++) if (hasBit(bits, k * words, leader)) setBit(all, k * words, i);
  });
  return { count, bits: all, host };
};
