import fc from 'fast-check';
import type { HostTable } from '../../../src/consolidate/rule-table';
import type { CappedProblem } from '../../../src/consolidate/several-caps/problem';

/** A problem of few occurrences, each of an item of its own, and the limits of its caps. */
export interface SmallProblem {
  readonly problem: CappedProblem;
  readonly limits: readonly number[];
}

/**
 * Random problems with one domain: items of two classes and three departments, whose minutes in a
 * visit are limited, two caps, protected occurrences and, where asked for, fallbacks.
 */
export const smallProblem = (most: number, withFallbacks: boolean): fc.Arbitrary<SmallProblem> =>
  fc
    .record({
      occurrences: fc.array(
        fc.record({
          days: fc.integer({ min: 1, max: 15 }),
          kind: fc.integer({ min: 0, max: 1 }),
          department: fc.integer({ min: 0, max: 2 }),
          minutes: fc.constantFrom(10, 20, 30, 70),
          must: fc.integer({ min: 0, max: 5 }).map((one) => one === 0),
          caps: fc.subarray([0, 1]),
          fallback: fc.boolean(),
        }),
        { minLength: 2, maxLength: most },
      ),
      minutes: fc.constantFrom(40, 60, 1000),
      limits: fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 3 })),
    })
    .map(({ occurrences, minutes, limits }) => {
      const n = occurrences.length;
      // Items n … 2n − 1 are the fallbacks: another class, and no cap counts them.
      const both = <A>(own: readonly A[], other: readonly A[]): readonly A[] => [...own, ...other];
      const host: HostTable = {
        domain: 'general',
        eligible: new Uint8Array(2 * n).fill(1),
        own: new Uint8Array(2 * n).fill(1),
        classOf: Int32Array.from(
          both(
            occurrences.map(({ kind }) => kind),
            occurrences.map(() => 2),
          ),
        ),
        similarities: [],
        separations: [],
        sums: [
          {
            group: Int32Array.from(
              both(
                occurrences.map(({ department }) => department),
                occurrences.map(({ department }) => department),
              ),
            ),
            weight: Float64Array.from(
              both(
                occurrences.map((one) => one.minutes),
                occurrences.map((one) => one.minutes),
              ),
            ),
            most: minutes,
          },
        ],
        counts: [],
        critical: false,
      };
      const problem: CappedProblem = {
        hosts: [host],
        implied: Uint8Array.of(1),
        own: Int32Array.from(occurrences.keys()),
        fallback: Int32Array.from(occurrences, ({ fallback, must }, k) =>
          withFallbacks && fallback && !must ? n + k : -1,
        ),
        must: Uint8Array.from(occurrences, ({ must }) => (must ? 1 : 0)),
        days: occurrences.map(({ days }) => Int32Array.of(days)),
        size: new Int32Array(n).fill(1),
        fallen: new Int32Array(n).fill(1),
        listsOf: occurrences.map((_, k) => [k]),
        capsOf: (item) => (item < n ? occurrences[item].caps : []),
      };
      return { problem, limits };
    });
