import { extents, isWithin, membersOf, setBit, wordsFor } from '../cover/bits';

/** Day sets in columns; ranks are open days (see the occurrences' day sets). */
export interface DaySetColumns {
  readonly start: Int32Array;
  readonly lo: Int32Array;
  readonly hi: Int32Array;
}

/**
 * The days worth choosing, each as the row of elements allowed on it:
 * no other day allows these and more.
 */
export interface DayRows {
  readonly days: number;
  /** [day × wordsFor(elements)]: a row of bits; words after the last day have no meaning. */
  readonly rows: Int32Array;
}

/** Most numbers that are sorted by insertion, which is quicker for few. */
export const mostInserted = 64;

/**
 * Most comparisons of days, and of occasions; a dominated one that stays only lengthens the search.
 */
export const mostCompared = 100_000_000;

/** The last days of all ranges, each once, ascending. */
const endsOf = (
  { start, hi }: DaySetColumns,
  daySet: Int32Array,
): { readonly ends: Int32Array; readonly days: number } => {
  let ranges = 0;
  for (const set of daySet) ranges += start[set + 1] - start[set];
  const ends = new Int32Array(ranges);
  let days = 0;
  if (ranges > mostInserted) {
    let at = 0;
    for (const set of daySet) for (let r = start[set]; r < start[set + 1]; r++) ends[at++] = hi[r];
    ends.sort();
    for (const end of ends) if (days === 0 || end !== ends[days - 1]) ends[days++] = end;
    return { ends, days };
  }
  for (let i = 0; i < daySet.length; i++)
    for (let r = start[daySet[i]]; r < start[daySet[i] + 1]; r++) {
      let at = days;
      while (at > 0 && ends[at - 1] > hi[r]) at--;
      if (at > 0 && ends[at - 1] === hi[r]) continue;
      ends.copyWithin(at + 1, at, days++);
      ends[at] = hi[r];
    }
  return { ends, days };
};

/** The days worth choosing, ascending. O(days² × elements). */
export const dayRowsOf = ({ start, lo, hi }: DaySetColumns, daySet: Int32Array): DayRows => {
  const size = daySet.length;
  const words = wordsFor(size);
  const { ends, days } = endsOf({ start, lo, hi }, daySet);
  const rows = new Int32Array(days * words);
  for (let i = 0; i < size; i++)
    for (let r = start[daySet[i]]; r < start[daySet[i] + 1]; r++) {
      // The first end on or after the start of the range.
      let [from, to] = [0, days];
      while (from < to) {
        const middle = (from + to) >> 1;
        if (ends[middle] < lo[r]) from = middle + 1;
        else to = middle;
      }
      for (let k = from; k < days && ends[k] <= hi[r]; k++) setBit(rows, k * words, i);
    }
  // Neighbours are compared first: where ranges have no gaps, a dominated day
  // is dominated by a neighbour.
  const { first, last } = extents(rows, days, words);
  let left = mostCompared;
  let kept = 0;
  for (let k = 0; k < days; k++) {
    let dominated = false;
    for (let other = k + 1; other < days && !dominated && left > 0; other++, left--)
      dominated = isWithin(rows, k * words, rows, other * words, last[k] + 1, first[k]);
    for (let other = kept - 1; other >= 0 && !dominated && left > 0; other--, left--)
      dominated = isWithin(rows, k * words, rows, other * words, last[k] + 1, first[k]);
    if (dominated) continue;
    rows.copyWithin(kept * words, k * words, (k + 1) * words);
    kept++;
  }
  return { days: kept, rows };
};

/** Allowed days as rows of bits, over the days that end a range: others allow no more. */
export const dayBits = (
  { start, lo, hi }: DaySetColumns,
  daySet: Int32Array,
): readonly Int32Array[] => {
  const ends = [
    ...new Set(
      Array.from(daySet).flatMap((set) => Array.from(hi.subarray(start[set], start[set + 1]))),
    ),
  ].sort((a, b) => a - b);
  const known = new Map<number, Int32Array>();
  return Array.from(daySet, (set) => {
    const before = known.get(set);
    if (before !== undefined) return before;
    const row = new Int32Array(wordsFor(ends.length));
    ends.forEach((end, day) => {
      for (let r = start[set]; r < start[set + 1]; r++)
        if (lo[r] <= end && end <= hi[r]) setBit(row, 0, day);
    });
    known.set(set, row);
    return row;
  });
};

/** The last day of each element. */
export const lastDays = (dayRows: Int32Array, days: number, size: number): Int32Array => {
  const words = wordsFor(size);
  const last = new Int32Array(size);
  for (let k = 0; k < days; k++) for (const i of membersOf(dayRows, k * words, words)) last[i] = k;
  return last;
};

/**
 * Elements of which no two have a day in common, ascending. In order of last day, each element that
 * begins after the last one taken is taken.
 */
export const onDaysApart = ({ days, rows }: DayRows, size: number): readonly number[] => {
  const words = wordsFor(size);
  const last = lastDays(rows, days, size);
  const first = new Int32Array(size).fill(days);
  for (let k = days - 1; k >= 0; k--)
    for (const i of membersOf(rows, k * words, words)) first[i] = k;
  const order = Array.from({ length: size }, (_, i) => i).sort(
    (a, b) => last[a] - last[b] || a - b,
  );
  const apart: number[] = [];
  let reached = -1;
  for (const i of order) {
    if (first[i] <= reached) continue;
    apart.push(i);
    reached = last[i];
  }
  return apart.sort((a, b) => a - b);
};
