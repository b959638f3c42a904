import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { likenessOf } from '../../src/cover/likeness';
import type { Packing } from '../../src/cover/question';
import { isVisit, oddQuestionArb, openPacking, questionOf } from './small-questions';

/** Five elements, many of them alike, on one of two occasions or both. */
const likeArb = fc
  .record({
    group: fc.array(fc.nat(1), { minLength: 5, maxLength: 5 }),
    weight: fc.array(fc.constantFrom(1, 2), { minLength: 5, maxLength: 5 }),
    on: fc.array(fc.constantFrom(0b11, 0b11, 0b01), { minLength: 5, maxLength: 5 }),
    most: fc.integer({ min: 2, max: 5 }),
    countGroup: fc.array(fc.constantFrom(0, 0, 0, 1), { minLength: 5, maxLength: 5 }),
    foes: fc.option(fc.tuple(fc.nat(4), fc.nat(4))),
    host: fc.option(fc.nat(4)),
  })
  .map(({ group, weight, on, most, countGroup, foes, host }) => {
    const conflicts = new Int32Array(5);
    if (foes !== null && foes[0] !== foes[1]) {
      conflicts[foes[0]] = 1 << foes[1];
      conflicts[foes[1]] = 1 << foes[0];
    }
    const packing: Packing = {
      ...openPacking(5, 2),
      sums: [
        {
          groups: 2,
          groupOf: Int32Array.from(group),
          weight: Float64Array.from(weight),
          mostAt: Float64Array.of(most, 4),
        },
      ],
      counts: [{ groups: 2, groupOf: Int32Array.from(countGroup), mostAt: Float64Array.of(1, 2) }],
      conflicts,
      conflictsAt: Int32Array.of(0, -1),
      hosts: Int32Array.of(0, host === null ? 0 : 1 << host),
      needsHost: Uint8Array.of(0, host === null ? 0 : 1),
    };
    const members = [0, 1].map((p) => [0, 1, 2, 3, 4].filter((i) => (on[i] >> p) & 1));
    return questionOf(5, members, packing);
  });

describe('elements that are like others', () => {
  test('take their places: visits stay visits', () => {
    const seen = { alike: 0, yields: 0 };
    fc.assert(
      fc.property(
        fc.oneof(likeArb, oddQuestionArb({ sums: 2, counts: 1 })),
        fc.array(fc.constantFrom(1, 1, 2), { minLength: 8, maxLength: 8 }),
        (question, drawn) => {
          const { elements, occasions, packing } = question;
          if (packing === undefined) return;
          const { areAlike, yieldsTo } = likenessOf(question, packing);
          const worth = Int32Array.from(drawn.slice(0, elements));
          /** Whether every visit with j and without i is one with i in place of j. */
          const takesPlace = (i: number, j: number): boolean => {
            for (let p = 0; p < occasions; p++)
              for (let visit = 1; visit < 1 << elements; visit++)
                if ((visit >> j) & 1 && !((visit >> i) & 1) && isVisit(question, p, visit))
                  if (!isVisit(question, p, visit ^ (1 << i) ^ (1 << j))) return false;
            return true;
          };
          for (let i = 0; i < elements; i++)
            for (let j = 0; j < elements; j++) {
              if (i === j) continue;
              expect(areAlike(i, j)).toBe(areAlike(j, i));
              if (areAlike(i, j)) expect(takesPlace(i, j) && takesPlace(j, i)).toBe(true);
              const yields = yieldsTo(j, i, worth);
              expect(yieldsTo(j, i, worth)).toBe(yields);
              if (yields) expect(takesPlace(i, j) && worth[i] >= worth[j]).toBe(true);
              seen.alike += areAlike(i, j) ? 1 : 0;
              seen.yields += yields ? 1 : 0;
            }
        },
      ),
      { numRuns: 150 },
    );
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(30);
  });

  test('are lighter and on as many occasions: 5 on one yields to 3 on two, not the reverse', () => {
    const packing = {
      ...openPacking(3, 2),
      sums: [
        {
          groups: 1,
          groupOf: new Int32Array(3),
          weight: Float64Array.of(5, 3, 3),
          mostAt: Float64Array.of(8, 8),
        },
      ],
    };
    const { areAlike, yieldsTo } = likenessOf(
      questionOf(
        3,
        [
          [0, 1, 2],
          [1, 2],
        ],
        packing,
      ),
      packing,
    );
    const worth = Int32Array.of(1, 1, 2);
    expect([yieldsTo(0, 1, worth), yieldsTo(1, 0, worth)]).toEqual([true, false]);
    expect([yieldsTo(1, 2, worth), yieldsTo(2, 1, worth)]).toEqual([true, false]);
    expect([areAlike(1, 2), areAlike(0, 1)]).toEqual([true, false]);
  });
});
