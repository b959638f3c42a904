/**
 * Sets of small numbers as rows of 32-bit words inside one Int32Array. In a matrix with `words`
 * words per row, row r starts at r × words. Number i is bit i & 31 of word i >> 5.
 */

export const wordsFor = (size: number): number => Math.max(1, (size + 31) >>> 5);

export const setBit = (bits: Int32Array, row: number, i: number): void => {
  bits[row + (i >> 5)] |= 1 << (i & 31);
};

export const clearBit = (bits: Int32Array, row: number, i: number): void => {
  bits[row + (i >> 5)] &= ~(1 << (i & 31));
};

export const hasBit = (bits: Int32Array, row: number, i: number): boolean =>
  (bits[row + (i >> 5)] & (1 << (i & 31))) !== 0;

/** Number of bits set in a word (Warren, Hacker's Delight 2002). */
export const popcount = (word: number): number => {
  let w = word - ((word >>> 1) & 0x55555555);
  w = (w & 0x33333333) + ((w >>> 2) & 0x33333333);
  return Math.imul((w + (w >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
};

/** Index of the lowest set bit of a word other than 0. */
export const lowestBit = (word: number): number => 31 - Math.clz32(word & -word);

export const isEmpty = (bits: Int32Array, row: number, words: number): boolean => {
  for (let w = 0; w < words; w++) if (bits[row + w] !== 0) return false;
  return true;
};

export const sizeOf = (bits: Int32Array, row: number, words: number): number => {
  let size = 0;
  for (let w = 0; w < words; w++) size += popcount(bits[row + w]);
  return size;
};

/** The numbers in the set, ascending. */
export const membersOf = (bits: Int32Array, row: number, words: number): number[] => {
  const members: number[] = [];
  for (let w = 0; w < words; w++)
    for (let word = bits[row + w]; word !== 0; word &= word - 1)
      members.push(w * 32 + lowestBit(word));
  return members;
};

/**
 * Whether the set at `row` is a subset of the set at `outerRow`;
 * only words `from` … `words` − 1 are compared.
 */
export const isWithin = (
  bits: Int32Array,
  row: number,
  outer: Int32Array,
  outerRow: number,
  words: number,
  from = 0,
): boolean => {
  for (let w = from; w < words; w++) if ((bits[row + w] & ~outer[outerRow + w]) !== 0) return false;
  return true;
};

/** First and last nonzero word of each row; for an empty row the first is after the last. */
export const extents = (
  bits: Int32Array,
  rows: number,
  words: number,
): { readonly first: Int32Array; readonly last: Int32Array } => {
  const first = new Int32Array(rows);
  const last = new Int32Array(rows);
  for (let row = 0; row < rows; row++) {
    let from = 0;
    let to = words - 1;
    while (from < words && bits[row * words + from] === 0) from++;
    while (to >= from && bits[row * words + to] === 0) to--;
    first[row] = from;
    last[row] = to;
  }
  return { first, last };
};
