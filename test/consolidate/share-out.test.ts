import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shareOut, type Worth } from '../../src/consolidate/share-out';

/** Costs that fall with every further visit, by savings in any order or ever smaller ones. */
const worthArb: fc.Arbitrary<Worth> = fc
  .record({ from: fc.nat(2), saved: fc.array(fc.nat(6), { maxLength: 4 }), sorted: fc.boolean() })
  .map(({ from, saved, sorted }) => {
    const steps = sorted ? saved.toSorted((a, b) => b - a) : saved;
    const cost = [steps.reduce((sum, one) => sum + one, 0)];
    for (const one of steps) cost.push(cost[cost.length - 1] - one);
    return { from, cost };
  });

const costOf = (components: readonly Worth[], given: readonly number[]): number =>
  components.reduce((sum, { from, cost }, c) => sum + cost[given[c] - from], 0);

/** The least cost, by trying all numbers. */
const least = ([first, ...rest]: readonly Worth[], limit: number): number =>
  first === undefined
    ? 0
    : Math.min(
        ...first.cost.map((own, k) =>
          first.from + k > limit
            ? Number.POSITIVE_INFINITY
            : own + least(rest, limit - first.from - k),
        ),
      );

describe('visits shared out among components', () => {
  test('cost as little as can be', () => {
    fc.assert(
      fc.property(fc.array(worthArb, { maxLength: 5 }), fc.nat(12), (components, limit) => {
        const given = shareOut(components, limit);
        const best = least(components, limit);
        expect(given === undefined).toBe(best === Number.POSITIVE_INFINITY);
        if (given === undefined) return;
        expect(given.reduce((sum, own) => sum + own, 0)).toBeLessThanOrEqual(limit);
        expect(costOf(components, given)).toBe(best);
      }),
      { seed: 1988, numRuns: 1000 },
    );
  });
});
