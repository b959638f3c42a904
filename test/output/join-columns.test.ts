import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { joinColumns } from '../../src/output/join-columns';
import { joinTotals, summaryOf, summaryOfTotals, totalsOf } from '../../src/output/summary';
import { type Planned, slicedCounties } from './slices';

describe('slices of a county', () => {
  test('are dealt out so that their enterprises interleave', () => {
    const interleaved = slicedCounties.filter(({ slices }) => {
      const [first, second] = slices.map(({ made }) => made.columns.rows.enterprises.map(({ id }) => id));
      return first.some((id) => id > second[0]) && second.some((id) => id > first[0]);
    });
    expect(interleaved.length).toBeGreaterThan(10);
    const ofNobody = ({ made }: Planned): boolean => made.columns.rows.enterprises.length === 0;
    expect(slicedCounties.some(({ slices }) => slices.some(ofNobody))).toBe(true);
  });

  test('join to the plan of the whole', () => {
    for (const { whole, slices } of slicedCounties) {
      const [first, ...others] = slices;
      expect(joinColumns([first.made.columns, ...others.map(({ made }) => made.columns)])).toEqual(whole.made.columns);
    }
  });

  test('join to the same in whatever order, and step by step', () => {
    for (const { whole, slices } of slicedCounties) {
      const [a, b, c] = slices.map(({ made }) => made.columns);
      expect(joinColumns([c, a, b])).toEqual(whole.made.columns);
      expect(joinColumns([joinColumns([b, c]), joinColumns([a])])).toEqual(whole.made.columns);
    }
  });

  test('have totals that add up to those of the whole, in whatever order', () => {
    let overloaded = 0;
    for (const { whole, slices } of slicedCounties) {
      const expected = totalsOf(whole.made.columns, whole.counted);
      const parts = slices.map(({ made, counted }) => totalsOf(made.columns, counted));
      fc.assert(
        fc.property(fc.shuffledSubarray(parts, { minLength: parts.length }), (order) => {
          expect(order.reduce(joinTotals)).toEqual(expected);
        }),
        { numRuns: 6 },
      );
      expect(summaryOfTotals(parts.reduce(joinTotals))).toEqual(whole.made.summary);
      expect(summaryOf(whole.made.columns, whole.counted)).toEqual(whole.made.summary);
      overloaded += whole.made.summary.overloadMinutes > 0 ? 1 : 0;
    }
    expect(overloaded).toBeGreaterThan(5);
  });
});
