import { withRoom } from './growable';

/** Numbers sequences of integers by first appearance. */
export interface SequenceNumbers {
  /**
   * The number of the sequence `values[from … to − 1]`; a new one gets the
   * next number, then `count() − 1`.
   * O(its length).
   */
  readonly numberOf: (values: Int32Array, from: number, to: number) => number;
  readonly count: () => number;
}

/** Mixes a value into a hash (after MurmurHash3, Appleby 2011). */
const mixed = (hash: number, value: number): number => {
  let k = Math.imul(value, 0xcc9e2d51);
  k = Math.imul((k << 15) | (k >>> 17), 0x1b873593);
  const h = hash ^ k;
  return (Math.imul((h << 13) | (h >>> 19), 5) + 0xe6546b64) | 0;
};

/** An open-addressing table over one array that holds every sequence once. */
export const sequenceNumbers = (): SequenceNumbers => {
  let count = 0;
  let slots = new Int32Array(1 << 10);
  let hashOf = new Int32Array(1 << 9);
  let start = new Int32Array(1 << 9);
  let held = new Int32Array(1 << 12);

  const regrow = (): void => {
    slots = new Int32Array(slots.length * 2);
    for (let number = 0; number < count; number++) {
      let at = hashOf[number] & (slots.length - 1);
      while (slots[at] !== 0) at = (at + 1) & (slots.length - 1);
      slots[at] = number + 1;
    }
  };

  return {
    numberOf: (values, from, to) => {
      const length = to - from;
      let hash = length;
      for (let k = from; k < to; k++) hash = mixed(hash, values[k]);
      hash ^= hash >>> 15;
      let at = hash & (slots.length - 1);
      for (; slots[at] !== 0; at = (at + 1) & (slots.length - 1)) {
        const number = slots[at] - 1;
        if (hashOf[number] !== hash || start[number + 1] - start[number] !== length) continue;
        let k = 0;
        while (k < length && held[start[number] + k] === values[from + k]) k++;
        if (k === length) return number;
      }
      slots[at] = count + 1;
      hashOf = withRoom(hashOf, count + 1);
      hashOf[count] = hash;
      start = withRoom(start, count + 2);
      held = withRoom(held, start[count] + length);
      for (let k = 0; k < length; k++) held[start[count] + k] = values[from + k];
      start[count + 1] = start[count] + length;
      count++;
      if (count * 2 > slots.length) regrow();
      return count - 1;
    },
    count: () => count,
  };
};
