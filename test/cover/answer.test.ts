import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { answerOf } from '../../src/cover/answer';
import type { Question } from '../../src/cover/question';
import {
  checkVisits,
  fewest,
  openPacking,
  pairsArb,
  questionArb,
  questionOf,
} from './small-questions';

const random = { seed: 1998, numRuns: 300 } as const;
const anyQuestion = fc.oneof(questionArb({ sums: 2, counts: 2 }), pairsArb);

/** Elements of several sizes in bins: too many for the search at first. */
const hard = ((): Question => {
  const elements = 36;
  const occasions = Array.from({ length: 14 }, (_, p) =>
    Array.from({ length: elements }, (_, i) => i).filter(
      (i) => (i * 7 + p * 5) % 13 < 6 || i % 14 === p,
    ),
  );
  return questionOf(elements, occasions, {
    ...openPacking(elements, occasions.length),
    sums: [
      {
        groups: 2,
        groupOf: Int32Array.from({ length: elements }, (_, i) => i % 2),
        weight: Float64Array.from({ length: elements }, (_, i) => 15 + 5 * ((i * 11) % 7)),
        mostAt: new Float64Array(occasions.length).fill(60),
      },
    ],
  });
})();

const budgets: readonly number[] = [0, 10, 4000, 20_000];

describe('the answer to a question', () => {
  test('is valid however long it was searched, and its bound holds', () => {
    fc.assert(
      fc.property(anyQuestion, fc.constantFrom(...budgets), (question, steps) => {
        const least = fewest(question);
        const answer = answerOf(question, steps);
        checkVisits(question, answer);
        expect(answer.lowerBound).toBeLessThanOrEqual(least);
        expect(answer.count).toBeGreaterThanOrEqual(least);
      }),
      random,
    );
  });

  test('takes steps only where there is something to search, and is the same again', () => {
    const answers = budgets.map((steps) => answerOf(hard, steps));
    expect(answers).toEqual(budgets.map((steps) => answerOf(hard, steps)));
    expect(answers[0].steps).toBe(0);
    expect(answers[3].steps).toBeGreaterThan(4000);
    const [first, last] = [answers[0], answers[3]];
    expect(last.count - last.lowerBound).toBeLessThan(first.count - first.lowerBound);
    expect(answerOf(questionOf(3, [[0, 1, 2]]), 20_000)).toMatchObject({
      count: 1,
      lowerBound: 1,
      steps: 0,
    });
  });
});
