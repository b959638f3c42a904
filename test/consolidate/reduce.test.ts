import { describe, expect, test } from 'vitest';
import { factsOf } from '../../src/answers/verify/facts';
import { occurrencesByReading } from '../../src/answers/verify/owed';
import { verify } from '../../src/answers/verify/verify';
import { plan } from '../../src/index';
import { fewest } from '../cover/small-questions';
import { bruteForceOptimum } from '../support/brute-force';
import { decoded } from '../support/decoded';
import { servable } from '../support/exact';
import { hostedRegistry } from '../support/hosted-registries';
import { boundsOf, questionsOf } from '../support/question-bounds';
import { runs } from '../support/runs';

/** Enterprises of more occurrences take brute force too long. */
const LARGEST = 9;

describe('the reduction of enterprises with few hosts', () => {
  const samples = Array.from({ length: runs(50, 350) }, (_, k) =>
    hostedRegistry(400 + k, { caps: false }),
  ).flatMap((input) => {
    const owed = occurrencesByReading(input).get(input.enterprises[0].id) ?? [];
    const count = servable(owed).length;
    return count === 0 || count > LARGEST ? [] : [{ input, owed }];
  });

  test('leaves questions that need as many visits as the enterprise, and no bound is above them', () => {
    expect(samples.length).toBeGreaterThan(runs(20, 150));
    let open = 0;
    for (const { input, owed } of samples) {
      const best = bruteForceOptimum(factsOf(input), undefined, owed);
      const questions = questionsOf(decoded(input));
      const least = questions.map(fewest);
      expect(least.reduce((sum, visits) => sum + visits, 0)).toBe(best.visits);
      questions.forEach((question, q) => {
        for (const { name, bound } of boundsOf(question))
          expect.soft(bound, name).toBeLessThanOrEqual(least[q]);
        open += least[q] > 1 ? 1 : 0;
      });
    }
    expect(open).toBeGreaterThan(runs(6, 50));
  });

  test('gives valid plans of the fewest visits', () => {
    for (const { input, owed } of samples) {
      const { visits } = bruteForceOptimum(factsOf(input), undefined, owed);
      const registry = decoded(input);
      const planned = plan(registry);
      expect(verify(registry, planned)).toEqual([]);
      expect(planned.summary).toMatchObject({ visits, lowerBound: visits });
      expect(verify(registry, plan(registry, { searchSteps: 0 }))).toEqual([]);
    }
  });
});
