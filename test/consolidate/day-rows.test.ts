import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type DaySetColumns, dayRowsOf, onDaysApart } from '../../src/consolidate/day-rows';
import { membersOf, wordsFor } from '../../src/cover/bits';
import { columnsOf } from './day-sets';

/** The elements of each day that is kept. */
const kept = (columns: DaySetColumns, daySet: Int32Array): readonly string[] => {
  const words = wordsFor(daySet.length);
  const { days, rows } = dayRowsOf(columns, daySet);
  return Array.from({ length: days }, (_, k) => membersOf(rows, k * words, words).join());
};

describe('days worth choosing', () => {
  const columns = columnsOf([
    [[0, 5]],
    [[4, 9]],
    [
      [0, 1],
      [9, 9],
    ],
  ]);

  test('are the largest meetings of day sets', () => {
    // 0 and 2 meet on days 0 and 1, 0 and 1 on 4 and 5, 1 and 2 on 9.
    expect(kept(columns, Int32Array.of(0, 1, 2))).toEqual(['0,2', '0,1', '1,2']);
    expect(onDaysApart(dayRowsOf(columns, Int32Array.of(0, 1, 2)), 3)).toEqual([0]);
  });

  test('of elements without a common day are one each', () => {
    const apart = columnsOf([[[0, 1]], [[2, 3]], [[3, 4]]]);
    const daySet = Int32Array.of(0, 1, 2);
    expect(kept(apart, daySet)).toEqual(['0', '1,2']);
    expect(onDaysApart(dayRowsOf(apart, daySet), 3)).toEqual([0, 1]);
  });

  test('are those of a search through all days', () => {
    const range = fc.tuple(fc.nat(11), fc.nat(3));
    const set = fc.array(range, { minLength: 1, maxLength: 3 }).map((some) => {
      const open = new Set(
        some.flatMap(([lo, more]) => Array.from({ length: more + 1 }, (_, d) => lo + d)),
      );
      return Array.from(open)
        .sort((a, b) => a - b)
        .map((day) => [day, day] as const);
    });
    fc.assert(
      fc.property(fc.array(set, { minLength: 1, maxLength: 40 }), (sets) => {
        const daySet = Int32Array.from(sets.keys());
        const onDay = Array.from({ length: 15 }, (_, day) =>
          Array.from(sets.keys()).filter((i) => sets[i].some(([own]) => own === day)),
        );
        const largest = onDay.filter(
          (some) =>
            some.length > 0 &&
            !onDay.some((all) => all.length > some.length && some.every((i) => all.includes(i))),
        );
        expect(new Set(kept(columnsOf(sets), daySet))).toEqual(
          new Set(largest.map((some) => some.join())),
        );
        const apart = onDaysApart(dayRowsOf(columnsOf(sets), daySet), sets.length);
        for (const some of onDay)
          expect(apart.filter((i) => some.includes(i)).length).toBeLessThan(2);
      }),
      { numRuns: 60 },
    );
  });
});
