import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { columnsOf } from '../../src/output/plan';
import { planText } from '../../src/output/plan-text';
import { joinSlices, slicePlanOf } from '../../src/parallel/slice-plan';
import { slicesOf } from '../../src/parallel/slices';
import { planContext } from '../../src/plan/context';
import { plan } from '../../src/plan/plan';
import { bestPlan, date, visitPlanner } from '../../src/plan/steps';
import { sortedById } from '../../src/registry/sorted';
import { decoded } from '../support/decoded';
import { registryArb } from '../support/registries';

const sizes = fc.integer({ min: 1, max: 40 });

describe('slices', () => {
  test('have every enterprise and every record once, at its place', () => {
    fc.assert(
      fc.property(registryArb({ enterprises: 30 }), sizes, (input, size) => {
        const enterprises = sortedById(input.enterprises);
        const slices = slicesOf({ ...decoded(input), enterprises }, size);
        for (const { rows, places } of slices) {
          expect(rows.enterprises.length).toBeLessThanOrEqual(size);
          expect(rows.enterprises).toEqual(Array.from(places, (e) => enterprises[e]));
          expect(rows.enterprises).toEqual(sortedById(rows.enterprises));
          const own = new Set(rows.enterprises.map(({ id }) => id));
          const isOwn = ({ enterprise }: { readonly enterprise: string }): boolean =>
            own.has(enterprise);
          expect(rows.assignments).toEqual((input.assignments ?? []).filter(isOwn));
          expect(rows.history).toEqual((input.history ?? []).filter(isOwn));
        }
        const places = slices.flatMap((slice) => [...slice.places]).sort((a, b) => a - b);
        expect(places).toEqual(enterprises.map((_, e) => e));
      }),
      { seed: 3 },
    );
  });

  test('keep an industry together wherever it fits', () => {
    const enterprises = sortedById(
      Array.from({ length: 90 }, (_, k) => ({
        id: `${k}`,
        ...(k % 10 < 9 && { industry: `C${k % 10}` }),
      })),
    );
    for (const size of [9, 10, 20]) {
      const slices = slicesOf({ enterprises }, size);
      const industries = slices.flatMap(({ rows }) => [
        ...new Set(rows.enterprises.map(({ industry }) => industry)),
      ]);
      expect(industries.length).toBe(10);
      expect(slices.length).toBe(Math.ceil(10 / Math.floor(size / 9)));
    }
    // An industry larger than a slice is cut.
    expect(slicesOf({ enterprises }, 4).length).toBe(30);
  });
});

describe('plans of slices', () => {
  test('join to the plan of the whole, in whatever order, by a planner that has seen others', () => {
    let several = 0;
    fc.assert(
      fc.property(
        registryArb({ enterprises: 8 }),
        fc.integer({ min: 1, max: 3 }),
        fc.boolean(),
        (input, size, back) => {
          const registry = decoded(input);
          const whole = plan(registry);
          const context = planContext(registry);
          const visitsOf = visitPlanner(context, {});
          const slices = slicesOf(
            { ...registry, enterprises: sortedById(registry.enterprises) },
            size,
          );
          const found = (back ? slices.toReversed() : slices).map((slice) => ({
            slice,
            plan: slicePlanOf(visitsOf(slice.rows)),
          }));
          const joined = bestPlan(date(context, joinSlices(context.columns, found)));
          expect([...planText(joined)].join('')).toBe([...planText(whole)].join(''));
          expect(columnsOf(joined)).toEqual(columnsOf(whole));
          for (const { id } of registry.enterprises)
            expect(joined.certificate(id)).toEqual(whole.certificate(id));
          expect(joined.certificate('nobody')).toBeUndefined();
          expect(joined.shortfalls).toEqual(whole.shortfalls);
          if (slices.length > 1) several++;
        },
      ),
      { numRuns: 30, seed: 4 },
    );
    expect(several).toBeGreaterThan(10);
  });
});
