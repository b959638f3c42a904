import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cellsOf } from '../../../src/cover/fractional/occasion-cells';
import type { CountLimits, Packing, SumLimits } from '../../../src/cover/question';
import { elementsOf, openPacking } from '../small-questions';

const most = (values: readonly number[]): fc.Arbitrary<number> =>
  fc.constantFrom(...values, Number.POSITIVE_INFINITY);

const caseArb = fc.nat(6).chain((elements) => {
  const perElement = (high: number) =>
    fc.array(fc.nat(high), { minLength: elements, maxLength: elements });
  return fc.record({
    members: fc.subarray([...Array(elements).keys()]),
    /** A block of −1: without limits. */
    block: perElement(3).map((drawn) => drawn.map((n) => (n === 0 ? -1 : 0))),
    sums: fc.option(
      fc.record({ group: perElement(2), weight: perElement(4), most: most([0, 2, 4, 6]) }),
    ),
    counts: fc.option(fc.record({ group: perElement(2), most: most([1, 2]) })),
    isNested: fc.boolean(),
  });
});

const limitsOf = (group: readonly number[], limit: number) => ({
  groups: 3,
  groupOf: Int32Array.from(group),
  mostAt: Float64Array.of(limit),
});

describe('the cells of an occasion', () => {
  test('allow every visit, and where sums are within groups nothing else', () => {
    const seen = { visit: 0, counted: 0, alone: 0, refused: 0 };
    fc.assert(
      fc.property(caseArb, ({ members, block, sums, counts, isNested }) => {
        const sumGroup = sums?.group ?? [];
        // Elements of one sum group are in one count group.
        const countGroup = counts?.group.map((own, i) =>
          isNested && sums !== null ? (counts.group[sumGroup.indexOf(sumGroup[i])] ?? own) : own,
        );
        const sumLimits: SumLimits | undefined = sums
          ? { ...limitsOf(sums.group, sums.most), weight: Float64Array.from(sums.weight) }
          : undefined;
        const countLimits: CountLimits | undefined =
          counts && countGroup ? limitsOf(countGroup, counts.most) : undefined;
        const packing: Packing = {
          ...openPacking(block.length, 1),
          blockOf: Int32Array.from(block),
        };
        const plan = cellsOf(packing, members, 0, sumLimits, countLimits);
        const bound = (some: readonly number[]): readonly number[] =>
          some.filter((i) => block[i] === 0);
        const isVisit = (some: readonly number[]): boolean => {
          const own = bound(some);
          const load = (g: number): number =>
            own.reduce((sum, i) => sum + (sumGroup[i] === g ? (sums?.weight[i] ?? 0) : 0), 0);
          return (
            [0, 1, 2].every((g) => load(g) <= (sums?.most ?? 0) || sums === null) &&
            (countGroup === undefined ||
              new Set(own.map((i) => countGroup[i])).size <= (counts?.most ?? 0))
          );
        };
        const isAllowed = (some: readonly number[]): boolean => {
          const groups = new Set<number>();
          for (const cell of plan.cells) {
            const inside = some.filter((i) => cell.members.includes(i));
            const load = bound(inside).reduce((sum, i) => sum + (sums?.weight[i] ?? 0), 0);
            if (cell.room < Number.POSITIVE_INFINITY && load > cell.room) return false;
            if (inside.length > 0 && cell.group >= 0) groups.add(cell.group);
          }
          return groups.size <= plan.most && !some.some((i) => plan.alone.includes(i));
        };
        expect(
          [...plan.cells.flatMap((cell) => [...cell.members]), ...plan.alone].sort((a, b) => a - b),
        ).toEqual(members);
        for (let mask = 0; mask < 1 << block.length; mask++) {
          const some = elementsOf(mask);
          if (some.length < 2 || !some.every((i) => members.includes(i))) continue;
          if (isVisit(some)) expect(isAllowed(some)).toBe(true);
          else if (isNested) expect(isAllowed(some)).toBe(false);
          seen[isVisit(some) ? 'visit' : 'refused']++;
        }
        seen.counted += plan.groups > 0 ? 1 : 0;
        seen.alone += plan.alone.length > 0 ? 1 : 0;
      }),
      { numRuns: 600 },
    );
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(15);
  });

  test('of two departments of 60 minutes each, one with room for one of its two, are two', () => {
    const sums: SumLimits = {
      ...limitsOf([0, 0, 1], 80),
      weight: Float64Array.of(60, 60, 60),
    };
    const {
      cells,
      alone,
      most: groups,
    } = cellsOf(openPacking(3, 1), [0, 1, 2], 0, sums, undefined);
    // The third has no limit that can bind, so any number of it fits.
    expect(cells.map(({ members }) => [...members])).toEqual([[0, 1], [2]]);
    expect(cells.map(({ room }) => Math.round(room))).toEqual([80, Number.POSITIVE_INFINITY]);
    expect([alone, groups]).toEqual([[], Number.POSITIVE_INFINITY]);
  });
});
