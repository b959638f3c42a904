/** Calls `next` with each UTF-8 byte of a text; a lone surrogate counts as U+FFFD, as in TextEncoder. */
const forEachUtf8Byte = (text: string, next: (byte: number) => void): void => {
  for (const char of text) {
    const point = char.codePointAt(0) ?? 0;
    const code = point >= 0xd800 && point <= 0xdfff ? 0xfffd : point;
    if (code < 0x80) next(code);
    else if (code < 0x800) {
      next(0xc0 | (code >> 6));
      next(0x80 | (code & 63));
    } else if (code < 0x10000) {
      next(0xe0 | (code >> 12));
      next(0x80 | ((code >> 6) & 63));
      next(0x80 | (code & 63));
    } else {
      next(0xf0 | (code >> 18));
      next(0x80 | ((code >> 12) & 63));
      next(0x80 | ((code >> 6) & 63));
      next(0x80 | (code & 63));
    }
  }
};

/** 32-bit FNV-1a of the text's UTF-8 bytes (Fowler, Noll & Vo). */
const fnv1a32 = (text: string): number => {
  let hash = 0x811c9dc5;
  forEachUtf8Byte(text, (byte) => {
    hash = Math.imul(hash ^ byte, 0x01000193);
  });
  return hash;
};

/** MurmurHash3's 32-bit finaliser (Appleby 2011). */
const fmix32 = (hash: number): number => {
  let h = hash;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
};

/**
 * The permanent random number u of an enterprise, 0 ≤ u < 1 (model §3). All items share it, so items of equal rate fall on
 * the same enterprises (Brewer, Early & Joyce 1972; Ohlsson 1995). O(length of the id).
 */
export const permanentRandomNumber = (seed: number, enterpriseId: string): number =>
  fmix32(fnv1a32(`${seed}:${enterpriseId}`)) / 2 ** 32;
