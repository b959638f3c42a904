import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { firstFit } from '../../src/cover/first-fit';
import {
  checkVisits,
  isVisit,
  maskOf,
  oddQuestionArb,
  openPacking,
  questionArb,
  questionOf,
} from './small-questions';

describe('a choice by first fit', () => {
  const anyQuestion = fc.oneof(
    oddQuestionArb({ sums: 2, counts: 2 }),
    questionArb({ sums: 2, counts: 2 }),
  );

  test('puts every element into the first visit that has room for it', () => {
    let joined = 0;
    fc.assert(
      fc.property(anyQuestion, (question) => {
        const choice = firstFit(question);
        checkVisits(question, choice);
        const { count, visitOf, occasionOf } = choice;
        const membersOf = (v: number): number =>
          maskOf(Array.from(visitOf.keys()).filter((i) => visitOf[i] === v));
        visitOf.forEach((own, i) => {
          // A visit only fills up: one that has room at the end had room before.
          for (let v = 0; v < own; v++)
            expect(isVisit(question, occasionOf[v], membersOf(v) | (1 << i))).toBe(false);
        });
        joined += count < question.elements ? 1 : 0;
      }),
      { numRuns: 400 },
    );
    expect(joined).toBeGreaterThan(100);
  });

  test('begins with the element of fewest occasions, on the occasion that serves most', () => {
    // Element 0 is on occasion 1 alone, and 2 on occasions 0 and 1, so all but 3 are served there.
    const question = questionOf(4, [
      [2, 3],
      [0, 1, 2],
      [1, 3],
    ]);
    const { count, visitOf, occasionOf } = firstFit(question);
    expect([count, [...visitOf], [...occasionOf]]).toEqual([2, [0, 0, 0, 1], [1, 0]]);
  });

  test('begins with the heaviest among equals: 5 + 4 and 3 + 3 + 3 in two bins of 9', () => {
    const weights = [3, 3, 4, 3, 5];
    const { count, visitOf } = firstFit(
      questionOf(5, [[0, 1, 2, 3, 4]], {
        ...openPacking(5, 1),
        sums: [
          {
            groups: 1,
            groupOf: new Int32Array(5),
            weight: Float64Array.from(weights),
            mostAt: Float64Array.of(9),
          },
        ],
      }),
    );
    expect([count, [...visitOf]]).toEqual([2, [1, 1, 0, 1, 0]]);
  });
});
