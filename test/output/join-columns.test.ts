import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { joinColumns } from '../../src/output/join-columns';
import { summaryOf, summaryOfTotals } from '../../src/output/summary';
import { joinTotals, totalsOf } from '../../src/output/totals';
import { type Planned, slicedCounties } from './slices';

describe('slices of a county', () => {
  test('are dealt out so that their enterprises interleave', () => {
    const interleaved = slicedCounties.filter(({ slices }) => {
      const [first, second] = slices.map(({ columns }) =>
        columns.rows.enterprises.map(({ id }) => id),
      );
      return first.some((id) => id > second[0]) && second.some((id) => id > first[0]);
    });
    expect(interleaved.length).toBeGreaterThan(10);
    const ofNobody = ({ columns }: Planned): boolean => columns.rows.enterprises.length === 0;
    expect(slicedCounties.some(({ slices }) => slices.some(ofNobody))).toBe(true);
  });

  test('join to the plan of the whole', () => {
    for (const { whole, slices } of slicedCounties) {
      const [first, ...others] = slices;
      const parts = [first.columns, ...others.map(({ columns }) => columns)];
      expect(joinColumns(first.columns, parts)).toEqual(whole.columns);
    }
  });

  test('join to the same in whatever order, and step by step', () => {
    for (const { whole, slices } of slicedCounties) {
      const [a, b, c] = slices.map(({ columns }) => columns);
      expect(joinColumns(a, [c, a, b])).toEqual(whole.columns);
      expect(joinColumns(a, [joinColumns(a, [b, c]), joinColumns(a, [a])])).toEqual(whole.columns);
    }
  });

  test('have totals that add up to those of the whole, in whatever order', () => {
    let [overloaded, capped] = [0, 0];
    for (const { whole, slices } of slicedCounties) {
      const expected = totalsOf(whole.columns, whole.counted);
      const parts = slices.map(({ columns, counted }) => totalsOf(columns, counted));
      fc.assert(
        fc.property(fc.shuffledSubarray(parts, { minLength: parts.length }), (order) => {
          expect(order.reduce(joinTotals)).toEqual(expected);
        }),
        { numRuns: 6 },
      );
      const summary = summaryOf(whole.columns, whole.counted);
      expect(summaryOfTotals(parts.reduce(joinTotals))).toEqual(summary);
      capped += (summary.caps ?? []).some(({ leftOut }) => leftOut > 0) ? 1 : 0;
      overloaded += summary.overloadMinutes > 0 ? 1 : 0;
    }
    expect(Math.min(overloaded, capped)).toBeGreaterThan(5);
  });
});
