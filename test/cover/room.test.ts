import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { unhosted } from '../../src/cover/packing';
import type { Packing, Question } from '../../src/cover/question';
import { roomOf } from '../../src/cover/room';
import {
  elementsOf,
  isVisit,
  maskOf,
  oddQuestionArb,
  openPacking,
  questionArb,
  questionOf,
} from './small-questions';

/** A question, the block that is looked at, visits on some occasions, and weights. */
const caseArb = fc
  .oneof(oddQuestionArb({ sums: 2, counts: 1 }), questionArb({ sums: 2, counts: 1, elements: 5 }))
  .filter(({ packing }) => packing !== undefined && packing.blocks > 0)
  .chain((question) =>
    fc.record({
      question: fc.constant(question),
      block: fc.nat((question.packing?.blocks ?? 1) - 1),
      chosen: fc.array(fc.nat(question.occasions - 1), { maxLength: 4 }),
      weight: fc.array(fc.constantFrom(1, 1, 2, 9), {
        minLength: question.elements,
        maxLength: question.elements,
      }),
      moves: fc.array(fc.tuple(fc.nat(question.elements - 1), fc.nat(3)), { maxLength: 8 }),
    }),
  );

const membersOf = ({ blockOf }: Packing, block: number): number =>
  maskOf(Array.from(blockOf.keys()).filter((i) => blockOf[i] === block));

const weigh = (mask: number, weight: readonly number[]): number =>
  elementsOf(mask).reduce((sum, i) => sum + weight[i], 0);

/** Least weight that stays out of the visits, by all ways to fill them up, one after another. */
const leastOut = (
  question: Question,
  members: number,
  visits: ReadonlyArray<{ readonly occasion: number; readonly inside: number }>,
  weight: readonly number[],
): number => {
  const placed = visits.reduce((mask, { inside }) => mask | inside, 0);
  let served = new Set([placed]);
  for (const { occasion, inside } of visits) {
    const next = new Set(served);
    for (let more = members & ~placed; more > 0; more = (more - 1) & members & ~placed)
      if (isVisit(question, occasion, inside | more))
        for (const before of served) if ((before & more) === 0) next.add(before | more);
    served = next;
  }
  return Math.min(...[...served].map((mask) => weigh(members & ~mask, weight)));
};

describe('the room in visits', () => {
  test('shows no more unplaced elements to be left out than must be', () => {
    let above = 0;
    fc.assert(
      fc.property(caseArb, ({ question: hosted, block, chosen, moves }) => {
        const question = unhosted(hosted);
        const { packing } = question;
        if (packing === undefined) return;
        const members = membersOf(packing, block);
        const inside = chosen.map(() => 0);
        for (const [i, v] of moves)
          if (v < chosen.length && (members >> i) & 1 && !inside.some((mask) => (mask >> i) & 1))
            if (isVisit(question, chosen[v], inside[v] | (1 << i))) inside[v] |= 1 << i;
        const placed = new Uint8Array(question.elements);
        for (const mask of inside) for (const i of elementsOf(mask)) placed[i] = 1;
        const excess = roomOf(question, packing).excess(
          block,
          Int32Array.from(chosen),
          chosen.length,
          placed,
          (l, v, g) =>
            elementsOf(inside[v])
              .filter((i) => packing.sums[l].groupOf[i] === g)
              .reduce((sum, i) => sum + packing.sums[l].weight[i], 0),
          (v) => inside[v] === 0,
        );
        const visits = chosen.map((occasion, v) => ({ occasion, inside: inside[v] }));
        const ones = Array.from({ length: question.elements }, () => 1);
        expect(excess).toBeGreaterThanOrEqual(0);
        expect(excess).toBeLessThanOrEqual(leastOut(question, members, visits, ones));
        above += excess > 0 ? 1 : 0;
      }),
      { numRuns: 250 },
    );
    expect(above).toBeGreaterThan(30);
  });

  test('shows no more weight to be left out than must be, with one more visit on any occasion', () => {
    let above = 0;
    fc.assert(
      fc.property(caseArb, fc.boolean(), ({ question: hosted, block, chosen, weight }, isSpare) => {
        const question = unhosted(hosted);
        const { packing, occasions } = question;
        if (packing === undefined) return;
        const least = (some: readonly number[]): number =>
          leastOut(
            question,
            membersOf(packing, block),
            some.map((occasion) => ({ occasion, inside: 0 })),
            weight,
          );
        const bound = roomOf(question, packing).leavesOut(
          block,
          Int32Array.from(chosen),
          chosen.length,
          Int32Array.from(weight),
          isSpare ? 1 : 0,
        );
        expect(bound).toBeLessThanOrEqual(
          isSpare
            ? Math.min(...Array.from({ length: occasions }, (_, p) => least([...chosen, p])))
            : least(chosen),
        );
        above += bound > 0 ? 1 : 0;
      }),
      { numRuns: 200 },
    );
    expect(above).toBeGreaterThan(30);
  });

  /** Elements of one group on one occasion. */
  const weighing = (weights: readonly number[], most: number): Question & { packing: Packing } => {
    const packing: Packing = {
      ...openPacking(weights.length, 1),
      sums: [
        {
          groups: 1,
          groupOf: new Int32Array(weights.length),
          weight: Float64Array.from(weights),
          mostAt: Float64Array.of(most),
        },
      ],
    };
    return { ...questionOf(weights.length, [weights.map((_, i) => i)], packing), packing };
  };

  test('in one visit of one group is exact: the lightest go first', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(6), { minLength: 1, maxLength: 6 }),
        fc.nat(12),
        fc.nat(3),
        (weights, most, load) => {
          const question = weighing([...weights, load], most);
          const { length } = weights;
          const placed = Uint8Array.from(weights, () => 0);
          const excess = (isEmpty: boolean): number =>
            roomOf(question, question.packing).excess(
              0,
              Int32Array.of(0),
              1,
              Uint8Array.from([...placed, 1]),
              () => (isEmpty ? 0 : load),
              () => isEmpty,
            );
          const all = (1 << length) - 1;
          const ones = [...weights, load].map(() => 1);
          const out = (inside: number): number =>
            leastOut(question, all, [{ occasion: 0, inside }], ones);
          expect(excess(true)).toBe(out(0));
          if (load <= most) expect(excess(false)).toBe(out(1 << length));
        },
      ),
    );
  });

  test('of 5, 4, 3 and 2 in a visit of 9 is for three, in one of 9 with 4 already for two', () => {
    const question = weighing([5, 4, 3, 2], 9);
    const room = roomOf(question, question.packing);
    const chosen = Int32Array.of(0);
    expect(room.leavesOut(0, chosen, 1, new Int32Array(4).fill(1), 0)).toBe(1);
    const placed = Uint8Array.of(0, 1, 0, 0);
    expect(
      room.excess(
        0,
        chosen,
        1,
        placed,
        () => 4,
        () => false,
      ),
    ).toBe(1);
  });
});
