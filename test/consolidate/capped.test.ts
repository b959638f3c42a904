import { describe, expect, test } from 'vitest';
import { factsOf } from '../../src/answers/verify/facts';
import { occurrencesByReading } from '../../src/answers/verify/owed';
import { verify } from '../../src/answers/verify/verify';
import { plan } from '../../src/index';
import { bruteForceOptimum } from '../support/brute-force';
import { decoded } from '../support/decoded';
import { servable } from '../support/exact';
import { hostedRegistry } from '../support/hosted-registries';

/** Enterprises of more occurrences take brute force too long. */
const LARGEST = 9;

describe('enterprises with caps, few hosts, and methods off site that share visits with methods on site', () => {
  const samples = Array.from({ length: 320 }, (_, k) => hostedRegistry(k, { caps: true })).flatMap(
    (input) => {
      const owed = occurrencesByReading(input).get(input.enterprises[0].id) ?? [];
      const count = servable(owed).length;
      return count < 2 || count > LARGEST ? [] : [{ input, owed, count }];
    },
  );

  test('have as many occurrences served as the cap allows, in the fewest visits', () => {
    expect(samples.length).toBeGreaterThan(100);
    let capped = 0;
    for (const { input, owed, count } of samples) {
      const registry = decoded(input);
      const planned = plan(registry);
      const best = bruteForceOptimum(factsOf(input), input.enterprises[0], owed);
      expect(verify(registry, planned), input.enterprises[0].id).toEqual([]);
      const { perItem: served, visits, lowerBound } = planned.summary;
      expect({ served, visits, lowerBound }, input.enterprises[0].id).toEqual({
        ...best,
        lowerBound: best.visits,
      });
      capped += best.served < count ? 1 : 0;
    }
    expect(capped).toBeGreaterThan(30);
  });

  test('have valid plans without any search', () => {
    for (const { input } of samples) {
      const registry = decoded(input);
      expect(verify(registry, plan(registry, { searchSteps: 0 })), input.enterprises[0].id).toEqual(
        [],
      );
    }
  });
});
