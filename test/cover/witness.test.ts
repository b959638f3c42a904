import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { firstFit } from '../../src/cover/first-fit';
import { unhosted } from '../../src/cover/packing';
import { witnessOf } from '../../src/cover/witness';
import {
  elementsOf,
  isVisit,
  oddQuestionArb,
  pairsArb,
  questionArb,
  questionOf,
} from './small-questions';

describe('a witness', () => {
  test('is a largest set of elements of which no two can share a visit', () => {
    const sizes = new Set<number>();
    fc.assert(
      fc.property(
        fc.oneof(
          oddQuestionArb({ sums: 2, counts: 2 }),
          questionArb({ sums: 2, counts: 2 }),
          pairsArb,
        ),
        (question) => {
          // Two guests may meet: a host may join them.
          const free = unhosted(question);
          const occasions = [...Array(question.occasions).keys()];
          const all = [...Array(question.elements).keys()];
          const meet = all.map((i) =>
            all.map((j) => occasions.some((p) => isVisit(free, p, (1 << i) | (1 << j)))),
          );
          const areApart = (some: readonly number[]): boolean =>
            some.every((i) => some.every((j) => i === j || !meet[i][j]));
          let most = 0;
          for (let mask = 1; mask < 1 << question.elements; mask++)
            if (areApart(elementsOf(mask))) most = Math.max(most, elementsOf(mask).length);
          const witness = witnessOf(question, firstFit(question));
          expect(areApart(witness)).toBe(true);
          expect(witness).toEqual([...new Set(witness)].sort((a, b) => a - b));
          expect(witness.length).toBe(most);
          sizes.add(most);
        },
      ),
      { numRuns: 300 },
    );
    expect(sizes.size).toBeGreaterThan(3);
  });

  test('of a path of five elements are its first, third and fifth', () => {
    const path = questionOf(5, [
      [0, 1],
      [1, 2],
      [2, 3],
      [3, 4],
    ]);
    expect(witnessOf(path, firstFit(path))).toEqual([0, 2, 4]);
  });

  test('of a ring of five are two of the three visits that it needs', () => {
    const ring = questionOf(
      5,
      [0, 1, 2, 3, 4].map((i) => [i, (i + 1) % 5]),
    );
    const choice = firstFit(ring);
    expect(choice.count).toBe(3);
    expect(witnessOf(ring, choice).length).toBe(2);
  });
});
