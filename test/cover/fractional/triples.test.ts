import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { brokenTriples, type Triple } from '../../../src/cover/fractional/triples';

/** Visits with shares, of which every element has at least 1 in all, and most have no more. */
const sharesArb = fc
  .record({
    elements: fc.constantFrom(0, 1, 3, 4, 5, 6, 7),
    drawn: fc.array(
      fc.tuple(
        fc.uniqueArray(fc.nat(6), { minLength: 2, maxLength: 3 }),
        fc.constantFrom(0, 0.25, 0.5, 0.5),
      ),
      { maxLength: 24, size: 'max' },
    ),
    planted: fc.constantFrom(
      [],
      [
        [0, 1],
        [1, 2],
        [0, 2],
      ],
      [
        [0, 1, 2],
        [0, 1, 3],
        [0, 2, 3],
        [1, 2, 3],
      ],
      [
        [0, 1],
        [2, 3],
        [0, 2],
        [1, 3],
        [1, 2],
      ],
    ),
    at: fc.nat(2),
    extra: fc.constantFrom(0, 0, 0, 0.25),
  })
  .map(({ elements, drawn, planted, at, extra }) => {
    const missing = Array.from({ length: elements }, () => 1 + extra);
    const all: { readonly members: readonly number[]; readonly share: number }[] = [];
    const some = [
      ...drawn.slice(0, at),
      ...planted.map((members) => [members, 1 / members.length] as const),
      ...drawn.slice(at),
    ];
    for (const [drawnMembers, most] of some) {
      const members = drawnMembers.filter((i) => i < elements);
      if (members.length === 0) continue;
      const share = Math.min(most, ...members.map((i) => missing[i]));
      for (const i of members) missing[i] -= share;
      all.push({ members, share });
    }
    missing.forEach((share, i) => {
      all.push({ members: [i], share: Math.max(0, share - extra) });
    });
    return {
      elements,
      visits: all.map(({ members }) => Int32Array.from(members)),
      shares: all.map(({ share }) => share),
    };
  });

describe('the triples that shares violate', () => {
  test('are found, the most violated first, unless their elements have three already', () => {
    let found = 0;
    fc.assert(
      fc.property(sharesArb, ({ elements, visits, shares }) => {
        /** By how much half the rows of the three, rounded up, miss two visits. */
        const missing = (...triple: readonly number[]): number =>
          2 -
          visits.reduce((sum, members, v) => {
            const inside = triple.filter((i) => members.includes(i)).length;
            return sum + shares[v] * Math.ceil(inside / 2);
          }, 0);
        const broken = brokenTriples(elements, visits, shares);
        const keys = broken.map((triple) => triple.toSorted((a, b) => a - b).join());
        const uses = (i: number): number => broken.filter((triple) => triple.includes(i)).length;
        expect(new Set(keys).size).toBe(keys.length);
        broken.forEach((triple, k) => {
          expect(new Set(triple).size).toBe(3);
          expect(missing(...triple)).toBeGreaterThan(0.02);
          if (k > 0)
            expect(missing(...triple)).toBeLessThanOrEqual(missing(...broken[k - 1]) + 1e-9);
          for (const i of triple) expect(uses(i)).toBeLessThanOrEqual(3);
        });
        for (let i = 0; i < elements; i++)
          for (let j = 0; j < i; j++)
            for (let k = 0; k < j; k++)
              if (missing(i, j, k) > 0.03 && !keys.includes([k, j, i].join()))
                expect([i, j, k].some((one) => uses(one) === 3)).toBe(true);
        found += broken.length;
      }),
      { numRuns: 400 },
    );
    expect(found).toBeGreaterThan(200);
  });

  test('are one for three elements of which each two share half a visit', () => {
    const pairs = [
      [0, 1],
      [1, 2],
      [0, 2],
    ].map((pair) => Int32Array.from(pair));
    expect(brokenTriples(4, [...pairs, Int32Array.of(3)], [0.5, 0.5, 0.5, 1])).toEqual([[0, 1, 2]]);
  });

  test('are at most three with one element, and thirty in all', () => {
    // Of five elements each four share a quarter of a visit: all ten triples are violated.
    const five = [0, 1, 2, 3, 4];
    const fours = five.map((out) => Int32Array.from(five.filter((i) => i !== out)));
    const uses = (triples: readonly Triple[], i: number): number =>
      triples.filter((triple) => triple.includes(i)).length;
    const few = brokenTriples(5, fours, Array(5).fill(0.25));
    expect(Math.max(...five.map((i) => uses(few, i)))).toBe(3);
    const many = [...Array(20).keys()].flatMap((k) =>
      fours.map((some) => some.map((i) => 5 * k + i)),
    );
    expect(brokenTriples(100, many, Array(100).fill(0.25)).length).toBe(30);
  });
});
