import { sequenceNumbers } from '../columns/sequence-numbers';
import { accumulate } from '../columns/starts';
import { commonRangesInto, type DaySetColumns, rangeBuffer } from './common-ranges';

/** The allowed days of visits or occurrences, as ranges of ranks; equal sets are stored once. */
export interface VisitDays {
  /** The day set of each visit or occurrence. */
  readonly daySet: Int32Array;
  readonly daySets: DaySetColumns;
}

/**
 * The occurrences of visits, at least one each: visit v has the occurrences
 * member[memberStart[v]] … member[memberStart[v + 1] − 1].
 */
export interface Members {
  readonly memberStart: Int32Array;
  readonly member: Int32Array;
}

/**
 * The days allowed to all occurrences of each visit; `allowed` gives the days of each occurrence.
 * Sets are numbered by first appearance. A visit without a common day has an empty set.
 * O(members + ranges of different neighbours).
 */
export const commonDays = ({ memberStart, member }: Members, allowed: VisitDays): VisitDays => {
  const visits = memberStart.length - 1;
  const daySet = new Int32Array(visits);
  const numbers = sequenceNumbers();
  const buffer = rangeBuffer();
  const start: number[] = [0];
  const lo: number[] = [];
  const hi: number[] = [];
  let flat = new Int32Array(64);
  for (let v = 0; v < visits; v++) {
    const end = commonRangesInto(
      allowed.daySets,
      allowed.daySet,
      member,
      memberStart[v],
      memberStart[v + 1],
      buffer,
      0,
    );
    if (flat.length < 2 * end) flat = new Int32Array(4 * end);
    for (let r = 0; r < end; r++) {
      flat[2 * r] = buffer.lo[r];
      flat[2 * r + 1] = buffer.hi[r];
    }
    daySet[v] = numbers.numberOf(flat, 0, 2 * end);
    if (daySet[v] + 1 < start.length) continue;
    for (let r = 0; r < end; r++) {
      lo.push(buffer.lo[r]);
      hi.push(buffer.hi[r]);
    }
    start.push(lo.length);
  }
  return {
    daySet,
    daySets: { start: Int32Array.from(start), lo: Int32Array.from(lo), hi: Int32Array.from(hi) },
  };
};

/**
 * The ranks of visits, where the first allowed rank of a visit replaces a rank that is not allowed,
 * and the number of visits with such a fault. There should be none.
 * O(visits + ranges).
 */
export const soundRanks = (
  { daySet, daySets: { start, lo, hi } }: VisitDays,
  rank: Int32Array,
): { readonly rank: Int32Array; readonly faults: number } => {
  let faults = 0;
  const sound = rank.map((own, v) => {
    const [first, last] = [start[daySet[v]], start[daySet[v] + 1]];
    for (let r = first; r < last; r++) if (lo[r] <= own && own <= hi[r]) return own;
    faults++;
    return lo[first];
  });
  return faults === 0 ? { rank, faults } : { rank: sound, faults };
};

/**
 * The days of visits of several slices as one. `enterprise` is each visit's enterprise within
 * its slice, `places` the index of that enterprise in the whole. The joined visits ascend by
 * enterprise and keep their order.
 * O(visits + enterprises + ranges).
 */
export const joinVisitDays = (
  slices: ReadonlyArray<{
    readonly places: Int32Array;
    readonly enterprise: Int32Array;
    readonly days: VisitDays;
  }>,
): VisitDays => {
  const enterprises = slices.reduce((sum, { places }) => sum + places.length, 0);
  const next = new Int32Array(enterprises + 1);
  for (const { places, enterprise } of slices)
    for (const own of enterprise) next[places[own] + 1]++;
  accumulate(next);
  const daySet = new Int32Array(next[enterprises]);
  const start: number[] = [0];
  const lo: number[] = [];
  const hi: number[] = [];
  for (const { places, enterprise, days } of slices) {
    const before = start.length - 1;
    const { daySets } = days;
    for (let s = 0; s + 1 < daySets.start.length; s++) {
      for (let r = daySets.start[s]; r < daySets.start[s + 1]; r++) {
        lo.push(daySets.lo[r]);
        hi.push(daySets.hi[r]);
      }
      start.push(lo.length);
    }
    enterprise.forEach((own, v) => {
      daySet[next[places[own]]++] = before + days.daySet[v];
    });
  }
  return {
    daySet,
    daySets: { start: Int32Array.from(start), lo: Int32Array.from(lo), hi: Int32Array.from(hi) },
  };
};
