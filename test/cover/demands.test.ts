import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isWithin, membersOf, wordsFor } from '../../src/cover/bits';
import { binsNeeded, demandsOf, quickBound } from '../../src/cover/demands';
import type { Packing, Question } from '../../src/cover/question';
import {
  fewest,
  isVisit,
  oddQuestionArb,
  openPacking,
  pairsArb,
  questionArb,
  questionOf,
  visitsOf,
} from './small-questions';

const anyQuestion = fc.oneof(
  { weight: 3, arbitrary: oddQuestionArb({ sums: 2, counts: 2 }) },
  { weight: 2, arbitrary: questionArb({ sums: 2, counts: 2, elements: 5 }) },
  pairsArb,
);

describe('the bins that weights need', () => {
  /** Fewest bins, by every bin for every weight. */
  const fewestBins = (weights: readonly number[], capacity: number): number => {
    let best = weights.length;
    const place = (k: number, loads: readonly number[]): void => {
      if (loads.length >= best) return;
      if (k === weights.length) {
        best = loads.length;
        return;
      }
      loads.forEach((load, b) => {
        if (load + weights[k] <= capacity)
          place(
            k + 1,
            loads.map((other, at) => (at === b ? load + weights[k] : other)),
          );
      });
      place(k + 1, [...loads, weights[k]]);
    };
    place(0, []);
    return best;
  };

  test('are no fewer than told, and told no fewer than by their total and their halves', () => {
    const binsArb = fc
      .integer({ min: 0, max: 12 })
      .chain((capacity) =>
        fc.tuple(fc.constant(capacity), fc.array(fc.nat(capacity), { maxLength: 7 })),
      );
    let most = 0;
    fc.assert(
      fc.property(binsArb, ([capacity, drawn]) => {
        const weights = drawn.toSorted((a, b) => b - a);
        const told = binsNeeded(weights, capacity);
        const total = weights.reduce((sum, weight) => sum + weight, 0);
        expect(told).toBeLessThanOrEqual(fewestBins(weights, capacity));
        expect(told).toBeGreaterThanOrEqual(total === 0 ? 0 : Math.ceil(total / capacity));
        expect(told).toBeGreaterThanOrEqual(weights.filter((one) => 2 * one > capacity).length);
        most = Math.max(most, told);
      }),
      { numRuns: 300 },
    );
    expect(most).toBeGreaterThan(4);
  });

  test('of 7, 7, 4, 4, 4 and 4 in bins of 11 are three, as their total says', () => {
    expect(binsNeeded([7, 7, 4, 4, 4, 4], 11)).toBe(3);
  });

  test('of 8, 8 and 5 in bins of 11 are three, though two could hold their total of 21', () => {
    expect(binsNeeded([8, 8, 5], 11)).toBe(3);
  });

  test('of 8, 8, 6, 5 and 5 are four: nothing joins an 8, and one 5 joins the 6', () => {
    expect(binsNeeded([8, 8, 6, 5, 5], 11)).toBe(4);
  });

  test('of no weight are none, whatever the bins take', () => {
    expect([binsNeeded([], 0), binsNeeded([0, 0], 0), binsNeeded([0, 0], 5)]).toEqual([0, 0, 0]);
  });
});

/** The least number of visits that an answer must have on some occasions, and on no others. */
const leastAmong = (question: Question): ((among: readonly number[]) => number) => {
  const occasions = [...Array(question.occasions).keys()];
  const visits = visitsOf(question).map((visit) => ({
    visit,
    on: occasions.filter((p) => isVisit(question, p, visit)),
  }));
  return (among) => {
    const best = [0];
    for (let some = 1; some < 1 << question.elements; some++) {
      best[some] = Number.POSITIVE_INFINITY;
      for (const { visit, on } of visits)
        if (visit & some & -some && (visit & ~some) === 0)
          best[some] = Math.min(
            best[some],
            best[some ^ visit] + (on.every((p) => among.includes(p)) ? 1 : 0),
          );
    }
    return best[(1 << question.elements) - 1];
  };
};

describe('demands', () => {
  test.each([
    ['few', false],
    ['rich', true],
  ])('of every answer, where %s, are no more than it must have', (_, rich) => {
    let several = 0;
    fc.assert(
      fc.property(anyQuestion, (question) => {
        const { count, among, need } = demandsOf(question, rich);
        const words = wordsFor(question.occasions);
        const least = leastAmong(question);
        const own = Array.from({ length: count }, (_, d) => membersOf(among, d * words, words));
        own.forEach((occasions, d) => {
          expect(need[d]).toBeGreaterThan(0);
          expect(need[d]).toBeLessThanOrEqual(least(occasions));
          if (d > 0) expect(occasions.length).toBeGreaterThanOrEqual(own[d - 1].length);
          several += need[d] > 1 ? 1 : 0;
        });
        for (let i = 0; i < question.elements; i++)
          expect(
            own.some((_, d) => isWithin(among, d * words, question.rows, i * words, words)),
          ).toBe(true);
        for (let d = 0; d < count; d++)
          for (let k = 0; k < count; k++)
            if (k !== d && need[k] >= need[d])
              expect(isWithin(among, k * words, among, d * words, words)).toBe(false);
      }),
      { numRuns: 120 },
    );
    expect(several).toBeGreaterThan(20);
  });

  test('of three elements that exceptions keep apart on both occasions are three visits there', () => {
    const packing: Packing = {
      ...openPacking(3, 2),
      conflicts: Int32Array.of(0b110, 0b101, 0b011),
      conflictsAt: new Int32Array(2),
    };
    const both = questionOf(
      3,
      [
        [0, 1, 2],
        [0, 1, 2],
      ],
      packing,
    );
    const { count, among, need } = demandsOf(both, true);
    expect([count, [...among], [...need]]).toEqual([1, [0b11], [3]]);
    expect(demandsOf(both, false).need).toEqual(Int32Array.of(1));
  });

  test('of four groups are two visits where a visit has at most two, and four where it has one', () => {
    const groups = (most: number): Question =>
      questionOf(4, [[0, 1, 2, 3]], {
        ...openPacking(4, 1),
        counts: [{ groups: 4, groupOf: Int32Array.of(0, 1, 2, 3), mostAt: Float64Array.of(most) }],
      });
    const need = (most: number): readonly number[] => [...demandsOf(groups(most), false).need];
    expect([4, 3, 2, 1].map(need)).toEqual([[1], [2], [2], [4]]);
  });
});

describe('the quick bound', () => {
  test('is never above the fewest visits', () => {
    let reached = 0;
    fc.assert(
      fc.property(anyQuestion, (question) => {
        const [bound, least] = [quickBound(question), fewest(question)];
        expect(bound).toBeGreaterThanOrEqual(1);
        expect(bound).toBeLessThanOrEqual(least);
        reached += bound === least && least > 1 ? 1 : 0;
      }),
      { numRuns: 200 },
    );
    expect(reached).toBeGreaterThan(30);
  });

  test('is two for two elements without a common occasion, and three bins for 6, 6 and 6 of 10', () => {
    expect(
      quickBound(
        questionOf(3, [
          [0, 1],
          [1, 2],
        ]),
      ),
    ).toBe(2);
    const bins = questionOf(3, [[0, 1, 2]], {
      ...openPacking(3, 1),
      sums: [
        {
          groups: 1,
          groupOf: new Int32Array(3),
          weight: Float64Array.of(6, 6, 6),
          mostAt: Float64Array.of(10),
        },
      ],
    });
    expect(quickBound(bins)).toBe(3);
  });
});
