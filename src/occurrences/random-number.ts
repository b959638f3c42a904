const prime = 0x01000193;

/**
 * 32-bit FNV-1a (Fowler, Noll & Vo) of a text's UTF-8 bytes, continued from the hash `start`. A
 * lone surrogate counts as U+FFFD, as in TextEncoder.
 */
const fnv1a32 = (text: string, start: number): number => {
  let hash = start;
  for (let at = 0; at < text.length; at++) {
    let point = text.charCodeAt(at);
    if (point < 0x80) {
      hash = Math.imul(hash ^ point, prime);
      continue;
    }
    if (point >= 0xd800 && point <= 0xdfff) {
      const whole = text.codePointAt(at) ?? 0;
      point = whole > 0xffff ? whole : 0xfffd;
      if (whole > 0xffff) at++;
    }
    if (point < 0x800) hash = Math.imul(hash ^ 0xc0 ^ (point >> 6), prime);
    else if (point < 0x10000) hash = Math.imul(hash ^ 0xe0 ^ (point >> 12), prime);
    else
      hash = Math.imul(
        Math.imul(hash ^ 0xf0 ^ (point >> 18), prime) ^ 0x80 ^ ((point >> 12) & 63),
        prime,
      );
    if (point >= 0x800) hash = Math.imul(hash ^ 0x80 ^ ((point >> 6) & 63), prime);
    hash = Math.imul(hash ^ 0x80 ^ (point & 63), prime);
  }
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
 * The permanent random number u of an enterprise, 0 ≤ u < 1 (model §3), by its id.
 * All items use the same number, so items of equal rate fall on the same enterprises (Brewer,
 * Early & Joyce 1972; Ohlsson 1995).
 * O(length of the id).
 */
export const permanentRandomNumbers = (seed: number): ((enterpriseId: string) => number) => {
  const seeded = fnv1a32(`${seed}:`, 0x811c9dc5);
  return (enterpriseId) => fmix32(fnv1a32(enterpriseId, seeded)) / 2 ** 32;
};

/** {@link permanentRandomNumbers} for one enterprise. */
export const permanentRandomNumber = (seed: number, enterpriseId: string): number =>
  permanentRandomNumbers(seed)(enterpriseId);
