/** A stream of numbers, uniform in [0, 1). A call advances only this stream. */
export type Random = () => number;

const scramble = (x: number): number => {
  const a = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
  const b = Math.imul(a ^ (a >>> 15), 0x735a2d97);
  return (b ^ (b >>> 15)) >>> 0;
};

/**
 * The stream of one object. Its numbers depend only on the seed, the kind of object and its
 * index, so that object k is the same however many others there are. SplitMix (Steele,
 * Lea & Flood 2014) with 32 bits.
 */
export const streamOf = (seed: number, kind: number, index: number): Random => {
  let state = scramble(scramble(scramble(seed) ^ kind) ^ index);
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    return scramble(state) / 0x1_0000_0000;
  };
};

/** Kinds of objects with streams; for an item, the code of its department is added. */
export const streams = { enterprise: 1, item: 2, records: 3 } as const;

/** One of the values, all equally likely. */
export const pick = <A>(random: Random, values: readonly A[]): A =>
  values[Math.floor(random() * values.length)];

/** An integer from `low` to `high`, both inclusive. */
export const between = (random: Random, low: number, high: number): number =>
  low + Math.floor(random() * (high - low + 1));

/** Draws index i with probability weights[i] / Σ weights. O(log n) a draw after O(n). */
export const drawByWeight = (weights: readonly number[]): ((random: Random) => number) => {
  const upTo: number[] = [];
  for (const weight of weights) upTo.push((upTo.at(-1) ?? 0) + weight);
  return (random) => {
    const x = random() * (upTo.at(-1) ?? 0);
    let low = 0;
    let high = upTo.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (upTo[middle] > x) high = middle;
      else low = middle + 1;
    }
    return low;
  };
};
