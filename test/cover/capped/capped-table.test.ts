import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cappedTable, withOthers } from '../../../src/cover/capped/capped-table';
import { firstFit } from '../../../src/cover/first-fit';
import type { Question } from '../../../src/cover/question';
import { restrictedTo } from '../../../src/cover/restrict';
import type { Choice } from '../../../src/cover/search';
import {
  checkVisits,
  isVisit,
  maskOf,
  oddQuestionArb,
  questionArb,
  questionOf,
} from '../small-questions';
import { bestByTrying, cappedArb, checkChoice } from './small-capped';

const random = { seed: 1978, numRuns: 150 } as const;

describe('the table of all subsets', () => {
  test('has the best choice under every cap', () => {
    fc.assert(
      fc.property(cappedArb(true), fc.nat(4), (question, cap) => {
        const choiceUnder = cappedTable(question, 4);
        const found = choiceUnder(cap);
        const best = bestByTrying(question, cap);
        expect(found && { out: found.out, count: found.count }).toEqual(best);
        if (found !== undefined) checkChoice(question, cap, found);
      }),
      random,
    );
  });

  test('leaves out as little in fewest visits: 1 and 2 on one, not 0 and 2 on a visit each', () => {
    const chain = questionOf(3, [[2], [0], [1, 2]]);
    const choiceUnder = cappedTable(
      { ...chain, weight: Int32Array.of(1, 1, 1), counts: Uint8Array.of(0, 1, 1) },
      1,
    );
    expect(choiceUnder(1)).toMatchObject({ count: 1, out: 1, visitOf: Int32Array.of(-1, 0, 0) });
  });

  test('leaves out the lightest: of a chain of four under one visit, the pair of weights 1 and 2', () => {
    const chain = questionOf(4, [
      [0, 1],
      [1, 2],
      [2, 3],
    ]);
    const weight = Int32Array.of(2, 1, 3, 5);
    const counted = { ...chain, weight, counts: Uint8Array.of(1, 1, 1) };
    const choiceUnder = cappedTable(counted, 2);
    expect(choiceUnder(0)).toMatchObject({ count: 0, out: 11 });
    expect(choiceUnder(1)).toMatchObject({ count: 1, out: 3 });
    expect(choiceUnder(1)?.visitOf).toEqual(Int32Array.of(-1, -1, 0, 0));
    expect(choiceUnder(2)).toMatchObject({ count: 2, out: 0 });
    // A visit on occasion 0 is not counted.
    const mixed = cappedTable({ ...counted, counts: Uint8Array.of(0, 1, 1) }, 1);
    expect(mixed(0)).toMatchObject({ count: 1, out: 8 });
    expect(mixed(1)).toMatchObject({ count: 2, out: 0 });
    // Element 0 must be served.
    const must = cappedTable({ ...counted, weight: Int32Array.of(0, 1, 3, 5) }, 1);
    expect(must(0)).toBeUndefined();
    expect(must(1)).toMatchObject({ count: 1, out: 8 });
  });
});

/** A choice by first fit for some elements; −1 is the visit of all others. */
const fitted = (question: Question, some: readonly number[]): Choice => {
  const { question: part, occasions } = restrictedTo(question, some);
  const { count, occasionOf, visitOf } = firstFit(part);
  const all = new Int32Array(question.elements).fill(-1);
  some.forEach((i, k) => {
    all[i] = visitOf[k];
  });
  return { count, occasionOf: occasionOf.map((p) => occasions[p]), visitOf: all };
};

describe('other elements', () => {
  test('join the first visit with room, and the rest get visits of their own', () => {
    const seen = { joined: 0, own: 0 };
    fc.assert(
      fc.property(
        fc.oneof(
          oddQuestionArb({ sums: 2, counts: 2 }),
          questionArb({ sums: 2, counts: 2, elements: 5 }),
        ),
        fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
        (question, isOther) => {
          const all = Array.from({ length: question.elements }, (_, i) => i);
          const [others, some] = [all.filter((i) => isOther[i]), all.filter((i) => !isOther[i])];
          const served = { ...fitted(question, some), out: 7 };
          const mixed = {
            ...question,
            weight: new Int32Array(question.elements),
            counts: new Uint8Array(question.occasions),
          };
          let rest: readonly number[] = [];
          const choice = withOthers(mixed, served, others, (left) => {
            rest = left;
            const { visitOf, ...own } = fitted(question, left);
            return { ...own, visitOf: Int32Array.from(left, (i) => visitOf[i]) };
          });
          checkVisits(question, choice);
          expect(choice.out).toBe(7);
          expect([...choice.occasionOf].slice(0, served.count)).toEqual([...served.occasionOf]);
          for (const i of some) expect(choice.visitOf[i]).toBe(served.visitOf[i]);
          for (const i of others) {
            const own = choice.visitOf[i];
            expect(own < served.count).toBe(!rest.includes(i));
            // A visit only fills up: one that has room at the end had room before.
            for (let v = 0; v < Math.min(own, served.count); v++) {
              const inside = all.filter((j) => choice.visitOf[j] === v);
              expect(isVisit(question, choice.occasionOf[v], maskOf([...inside, i]))).toBe(false);
            }
            if (own < served.count) seen.joined++;
            else seen.own++;
          }
        },
      ),
      { numRuns: 200 },
    );
    expect(Math.min(seen.joined, seen.own)).toBeGreaterThan(50);
  });
});
