import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { HostTable } from '../../../src/consolidate/rule-table';
import { bestPriced, type Worth } from '../../../src/consolidate/several-caps/pricing';
import { runs } from '../../support/runs';

const worth = fc.record({
  group: fc.integer({ min: 0, max: 1 }),
  weight: fc.constantFrom(5, 10, 20, 35, 80),
  value: fc.integer({ min: 1, max: 9 }),
  caps: fc.subarray([0, 1, 2], { maxLength: 2 }),
});

test('the best visit of an occasion is the best of all its subsets', () => {
  const seen = { heavy: 0, paid: 0 };
  fc.assert(
    fc.property(
      fc.array(worth, { minLength: 1, maxLength: 8 }),
      fc.constantFrom(30, 60),
      fc.tuple(...[0, 1, 2].map(() => fc.integer({ min: -9, max: -1 }))),
      (rows, most, prices) => {
        const host: HostTable = {
          domain: 'general',
          eligible: new Uint8Array(rows.length).fill(1),
          own: new Uint8Array(rows.length).fill(1),
          classOf: new Int32Array(rows.length),
          similarities: [],
          separations: [],
          sums: [
            {
              group: Int32Array.from(rows, ({ group }) => group),
              weight: Float64Array.from(rows, ({ weight }) => weight),
              most,
            },
          ],
          counts: [],
          critical: false,
        };
        const options: readonly Worth[] = rows.map(({ value, caps }, k) => ({
          ...{ option: k, occurrence: k, item: k, value, caps },
        }));
        let best = 0;
        for (let set = 1; set < 2 ** rows.length; set++) {
          const some = rows.filter((_, k) => (set >> k) & 1);
          // A group that is too heavy may hold one occurrence: the relaxation allows it.
          const isLight = [0, 1].every((g) => {
            const own = some.filter(({ group }) => group === g);
            return own.length < 2 || own.reduce((sum, one) => sum + one.weight, 0) <= most;
          });
          if (!isLight) continue;
          const paid = [...new Set(some.flatMap(({ caps }) => caps))];
          const gain =
            some.reduce((sum, one) => sum + one.value, 0) +
            paid.reduce((sum, c) => sum + prices[c], 0);
          if (gain > best) {
            best = gain;
            seen.paid += paid.length > 0 ? 1 : 0;
          }
          seen.heavy += some.some(({ weight }) => weight > most) ? 1 : 0;
        }
        const found = bestPriced(host, options, (c) => prices[c]);
        expect(found.gain).toBeCloseTo(best);
        const chosen = found.options.map((k) => rows[k]);
        const paid = new Set(chosen.flatMap(({ caps }) => caps));
        expect(
          chosen.reduce((sum, one) => sum + one.value, 0) +
            [...paid].reduce((sum, c) => sum + prices[c], 0),
        ).toBeCloseTo(best);
      },
    ),
    { numRuns: runs(300, 3000), seed: 11 },
  );
  expect(seen.heavy).toBeGreaterThan(100);
  expect(seen.paid).toBeGreaterThan(100);
});
