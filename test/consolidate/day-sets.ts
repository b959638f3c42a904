import fc from 'fast-check';
import type { DaySetColumns } from '../../src/consolidate/day-rows';

/** A day set as ranges of days, both inclusive. */
export type Ranges = ReadonlyArray<readonly [number, number]>;

/** Day sets given as the ranges of each. */
export const columnsOf = (sets: readonly Ranges[]): DaySetColumns => {
  const ranges = sets.flat();
  const start = [0];
  for (const set of sets) start.push(start[start.length - 1] + set.length);
  return {
    start: Int32Array.from(start),
    lo: Int32Array.from(ranges, ([lo]) => lo),
    hi: Int32Array.from(ranges, ([, hi]) => hi),
  };
};

export const daysOf = (ranges: Ranges): readonly number[] =>
  ranges.flatMap(([lo, hi]) => Array.from({ length: hi - lo + 1 }, (_, k) => lo + k));

/** One to four ranges of days, apart and ascending; neighbours may touch. */
export const rangesArb: fc.Arbitrary<Ranges> = fc
  .array(fc.tuple(fc.nat(3), fc.nat(3)), { minLength: 1, maxLength: 4 })
  .map((drawn) => {
    let next = 0;
    return drawn.map(([gap, more]) => {
      const lo = next + gap;
      next = lo + more + 1;
      return [lo, lo + more] as const;
    });
  });
