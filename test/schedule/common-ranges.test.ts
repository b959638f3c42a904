import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { commonRangesInto, rangeBuffer } from '../../src/schedule/common-ranges';
import { commonDays, soundRanks } from '../../src/schedule/visit-days';
import { columnsOf, daysOf, type Ranges, rangesArb } from '../consolidate/day-sets';

/** Day sets, and visits as lists of them; the members of a visit are the sets themselves. */
const visitsArb = fc.array(rangesArb, { minLength: 1, maxLength: 5 }).chain((sets) =>
  fc.record({
    sets: fc.constant(sets),
    visits: fc.array(fc.array(fc.nat(sets.length - 1), { minLength: 1, maxLength: 4 }), {
      maxLength: 5,
    }),
  }),
);

const commonTo = (sets: readonly Ranges[], visit: readonly number[]): readonly number[] =>
  daysOf(sets[visit[0]]).filter((day) => visit.every((set) => daysOf(sets[set]).includes(day)));

describe('the days common to day sets', () => {
  test('are written as ranges behind those that are there', () => {
    fc.assert(
      fc.property(visitsArb, fc.nat(80), ({ sets, visits }, from) => {
        for (const visit of visits) {
          const out = rangeBuffer();
          out.lo[0] = 77;
          const end = commonRangesInto(
            columnsOf(sets),
            Int32Array.from(sets.keys()),
            Int32Array.from([0, ...visit, 0]),
            1,
            1 + visit.length,
            out,
            from,
          );
          const ranges = Array.from({ length: end - from }, (_, k): readonly [number, number] => [
            out.lo[from + k],
            out.hi[from + k],
          ]);
          expect(daysOf(ranges)).toEqual(commonTo(sets, visit));
          if (from > 0) expect(out.lo[0]).toBe(77);
        }
      }),
    );
  });

  test('of 0–2 and 7–9 with 1–8 are 1–2 and 7–8', () => {
    const out = rangeBuffer();
    const columns = columnsOf([
      [
        [0, 2],
        [7, 9],
      ],
      [[1, 8]],
    ]);
    const two = Int32Array.of(0, 1);
    expect(commonRangesInto(columns, two, two, 0, 2, out, 0)).toBe(2);
    expect([out.lo[0], out.hi[0], out.lo[1], out.hi[1]]).toEqual([1, 2, 7, 8]);
  });
});

describe('the days of visits', () => {
  test('are those of all their occurrences, each set once; ranks on other days are moved', () => {
    fc.assert(
      fc.property(visitsArb, fc.array(fc.nat(20), { minLength: 5 }), ({ sets, visits }, drawn) => {
        const memberStart = Int32Array.from([0, ...visits].keys(), (v) =>
          visits.slice(0, v).reduce((sum, visit) => sum + visit.length, 0),
        );
        const allowed = { daySet: Int32Array.from(sets.keys()), daySets: columnsOf(sets) };
        const days = commonDays({ memberStart, member: Int32Array.from(visits.flat()) }, allowed);
        const { start, lo, hi } = days.daySets;
        const own = Array.from(days.daySet, (set) =>
          daysOf(
            Array.from(
              { length: start[set + 1] - start[set] },
              (_, k): readonly [number, number] => [lo[start[set] + k], hi[start[set] + k]],
            ),
          ),
        );
        expect(own).toEqual(visits.map((visit) => commonTo(sets, visit)));
        if (own.some((some) => some.length === 0)) return;
        const rank = Int32Array.from(own, (_, v) => drawn[v]);
        const sound = soundRanks(days, rank);
        expect([...sound.rank]).toEqual(
          own.map((some, v) => (some.includes(drawn[v]) ? drawn[v] : some[0])),
        );
        expect(sound.faults).toBe(own.filter((some, v) => !some.includes(drawn[v])).length);
      }),
    );
  });
});
