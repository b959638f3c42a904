import fc from 'fast-check';
import { expect, test } from 'vitest';
import { startDays } from '../../src/revise/start-days';
import { runs } from '../support/runs';

/**
 * On-site visits of one enterprise: the days that each may be on, and the one that it has, if any.
 */
const visitsArb = fc.array(
  fc.record({
    days: fc.uniqueArray(fc.nat(5), { minLength: 1, maxLength: 4 }),
    has: fc.option(fc.nat(3)),
  }),
  { minLength: 1, maxLength: 4 },
);

test('as many visits as can be have a day of their own, and of published ones the fewest move for one that is new', () => {
  fc.assert(
    fc.property(visitsArb, fc.double({ min: 0, max: 0.99, noNaN: true }), (visits, spread) => {
      const sorted = visits.map(({ days, has }) => {
        const own = days.toSorted((a, b) => a - b);
        return { days: own, given: has === null ? -1 : own[has % own.length] };
      });
      const starts = [0];
      for (const { days } of sorted) starts.push(starts[starts.length - 1] + days.length);
      const lo = Int32Array.from(sorted.flatMap(({ days }) => days));
      const given = Int32Array.from(sorted, (visit) => visit.given);
      const count = sorted.length;
      const columns = {
        visits: {
          ...{ count, enterprise: new Int32Array(count), domain: given, day: given, lead: given },
          ...{ minutes: new Float64Array(count), onSite: new Uint8Array(count).fill(1) },
          ...{ memberStart: given, item: given, cycle: given },
        },
      };
      const daySets = { start: Int32Array.from(starts), lo, hi: lo };
      const { rank, stays } = startDays(
        columns,
        { daySet: Int32Array.from(sorted, (_, v) => v), daySets },
        given,
        () => spread,
      );
      for (const [v, { days }] of sorted.entries()) expect(days).toContain(rank[v]);

      // Every choice of days: most different ones, then fewest published visits that move.
      let best = [0, 0];
      const all = (v: number, chosen: readonly number[]): void => {
        if (v < count) for (const day of sorted[v].days) all(v + 1, [...chosen, day]);
        else {
          const found = [
            new Set(chosen).size,
            -chosen.filter((day, k) => given[k] >= 0 && day !== given[k]).length,
          ];
          if (found[0] > best[0] || (found[0] === best[0] && found[1] > best[1])) best = found;
        }
      };
      best = [0, Number.NEGATIVE_INFINITY];
      all(0, []);
      expect(new Set(rank).size).toBe(best[0]);
      const moved = sorted.filter((visit, v) => visit.given >= 0 && stays[v] === 0).length;
      if (sorted.filter((visit) => visit.given < 0).length === 1 && new Set(given).size === count)
        expect(-moved).toBe(best[1]);
    }),
    { numRuns: runs(750, 3000), seed: 107 },
  );
});
