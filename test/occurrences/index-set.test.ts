import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { indexSet } from '../../src/occurrences/index-set';

describe('a set of indices', () => {
  test('gives each member once, ascending, and is empty then', () => {
    const size = 5000;
    const members = fc.array(
      fc.oneof(fc.nat(size - 1), fc.nat(70), fc.constantFrom(31, 32, 1023, 1024, size - 1)),
    );
    fc.assert(
      fc.property(fc.array(members, { maxLength: 4 }), (rounds) => {
        const set = indexSet(size);
        const out = new Int32Array(size);
        for (const round of rounds) {
          round.forEach(set.add);
          const count = set.drainInto(out);
          expect([...out.subarray(0, count)]).toEqual([...new Set(round)].sort((a, b) => a - b));
        }
        expect(set.drainInto(out)).toBe(0);
      }),
      { seed: 1 },
    );
  });
});
