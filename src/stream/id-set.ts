import type { Codec } from '../codec/codec';
import { leaf } from '../codec/values';

const [PRIME_A, PRIME_B] = [0x2c1b3c6d, 0x297a2d39];

/**
 * Writes a hash of 64 bits into two numbers. Every step is a bijection of the two, so no step loses
 * a difference that an earlier one made.
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

/** A set of ids, each stored as a hash of 64 bits. */
export interface IdSet {
  /** Adds the id; true where it was not in the set. */
  readonly add: (id: string) => boolean;
}

const FIRST_SLOTS = 2 ** 10;

/**
 * A set of ids of at most 8 bytes × `mostSlots` (a power of two). Ids beyond ¾ · `mostSlots`
 * are still compared with the stored ones, but are not stored. Two different ids count as equal
 * with probability 2⁻⁶⁴ a pair: one chance in a million for six million ids. Open addressing
 * with double hashing (Knuth 1973).
 * O(length of the id) expected.
 */
export const idSet = (mostSlots: number = 2 ** 23): IdSet => {
  const hash = new Int32Array(2);
  /** Slot s holds the hash slots[2s], slots[2s + 1]. */
  let slots = new Int32Array(2 * Math.min(FIRST_SLOTS, mostSlots));
  let count = 0;

  /** The slot that holds this hash, else the complement (`~`) of the free slot where it belongs. */
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

/** A codec of ids that it has not checked before, as far as an {@link idSet} tells. */
export const ownId = (): Codec<string> => {
  const ids = idSet();
  return leaf(
    'OwnId',
    'an id of its own (an earlier enterprise has this one)',
    (id): id is string => typeof id === 'string' && ids.add(id),
  );
};
