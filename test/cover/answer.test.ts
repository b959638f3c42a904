import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { answerOf, answersOf } from '../../src/cover/answer';
import type { Question } from '../../src/cover/question';
import { checkVisits, fewest, openPacking, pairsArb, questionArb, questionOf } from './small-questions';

const random = { seed: 1998, numRuns: 300 } as const;
const anyQuestion = fc.oneof(questionArb({ sums: 2, counts: 2 }), pairsArb);

/** Two sizes of thirty elements on twelve occasions, in bins: too many for the search at first. */
const hard = ((): Question => {
  const elements = 36;
  const occasions = Array.from({ length: 14 }, (_, p) =>
    Array.from({ length: elements }, (_, i) => i).filter((i) => (i * 7 + p * 5) % 13 < 6 || i % 14 === p),
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

describe('the answers to a question', () => {
  test('are all valid, and the last has the fewest visits where it says so', () => {
    fc.assert(
      fc.property(anyQuestion, fc.constantFrom(0, 10, 20_000), (question, steps) => {
        const least = fewest(question);
        for (const answer of answersOf(question, steps)) {
          checkVisits(question, answer);
          expect(answer.lowerBound).toBeLessThanOrEqual(least);
          expect(answer.count).toBeGreaterThanOrEqual(least);
        }
      }),
      random,
    );
  });

  test('get better one by one, and the last is the answer', () => {
    let several = 0;
    const check = (question: Question, steps: number): void => {
      const answers = [...answersOf(question, steps)];
      several += answers.length > 2 ? 1 : 0;
      expect(answers[0].steps === 0 || answers.length === 1).toBe(true);
      answers.slice(1).forEach((answer, k) => {
        const before = answers[k];
        expect(answer.count).toBeLessThanOrEqual(before.count);
        expect(answer.lowerBound).toBeGreaterThanOrEqual(before.lowerBound);
        expect(answer.steps).toBeGreaterThanOrEqual(before.steps);
        if (k + 2 < answers.length)
          expect(answer.count - answer.lowerBound).toBeLessThan(before.count - before.lowerBound);
      });
      expect(answers.at(-1)).toEqual(answerOf(question, steps));
      expect([...answersOf(question, steps)]).toEqual(answers);
    };
    fc.assert(
      fc.property(anyQuestion, (question) => check(question, 20_000)),
      { ...random, numRuns: 100 },
    );
    for (const steps of [0, 100, 4000, 20_000]) check(hard, steps);
    expect(several).toBeGreaterThan(0);
  });

  test('of a search that is stopped early still come', () => {
    const first = answersOf(hard, 20_000).next().value;
    expect(first).toMatchObject({ steps: 0, witness: [] });
  });
});
