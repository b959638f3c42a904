import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { firstFit } from '../../src/cover/first-fit';
import { improved } from '../../src/cover/local-search';
import type { Question } from '../../src/cover/question';
import type { Choice } from '../../src/cover/search';
import {
  checkVisits,
  elementsOf,
  fewest,
  isVisit,
  oddQuestionArb,
  pairsArb,
  questionOf,
} from './small-questions';

/** A visit for every element. */
const oneByOne = (question: Question): Choice => {
  const all = Int32Array.from({ length: question.elements }, (_, i) => i);
  return {
    count: question.elements,
    occasionOf: all.map((i) =>
      Array.from({ length: question.occasions }, (_, p) => p).findIndex((p) =>
        isVisit(question, p, 1 << i),
      ),
    ),
    visitOf: all,
  };
};

describe('exchanges', () => {
  test('keep every element in a visit, and make few of many', () => {
    let [fewer, least] = [0, 0];
    fc.assert(
      fc.property(
        fc.oneof(oddQuestionArb({ sums: 2, counts: 2 }), pairsArb),
        fc.boolean(),
        (question, isFitted) => {
          const start = isFitted ? firstFit(question) : oneByOne(question);
          const found = improved(question, start, 1, { steps: 20_000, exhausted: false });
          checkVisits(question, found);
          expect(found.count).toBeLessThanOrEqual(start.count);
          const best = fewest(question);
          expect(found.count).toBeGreaterThanOrEqual(best);
          fewer += found.count < start.count ? 1 : 0;
          least += found.count === best ? 1 : 0;
        },
      ),
      { numRuns: 80 },
    );
    expect(fewer).toBeGreaterThan(25);
    expect(least).toBeGreaterThan(50);
  });

  test('end at the target, and without steps', () => {
    const pairs = questionOf(
      8,
      [0, 2, 4, 6].map((i) => elementsOf(0b11 << i)),
    );
    const start = oneByOne(pairs);
    const count = (target: number, steps: number): number =>
      improved(pairs, start, target, { steps, exhausted: false }).count;
    expect(start.count).toBe(8);
    expect([count(4, 10_000), count(6, 10_000), count(8, 10_000), count(4, 0)]).toEqual([
      4, 6, 8, 8,
    ]);
  });
});
