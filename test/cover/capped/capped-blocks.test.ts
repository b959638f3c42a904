import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cappedBlocks } from '../../../src/cover/capped/capped-blocks';
import { inOneBlock } from '../../../src/cover/packing';
import type { Packing, Question } from '../../../src/cover/question';
import {
  elementsOf,
  isVisit,
  maskOf,
  oddQuestionArb,
  openPacking,
  questionArb,
  questionOf,
} from '../small-questions';

/** Least weight left out, by all ways to fill the visits one after another. */
const leastOut = (
  question: Question,
  members: number,
  chosen: readonly number[],
  weight: Int32Array,
): number => {
  const needsHost = question.packing?.needsHost;
  let served = new Set([0]);
  for (const p of chosen) {
    const next = new Set(needsHost?.[p] === 1 ? [] : served);
    for (let visit = members; visit > 0; visit = (visit - 1) & members)
      if (isVisit(question, p, visit))
        for (const before of served) if ((before & visit) === 0) next.add(before | visit);
    served = next;
  }
  return Math.min(
    ...[...served].map((mask) => {
      const out = elementsOf(members & ~mask);
      return out.some((i) => weight[i] === 0)
        ? Number.POSITIVE_INFINITY
        : out.reduce((sum, i) => sum + weight[i], 0);
    }),
  );
};

describe('blocks of elements that may be left out', () => {
  test('leave out the least, in any order of visits, and remember it', () => {
    const seen = { none: 0, some: 0, never: 0 };
    fc.assert(
      fc.property(
        fc
          .oneof(
            oddQuestionArb({ sums: 2, counts: 2 }),
            questionArb({ sums: 2, counts: 2, elements: 5 }),
          )
          .filter(({ packing }) => packing !== undefined && packing.blocks > 0),
        fc.array(fc.nat(20), { maxLength: 4 }),
        fc.array(fc.constantFrom(0, 1, 1, 2, 5), { minLength: 8, maxLength: 8 }),
        fc.constantFrom(1, 3, Number.POSITIVE_INFINITY),
        (question, picks, drawn, first) => {
          if (question.packing === undefined) return;
          const hosted = question.packing.needsHost.includes(1);
          const packing: Packing = hosted ? inOneBlock(question.packing) : question.packing;
          const weight = Int32Array.from(drawn.slice(0, question.elements));
          const { count, members, reach, leavesOut, pack } = cappedBlocks(
            question,
            packing,
            weight,
            hosted,
          );
          expect(count).toBe(packing.blocks);
          for (let b = 0; b < count; b++) {
            const own = maskOf(members[b]);
            for (const [chosen, limit] of [
              [picks, first],
              [picks.toReversed(), Number.POSITIVE_INFINITY],
              [picks, first],
            ] as const) {
              const occasions = chosen.map((pick) => pick % question.occasions);
              const reached = occasions.filter((p) => (reach[b][0] >> p) & 1);
              const least = leastOut(question, own, reached, weight);
              const budget = { steps: 1e6, exhausted: false };
              const packed = pack(b, occasions, limit, budget);
              expect(budget.exhausted).toBe(false);
              // Once a larger limit was tried, the answer is remembered.
              if (packed.out === Number.POSITIVE_INFINITY)
                expect(least).toBeGreaterThanOrEqual(limit);
              else expect(packed.out).toBe(least);
              if (least === 0) seen.none++;
              else if (least < Number.POSITIVE_INFINITY) seen.some++;
              else seen.never++;
              expect(leavesOut(b, occasions, 0)).toBeLessThanOrEqual(least);
              if (packed.out === Number.POSITIVE_INFINITY) continue;
              const visits = occasions.map(() => 0);
              let out = 0;
              packed.visits.forEach((v, k) => {
                if (v < 0) out += weight[members[b][k]];
                else visits[v] |= 1 << members[b][k];
              });
              expect(out).toBe(packed.out);
              visits.forEach((visit, v) => {
                if (visit > 0)
                  expect(isVisit({ ...question, packing }, occasions[v], visit)).toBe(true);
              });
            }
          }
        },
      ),
      { numRuns: 250 },
    );
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(30);
  });

  test('of 4, 3 and 2 in one visit of 5 leave out the one of least weight that makes room', () => {
    const packing: Packing = {
      ...openPacking(3, 1),
      sums: [
        {
          groups: 1,
          groupOf: new Int32Array(3),
          weight: Float64Array.of(4, 3, 2),
          mostAt: Float64Array.of(5),
        },
      ],
    };
    const question = questionOf(3, [[0, 1, 2]], packing);
    const blocks = cappedBlocks(question, packing, Int32Array.of(9, 1, 1), false);
    const budget = { steps: 1000, exhausted: false };
    expect(blocks.pack(0, [0], 2, budget).out).toBe(Number.POSITIVE_INFINITY);
    expect(blocks.pack(0, [0], 3, budget)).toMatchObject({
      out: 2,
      visits: Int32Array.of(0, -1, -1),
    });
    expect(blocks.pack(0, [0, 0], 9, budget).out).toBe(0);
    expect(blocks.leavesOut(0, [0], 0)).toBe(1);
  });
});
