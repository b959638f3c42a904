import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { NamedOccurrence } from '../../../src/answers/explain/named';
import { type PairGroup, pairGroups } from '../../../src/answers/explain/pair-groups';

const occurrenceArb: fc.Arbitrary<NamedOccurrence> = fc.record({
  item: fc.constantFrom('a', '__proto__', 'c').map((id) => ({ id })),
  cycle: fc.nat(3),
});

const nameOf = ({ item, cycle }: NamedOccurrence): string => JSON.stringify([item.id, cycle]);
const pairName = (a: NamedOccurrence, b: NamedOccurrence): string =>
  [nameOf(a), nameOf(b)].sort().join(' ');

/** Every pair that a group stands for. */
const pairsOf = (group: PairGroup): readonly string[] => {
  const [one, other] = group.map(({ item, cycles }) => cycles.map((cycle) => ({ item, cycle })));
  return other === undefined
    ? one.flatMap((a, k) => one.slice(k + 1).map((b) => pairName(a, b)))
    : one.flatMap((a) => other.map((b) => pairName(a, b)));
};

test('groups stand for the pairs that are given, each once', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(occurrenceArb, occurrenceArb), { maxLength: 20 }), (drawn) => {
      const pairs = [
        ...new Map(
          drawn
            .filter(([a, b]) => nameOf(a) !== nameOf(b))
            .map(([a, b]) => [pairName(a, b), [a, b] as const]),
        ),
      ].map(([, pair]) => pair);
      const said = pairGroups(pairs).flatMap(pairsOf);
      expect([...said].sort()).toEqual(pairs.map(([a, b]) => pairName(a, b)).sort());
    }),
    { numRuns: 1000, seed: 81 },
  );
});
