import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { membersOf, wordsFor } from '../../../src/cover/bits';
import { treeOf } from '../../../src/cover/fractional/branch';
import { choiceOf, crowdedHosts } from '../../../src/cover/fractional/hosting';
import { type Visits, visitsOf } from '../../../src/cover/fractional/visits';
import type { Question } from '../../../src/cover/question';
import {
  checkVisits,
  visitsOf as everyVisit,
  fewest,
  isVisit,
  pairsArb,
  questionArb,
  questionOf,
} from '../small-questions';

const random = { seed: 1981, numRuns: 500 } as const;
const anyQuestion = fc.oneof(
  { weight: 3, arbitrary: questionArb({ sums: 2, counts: 2 }) },
  pairsArb,
);
const plenty = () => ({ steps: 1e6, exhausted: false });

const listed = (question: Question): Visits => {
  const visits = visitsOf(question, 10_000, plenty());
  if (visits === undefined) throw new Error('too many');
  return visits;
};
const maskOf = (members: Iterable<number>): number =>
  [...members].reduce((sum, i) => sum | (1 << i), 0);
const masksOf = (question: Question, { count, sets }: Visits): readonly number[] => {
  const words = wordsFor(question.elements);
  return Array.from({ length: count }, (_, v) => maskOf(membersOf(sets, v * words, words)));
};

describe('the list of visits', () => {
  test('has visits only, each once, and every visit is inside one of them', () => {
    fc.assert(
      fc.property(anyQuestion, (question) => {
        const masks = masksOf(question, listed(question));
        const occasions = [...Array(question.occasions).keys()];
        expect(new Set(masks).size).toBe(masks.length);
        for (const mask of masks)
          expect(occasions.some((p) => isVisit(question, p, mask))).toBe(true);
        for (const visit of everyVisit(question))
          expect(masks.some((mask) => (visit & ~mask) === 0)).toBe(true);
      }),
      random,
    );
  });

  test('leaves out what is inside another, but for hosts', () => {
    const inside = (question: Question): number => {
      const masks = masksOf(question, listed(question));
      return masks.filter((a) => masks.some((b) => a !== b && (a & ~b) === 0)).length;
    };
    fc.assert(
      fc.property(anyQuestion, (question) => {
        if (question.packing?.needsHost.includes(1) === true) return;
        expect(inside(question)).toBe(0);
      }),
      random,
    );
  });

  test('is not made where there are more than allowed', () => {
    const eight = questionOf(8, [
      [0, 1],
      [2, 3],
      [4, 5],
      [6, 7],
      [1, 2],
    ]);
    expect(visitsOf(eight, 4, plenty())).toBeUndefined();
    expect(visitsOf(eight, 20, plenty())?.count).toBe(5);
    expect(visitsOf(eight, 20, { steps: 1, exhausted: false })).toBeUndefined();
  });
});

describe('hosts', () => {
  /** Visits with those hosts, which are all their elements. */
  const hosted = (elements: number, hosts: readonly (readonly number[])[]): Visits => {
    const sets = Int32Array.from(hosts, maskOf);
    return {
      count: hosts.length,
      sets,
      hosts: sets,
      start: Int32Array.from(
        { length: hosts.length + 1 },
        (_, v) => hosts.slice(0, v).flat().length,
      ),
      member: Int32Array.from(hosts.flat()),
      having: Array.from({ length: elements }, (_, i) =>
        Int32Array.from(hosts.flatMap((own, v) => (own.includes(i) ? [v] : []))),
      ),
      free: new Uint8Array(hosts.length),
    };
  };

  test('are crowded where and only where some of the visits have fewer of them than they are', () => {
    let [crowded, spacious] = [0, 0];
    const visitsArb = fc.array(fc.uniqueArray(fc.nat(4), { minLength: 1, maxLength: 3 }), {
      minLength: 1,
      maxLength: 6,
    });
    const shareArb = fc.constantFrom(0.25, 0.5, 1);
    fc.assert(
      fc.property(
        visitsArb,
        fc.array(shareArb, { minLength: 6, maxLength: 6 }),
        (hosts, shares) => {
          const visits = hosted(5, hosts);
          const excess = (mask: number): number =>
            hosts.reduce((sum, own, v) => sum + ((maskOf(own) & ~mask) === 0 ? shares[v] : 0), 0) -
            membersOf(Int32Array.of(mask), 0, 1).length;
          const found = crowdedHosts(5, visits, Float64Array.from(shares.slice(0, hosts.length)));
          const some = Array.from({ length: 32 }, (_, mask) => mask).some(
            (mask) => excess(mask) > 0,
          );
          expect(found.length > 0).toBe(some);
          for (const [mask] of found) expect(excess(mask)).toBeGreaterThan(0);
          if (some) crowded++;
          else spacious++;
        },
      ),
      random,
    );
    expect(Math.min(crowded, spacious)).toBeGreaterThan(50);
  });

  test('let visits be a choice or not', () => {
    fc.assert(
      fc.property(anyQuestion, fc.infiniteStream(fc.boolean()), (question, chance) => {
        const visits = listed(question);
        const chosen = Array.from({ length: visits.count }, (_, v) => v).filter(
          () => chance.next().value,
        );
        const choice = choiceOf(question, visits, chosen);
        if (choice !== undefined) checkVisits(question, choice);
        const covered = masksOf(question, visits).reduce(
          (all, mask, v) => all | (chosen.includes(v) ? mask : 0),
          0,
        );
        if (choice === undefined && covered === (1 << question.elements) - 1)
          expect(question.packing?.needsHost.includes(1)).toBe(true);
      }),
      random,
    );
  });
});

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
