/** Day sets in columns; ranks are open days (see the occurrences' day sets). */
export interface DaySetColumns {
  /** Set s has the ranges start[s] … start[s + 1] − 1. */
  readonly start: Int32Array;
  /** First and last rank of each range, both inclusive; ascending within a set. */
  readonly lo: Int32Array;
  readonly hi: Int32Array;
}

/** Ranges of ranks, both ends inclusive, in buffers that grow. */
export interface RangeBuffer {
  lo: Int32Array;
  hi: Int32Array;
}

export const rangeBuffer = (): RangeBuffer => ({ lo: new Int32Array(64), hi: new Int32Array(64) });

const larger = (values: Int32Array, length: number): Int32Array => {
  const copy = new Int32Array(2 * length);
  copy.set(values);
  return copy;
};

const reserve = (buffer: RangeBuffer, length: number): void => {
  if (length <= buffer.lo.length) return;
  buffer.lo = larger(buffer.lo, length);
  buffer.hi = larger(buffer.hi, length);
};

/**
 * Intersects the ranges from … end − 1 with set s, in place; returns their new end.
 * O(ranges of both).
 */
const narrowTo = (
  { start, lo, hi }: DaySetColumns,
  s: number,
  out: RangeBuffer,
  from: number,
  end: number,
): number => {
  const last = start[s + 1];
  // The common ranges can be more than either side has, so they are written
  // behind and then moved down.
  reserve(out, 2 * end - from + last - start[s]);
  const outLo = out.lo;
  const outHi = out.hi;
  let to = end;
  for (let i = from, j = start[s]; i < end && j < last; ) {
    const a = Math.max(outLo[i], lo[j]);
    const b = Math.min(outHi[i], hi[j]);
    if (a <= b) {
      outLo[to] = a;
      outHi[to++] = b;
    }
    if (outHi[i] < hi[j]) i++;
    else j++;
  }
  const length = to - end;
  for (let k = 0; k < length; k++) {
    outLo[from + k] = outLo[end + k];
    outHi[from + k] = outHi[end + k];
  }
  return from + length;
};

/**
 * Writes the ranks common to the day sets of member[first] … member[last − 1], as ascending ranges,
 * at `from` of the buffer; returns their end.
 * O(members + ranges of different neighbours).
 */
export const commonRangesInto = (
  daySets: DaySetColumns,
  daySet: Int32Array,
  member: Int32Array,
  first: number,
  last: number,
  out: RangeBuffer,
  from: number,
): number => {
  const { start, lo, hi } = daySets;
  let known = daySet[member[first]];
  let end = from;
  reserve(out, from + start[known + 1] - start[known]);
  for (let r = start[known]; r < start[known + 1]; r++) {
    out.lo[end] = lo[r];
    out.hi[end++] = hi[r];
  }
  for (let m = first + 1; m < last; m++) {
    const s = daySet[member[m]];
    if (s === known) continue;
    known = s;
    end = narrowTo(daySets, s, out, from, end);
  }
  return end;
};
