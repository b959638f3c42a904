import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { packerOf } from '../../src/cover/packing';
import type { Packing, Question } from '../../src/cover/question';
import { roomOf } from '../../src/cover/room';
import { openPacking, questionOf } from './small-questions';

/** One block of elements with weights, in bins that take all of them. */
const binsOf = (
  weights: readonly number[],
  bins: number,
  capacity: number,
): Question & { readonly packing: Packing } => {
  const all = weights.map((_, i) => i);
  const occasions = Array.from({ length: bins }, () => all);
  const packing: Packing = {
    ...openPacking(weights.length, bins),
    sums: [
      {
        groups: 1,
        groupOf: new Int32Array(weights.length),
        weight: Float64Array.from(weights),
        mostAt: new Float64Array(bins).fill(capacity),
      },
    ],
  };
  return { ...questionOf(weights.length, occasions, packing), packing };
};

/**
 * The least that is left out, by trying every bin for every element; Infinity: those of no worth do
 * not fit.
 */
const leastOut = (
  weights: readonly number[],
  worth: readonly number[],
  bins: number,
  capacity: number,
): number => {
  const place = (i: number, loads: readonly number[], members: readonly number[]): number => {
    if (i === weights.length) return 0;
    let least = worth[i] === 0 ? Number.POSITIVE_INFINITY : worth[i] + place(i + 1, loads, members);
    for (let b = 0; b < bins; b++)
      if (members[b] === 0 || loads[b] + weights[i] <= capacity)
        least = Math.min(
          least,
          place(
            i + 1,
            loads.map((load, at) => (at === b ? load + weights[i] : load)),
            members.map((some, at) => (at === b ? some + 1 : some)),
          ),
        );
    return least;
  };
  const nothing = Array.from({ length: bins }, () => 0);
  return place(0, nothing, nothing);
};

const caseArb = fc.record({
  elements: fc.array(
    fc.tuple(fc.integer({ min: 1, max: 9 }), fc.constantFrom(0, 1, 1, 2, 5, 1_000_000)),
    {
      minLength: 1,
      maxLength: 7,
    },
  ),
  bins: fc.integer({ min: 1, max: 3 }),
  capacity: fc.integer({ min: 4, max: 14 }),
  limit: fc.constantFrom(1, 3, 2_000_000, Number.POSITIVE_INFINITY),
});

describe('packing as much as fits', () => {
  test('leaves out the least, in few steps however much some count for', () => {
    fc.assert(
      fc.property(caseArb, ({ elements, bins, capacity, limit }) => {
        const weights = elements.map(([weight]) => weight);
        const worth: readonly number[] = elements.map(([, one]) => one);
        const question = binsOf(weights, bins, capacity);
        const chosen = Int32Array.from({ length: bins }, (_, p) => p);
        const visitOf = new Int32Array(weights.length);
        const budget = { steps: 100_000, exhausted: false };
        const packer = packerOf(question, question.packing, roomOf(question, question.packing));
        const out = packer.packMost(
          0,
          chosen,
          bins,
          visitOf,
          budget,
          Int32Array.from(worth),
          limit,
        );
        const least = leastOut(weights, worth, bins, capacity);
        expect(out).toBe(least < limit ? least : Number.POSITIVE_INFINITY);
        expect(budget.exhausted).toBe(false);
        expect(budget.steps).toBeGreaterThan(90_000);
        if (out === Number.POSITIVE_INFINITY) return;
        expect(worth.reduce((sum, one, i) => sum + (visitOf[i] < 0 ? one : 0), 0)).toBe(out);
        for (let b = 0; b < bins; b++) {
          const inside = weights.filter((_, i) => visitOf[i] === b);
          expect(inside.length <= 1 || inside.reduce((sum, one) => sum + one, 0) <= capacity).toBe(
            true,
          );
        }
      }),
      { numRuns: 2000, seed: 7 },
    );
  });
});
