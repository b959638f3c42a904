import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  clearBit,
  extents,
  hasBit,
  isEmpty,
  isWithin,
  lowestBit,
  membersOf,
  popcount,
  setBit,
  sizeOf,
  wordsFor,
} from '../../src/cover/bits';

const SIZE = 70;
const WORDS = wordsFor(SIZE);

/** Sets as the rows of a matrix. */
const rowsOf = (sets: readonly (readonly number[])[]): Int32Array => {
  const bits = new Int32Array(sets.length * WORDS);
  sets.forEach((members, r) => {
    for (const i of members) setBit(bits, r * WORDS, i);
  });
  return bits;
};

const setArb = fc.uniqueArray(fc.constantFrom(0, 1, 30, 31, 32, 33, 62, 63, 64, 69));

describe('rows of bits', () => {
  test('have a word for every 32 numbers, and one for none', () => {
    expect([0, 1, 32, 33, 64, 65].map(wordsFor)).toEqual([1, 1, 1, 2, 2, 3]);
  });

  test('hold sets: here 0, 31 and 33 are words 0x80000001 and 0b10', () => {
    expect([...rowsOf([[0, 31, 33]])]).toEqual([0x80000001 | 0, 0b10, 0]);
  });

  test('answer as sets do', () => {
    fc.assert(
      fc.property(setArb, setArb, fc.constantFrom(0, 31, 32, 69), (one, other, number) => {
        const bits = rowsOf([one, other]);
        const sorted = one.toSorted((a, b) => a - b);
        expect(membersOf(bits, 0, WORDS)).toEqual(sorted);
        expect(sizeOf(bits, 0, WORDS)).toBe(one.length);
        expect(isEmpty(bits, 0, WORDS)).toBe(one.length === 0);
        expect(hasBit(bits, 0, number)).toBe(one.includes(number));
        expect(isWithin(bits, 0, bits, WORDS, WORDS)).toBe(one.every((i) => other.includes(i)));
        expect(isWithin(bits, 0, bits, WORDS, WORDS, 1)).toBe(
          one.every((i) => i < 32 || other.includes(i)),
        );
        const { first, last } = extents(bits, 2, WORDS);
        if (one.length === 0) expect(first[0]).toBeGreaterThan(last[0]);
        else expect([first[0], last[0]]).toEqual([sorted[0] >> 5, (sorted.at(-1) ?? 0) >> 5]);
        clearBit(bits, 0, number);
        expect(membersOf(bits, 0, WORDS)).toEqual(sorted.filter((i) => i !== number));
        expect(membersOf(bits, WORDS, WORDS)).toEqual(other.toSorted((a, b) => a - b));
      }),
    );
  });

  test('count the bits of a word, and find the lowest', () => {
    fc.assert(
      fc.property(fc.oneof(fc.integer(), fc.constantFrom(0, 255, -1, 1 << 31)), (word) => {
        const digits = (word >>> 0).toString(2);
        expect(popcount(word)).toBe(digits.replaceAll('0', '').length);
        if (word !== 0) expect(lowestBit(word)).toBe(digits.length - 1 - digits.lastIndexOf('1'));
      }),
    );
  });
});
