import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { treeOf } from '../../../src/cover/fractional/branch';
import { checkVisits, fewest, pairsArb, questionArb, questionOf } from '../small-questions';
import { listed, plenty } from './listed';

const random = { seed: 1981, numRuns: 500 } as const;
const anyQuestion = fc.oneof(
  { weight: 3, arbitrary: questionArb({ sums: 2, counts: 2 }) },
  pairsArb,
);

describe('branching on visits', () => {
  test('bounds and decides whether so few are enough', () => {
    let [ruledOut, tighter] = [0, 0];
    fc.assert(
      fc.property(anyQuestion, (question) => {
        const least = fewest(question);
        const tree = treeOf(question, listed(question));
        tree.relax(Number.POSITIVE_INFINITY, plenty());
        const loose = tree.bound();
        tree.tighten(Number.POSITIVE_INFINITY, plenty());
        expect(tree.bound()).toBeLessThanOrEqual(least);
        tighter += tree.bound() > loose ? 1 : 0;
        const bare = treeOf(question, listed(question));
        for (const most of [least - 1, least]) {
          expect(tree.decide(most, 4, plenty())).toBe(most === least);
          expect(bare.decide(most, 1, plenty())).toBe(most === least);
        }
        // With as many visits known there is nothing to say of more.
        const close = treeOf(question, listed(question));
        close.relax(least + 1, plenty());
        close.tighten(least, plenty());
        expect(close.bound()).toBeLessThanOrEqual(least);
        ruledOut += loose < least ? 1 : 0;
        for (const best of [tree.best(), bare.best()]) {
          expect(best?.count).toBe(least);
          if (best !== undefined) checkVisits(question, best);
        }
      }),
      { ...random, numRuns: 600 },
    );
    expect(ruledOut).toBeGreaterThan(5);
    expect(tighter).toBeGreaterThan(0);
  });

  test('says nothing when its budget is used up', () => {
    const nine = questionOf(
      9,
      [...Array(9).keys()].map((i) => [i, (i + 1) % 9]),
    );
    const tree = treeOf(nine, listed(nine));
    expect(tree.decide(5, 4, { steps: 0, exhausted: false })).toBeUndefined();
    expect(tree.decide(4, 4, plenty())).toBe(false);
    expect(tree.decide(5, 4, plenty())).toBe(true);
  });
});
