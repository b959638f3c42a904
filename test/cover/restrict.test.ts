import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { restrictedTo } from '../../src/cover/restrict';
import {
  elementsOf,
  isVisit,
  maskOf,
  oddQuestionArb,
  openPacking,
  questionOf,
} from './small-questions';

const seriesTo = (length: number): readonly number[] => Array.from({ length }, (_, k) => k);

describe('a question restricted to some elements', () => {
  test('keeps the occasions that are inside no other: of three with 1 or 2 the largest', () => {
    const question = questionOf(4, [[0, 1], [1, 2], [2, 3], [3]]);
    const { question: part, occasions } = restrictedTo(question, [1, 2]);
    expect([...occasions]).toEqual([1]);
    expect(part).toEqual(questionOf(2, [[0, 1]]));
  });

  test('keeps an occasion inside another one with exceptions, for what may meet on it alone', () => {
    const question = questionOf(
      3,
      [
        [0, 1],
        [0, 1, 2],
      ],
      {
        ...openPacking(3, 2),
        conflicts: Int32Array.of(0b010, 0b001, 0),
        conflictsAt: Int32Array.of(-1, 0),
      },
    );
    expect([...restrictedTo(question, [0, 1, 2]).occasions]).toEqual([0, 1]);
    expect([...restrictedTo(question, [0, 1]).occasions]).toEqual([0]);
  });

  test('has the visits of the whole question among these elements, and no other', () => {
    fc.assert(
      fc.property(
        oddQuestionArb({ sums: 2, counts: 2 }).chain((question) =>
          fc.tuple(fc.constant(question), fc.subarray([...seriesTo(question.elements)])),
        ),
        ([question, some]) => {
          const { question: part, occasions } = restrictedTo(question, some);
          expect(part.elements).toBe(some.length);
          expect(part.occasions).toBe(occasions.length);
          for (let mask = 1; mask < 1 << some.length; mask++) {
            const whole = maskOf(elementsOf(mask).map((k) => some[k]));
            const own = seriesTo(part.occasions).filter((p) => isVisit(part, p, mask));
            expect(own).toEqual(
              seriesTo(part.occasions).filter((p) => isVisit(question, occasions[p], whole)),
            );
            if (seriesTo(question.occasions).some((p) => isVisit(question, p, whole)))
              expect(own.length).toBeGreaterThan(0);
          }
          const blockOf = part.packing?.blockOf ?? new Int32Array(some.length);
          const before = question.packing?.blockOf ?? new Int32Array(question.elements);
          some.forEach((i, k) => {
            expect(blockOf[k] < 0).toBe(before[i] < 0);
            some.forEach((j, l) => {
              expect(blockOf[k] === blockOf[l]).toBe(before[i] === before[j]);
            });
          });
          expect(part.packing?.blocks ?? 0).toBe(
            question.packing === undefined
              ? 0
              : new Set(blockOf.filter((block) => block >= 0)).size,
          );
        },
      ),
      { numRuns: 200 },
    );
  });

  test('has its words of bits: element 40 and occasion 33 become numbers 1 and 0', () => {
    const question = questionOf(
      41,
      seriesTo(41).map((p) => (p === 33 ? [7, 40] : [p])),
    );
    const { question: part, occasions } = restrictedTo(question, [7, 40]);
    expect([...occasions]).toEqual([33]);
    expect(part).toEqual(questionOf(2, [[0, 1]]));
  });
});
