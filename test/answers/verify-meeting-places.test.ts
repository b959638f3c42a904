import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Facts, factsOf } from '../../src/answers/verify/facts';
import type { ItemFacts } from '../../src/answers/verify/item-facts';
import { keepsRules, lackOnlyHost, meetingPlaces } from '../../src/answers/verify/visit-rules';
import { registryArb } from '../support/registries';
import { registryOfShape } from '../support/stalls';

const pairsOf = <A>(all: readonly A[]): ReadonlyArray<readonly [A, A]> =>
  all.flatMap((a, k) => all.slice(0, k).map((b) => [b, a] as const));

const canMeet = (facts: Facts, pair: readonly [ItemFacts, ItemFacts]): boolean =>
  [...facts.domains.keys()].some(
    (domain) => keepsRules(facts, domain, pair) || lackOnlyHost(facts, domain, pair),
  );

const haveCommonPlace = (facts: Facts, [a, b]: readonly [ItemFacts, ItemFacts]): boolean => {
  const places = new Set(meetingPlaces(facts, a));
  return meetingPlaces(facts, b).some((place) => places.has(place));
};

describe('two items that can share a visit have a meeting place in common', () => {
  test('on random registries', () => {
    fc.assert(
      fc.property(registryArb(), (input) => {
        const facts = factsOf(input);
        for (const pair of pairsOf([...facts.items.values()].slice(0, 12)))
          if (canMeet(facts, pair)) expect(haveCommonPlace(facts, pair)).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  test('whose durations are just similar, and not where these are far from it', () => {
    for (const durationRatio of [1, 1.0001, 1.1, 1.15, 1.5, 2, 3, 1000, 1_000_000_000]) {
      const facts = factsOf(registryOfShape({ items: 2, durationRatio, maxMinutes: null }));
      const [item] = facts.items.values();
      for (const minutes of [1, 2, 7, 100, 1000, 12_345, 1_000_000]) {
        const last = Math.floor(durationRatio * minutes + 1e-6);
        for (const longer of [minutes, last, last - 1].filter((one) => one >= minutes)) {
          const pair = [
            { ...item, id: 'a', minutes },
            { ...item, id: 'b', minutes: longer },
          ] as const;
          expect(canMeet(facts, pair)).toBe(true);
          expect(haveCommonPlace(facts, pair)).toBe(true);
        }
        const far = { ...item, id: 'b', minutes: Math.ceil(1.01 * minutes * durationRatio ** 2) };
        if (durationRatio > 1.05)
          expect(haveCommonPlace(facts, [{ ...item, id: 'a', minutes }, far])).toBe(false);
      }
    }
  });
});

test('of two thousand durations each is compared with those near it, and what is too long with none', () => {
  const facts = factsOf(
    registryOfShape({ items: 2000, durations: 1999, durationRatio: 1.1, maxMinutes: 1000 }),
  );
  const there = new Map<string, number>();
  for (const item of facts.items.values())
    for (const place of meetingPlaces(facts, item)) there.set(place, (there.get(place) ?? 0) + 1);
  const compared = [...there.values()].reduce((sum, count) => sum + (count * (count - 1)) / 2, 0);
  expect(compared).toBeLessThan(2000 ** 2 / 20);
  const tooLong = [...facts.items.values()].filter(({ minutes }) => minutes > 1000);
  expect(tooLong.length).toBeGreaterThan(900);
  for (const item of tooLong) expect(meetingPlaces(facts, item)).toEqual([]);
});
