const [PRIME_A, PRIME_B] = [0x2c1b3c6d, 0x297a2d39];

/**
 * Writes 64 bits of a text into two numbers; every step is a bijection of them, so only long texts
 * can fall together.
 */
const hashInto = (text: string, out: Int32Array): void => {
  let a = 0x9e3779b9 | 0;
  let b = text.length;
  for (let at = 0; at < text.length; at++) {
    a = Math.imul(a ^ text.charCodeAt(at), PRIME_A);
    b = Math.imul(b ^ (a >>> 15), PRIME_B);
    a ^= b >>> 13;
  }
  a = Math.imul(a ^ (a >>> 16), PRIME_B);
  b = Math.imul(b ^ (a >>> 15), PRIME_A);
  out[0] = a ^ (b >>> 14);
  // Two zeros mark a free slot.
  out[1] = b === 0 && out[0] === 0 ? 1 : b;
};

/** Ids that have come, each remembered by 64 bits. */
export interface IdSet {
  /** Whether the id has not come before; from now on it has. */
  readonly add: (id: string) => boolean;
}

const FIRST_SLOTS = 2 ** 10;

/**
 * A set that never grows past 8 bytes × `mostSlots` (a power of two); 3/4 as many ids are told from
 * all later ones, those that come after them are compared and forgotten. Two different ids count as
 * one with probability 2⁻⁶⁴ a pair: one in two million for six million ids. Open addressing with
 * double hashing (Knuth 1973); O(length of the id) expected.
 */
export const idSet = (mostSlots: number = 2 ** 23): IdSet => {
  const hash = new Int32Array(2);
  /** Slot s holds the bits slots[2s] and slots[2s + 1]. */
  let slots = new Int32Array(2 * Math.min(FIRST_SLOTS, mostSlots));
  let count = 0;

  /** The slot that holds these bits, or the complement (`~`) of the free one where they belong. */
  const find = (a: number, b: number): number => {
    const mask = slots.length / 2 - 1;
    for (let s = a & mask; ; s = (s + (b | 1)) & mask) {
      const [x, y] = [slots[2 * s], slots[2 * s + 1]];
      if (x === 0 && y === 0) return ~s;
      if (x === a && y === b) return s;
    }
  };
  const put = (s: number, a: number, b: number): void => {
    slots[2 * s] = a;
    slots[2 * s + 1] = b;
  };
  const grow = (): void => {
    const old = slots;
    slots = new Int32Array(old.length * 2);
    for (let s = 0; s < old.length; s += 2) {
      const [a, b] = [old[s], old[s + 1]];
      if (a !== 0 || b !== 0) put(~find(a, b), a, b);
    }
  };

  return {
    add: (id) => {
      hashInto(id, hash);
      const [a, b] = [hash[0], hash[1]];
      if (find(a, b) >= 0) return false;
      if (count * 8 >= slots.length * 3 && slots.length < 2 * mostSlots) grow();
      if (count * 8 >= slots.length * 3) return true;
      put(~find(a, b), a, b);
      count++;
      return true;
    },
  };
};
