import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Budget } from '../../src/cover/packing';
import { searchOf } from '../../src/cover/search';
import { checkVisits, fewest, oddQuestionArb, pairsArb, questionOf } from './small-questions';

const plenty = (): Budget => ({ steps: 1e6, exhausted: false });

describe('the exact search', () => {
  test.each([
    ['few', false],
    ['rich', true],
  ])('with %s demands finds as few visits as there can be, and not fewer', (_, rich) => {
    let tight = 0;
    fc.assert(
      fc.property(fc.oneof(oddQuestionArb({ sums: 2, counts: 2 }), pairsArb), (question) => {
        const least = fewest(question);
        const search = searchOf(question, rich);
        expect(search.bound()).toBeLessThanOrEqual(least);
        tight += search.bound() < least ? 1 : 0;
        for (let most = least - 1; most <= least + 1; most++) {
          const budget = plenty();
          const found = search.within(most, budget);
          expect(budget.exhausted).toBe(false);
          expect(found !== undefined).toBe(most >= least);
          if (found === undefined) continue;
          checkVisits(question, found);
          expect(found.count).toBeLessThanOrEqual(most);
        }
      }),
      { numRuns: 150 },
    );
    expect(tight).toBeGreaterThan(0);
  });

  test('gives up when its steps are used up, and says so', () => {
    const ring = questionOf(
      9,
      [...Array(9).keys()].map((i) => [i, (i + 1) % 9]),
    );
    const search = searchOf(ring, true);
    expect(search.bound()).toBe(4);
    const spent = { steps: 1, exhausted: false };
    expect(search.within(4, spent)).toBeUndefined();
    expect(spent.exhausted).toBe(true);
    const budget = plenty();
    expect(search.within(4, budget)).toBeUndefined();
    expect(budget.exhausted).toBe(false);
    expect(search.within(5, plenty())?.count).toBe(5);
  });
});
