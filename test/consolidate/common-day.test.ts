import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { haveCommonDay } from '../../src/consolidate/common-day';
import { columnsOf, daysOf, rangesArb } from './day-sets';

describe('a day in common', () => {
  test('is a day of every member’s set', () => {
    const seen = new Set<boolean>();
    fc.assert(
      fc.property(
        fc.array(rangesArb, { minLength: 1, maxLength: 5 }),
        fc.array(fc.nat(9), { minLength: 1, maxLength: 5 }),
        (sets, drawn) => {
          const members = drawn.map((k) => k % sets.length);
          // Members are indices of a column that names the sets in another order.
          const daySet = Int32Array.from(sets, (_, k) => sets.length - 1 - k);
          const days = members.map((m) => daysOf(sets[daySet[m]]));
          const common = days[0].some((day) => days.every((own) => own.includes(day)));
          expect(haveCommonDay(daySet, columnsOf(sets), members)).toBe(common);
          seen.add(common);
        },
      ),
      { numRuns: 1000 },
    );
    expect(seen.size).toBe(2);
  });

  test('is 9 for 0–2 and 7–9, 5–6 and 9, and 3–9; without the last day it is none', () => {
    const sets = [
      [
        [0, 2],
        [7, 9],
      ],
      [
        [5, 6],
        [9, 9],
      ],
      [[3, 9]],
      [[3, 8]],
    ] as const;
    const daySet = Int32Array.of(0, 1, 2, 3);
    expect(haveCommonDay(daySet, columnsOf(sets), [0, 1, 2])).toBe(true);
    expect(haveCommonDay(daySet, columnsOf(sets), [0, 1, 3])).toBe(false);
  });
});
