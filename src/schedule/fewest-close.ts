/** Visits of one enterprise that have the same allowed days. */
export interface AlikeVisits {
  readonly count: number;
  /** The first allowed day from this one on; Infinity where there is none. */
  readonly nextFrom: (day: number) => number;
}

/** A choice of days for the visits of one enterprise. */
export interface FewestClose {
  readonly close: number;
  /** The kind of each visit with its day, from the last to the first. O(visits). */
  readonly days: () => ReadonlyArray<{ readonly kind: number; readonly day: number }>;
}

/** Most choices of visits, times numbers of close ones, that are searched at once. */
const mostCells = 10_000;

/** Whether {@link fewestClose} takes on these numbers of visits of a kind. O(kinds). */
export const areFew = (counts: readonly number[], most: number): boolean =>
  counts.reduce((cells, count) => cells * (count + 1), most + 1) <= mostCells;

/**
 * The fewest close visits of one enterprise where nothing but their allowed days limits them;
 * undefined where they are more than `most`. A dynamic program in the order of days: for each
 * choice of visits placed so far and each number of close ones among them, the earliest last day.
 * An earlier last day leaves every choice that a later one leaves. Visits are `apart` days from one
 * another at least, close or not.
 * O(kinds × choices of visits × most), each with one search for the next allowed day.
 */
export const fewestClose = (
  kinds: readonly AlikeVisits[],
  spacing: number,
  most: number,
  apart: 0 | 1,
): FewestClose | undefined => {
  const levels = most + 1;
  const step: number[] = [];
  let states = 1;
  for (const { count } of kinds) {
    step.push(states);
    states *= count + 1;
  }
  const last = new Float64Array(states * levels).fill(Number.POSITIVE_INFINITY);
  const from = new Int32Array(states * levels);
  const kindOf = new Int32Array(states * levels);
  const enter = (cell: number, day: number, before: number, k: number): void => {
    if (day >= last[cell]) return;
    last[cell] = day;
    from[cell] = before;
    kindOf[cell] = k;
  };
  last[0] = Number.NEGATIVE_INFINITY;
  for (let state = 0; state < states; state++)
    for (let close = 0; close < levels; close++) {
      const cell = state * levels + close;
      const day = last[cell];
      if (day === Number.POSITIVE_INFINITY) continue;
      for (let k = 0; k < kinds.length; k++) {
        const { count, nextFrom } = kinds[k];
        if (Math.floor(state / step[k]) % (count + 1) === count) continue;
        const next = cell + step[k] * levels;
        enter(next, nextFrom(day + spacing), cell, k);
        if (close < most) enter(next + 1, nextFrom(day + apart), cell, k);
      }
    }
  const end = (states - 1) * levels;
  for (let close = 0; close < levels; close++) {
    if (last[end + close] === Number.POSITIVE_INFINITY) continue;
    return {
      close,
      days: () => {
        const found: { kind: number; day: number }[] = [];
        for (let cell = end + close; cell >= levels; cell = from[cell])
          found.push({ kind: kindOf[cell], day: last[cell] });
        return found;
      },
    };
  }
  return undefined;
};
