import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { factsOf } from '../../src/answers/verify/facts';
import { occurrencesByReading, owedBy } from '../../src/answers/verify/owed';
import { bruteForceOptimum } from '../support/brute-force';
import { workedCases } from '../support/cases';
import { byDepartments, exactOptimum, fewestVisits, servable } from '../support/exact';
import { smallEnterpriseArb } from '../support/registries';
import { runs } from '../support/runs';

/** Cases of total caps alone: the exact solver knows no others, and no fallbacks. */
const casesOfTotalCaps = workedCases.filter(
  ({ registry: { policy = {}, items } }) =>
    policy.caps === undefined && items.every(({ fallback }) => fallback === undefined),
);

describe.each(casesOfTotalCaps)('the exact optimum of $name', ({ registry, expected }) => {
  const facts = factsOf(registry);
  const read = occurrencesByReading(registry);
  test.each(Object.entries(expected.enterprises))(
    '%s',
    async (id, { served, fewestVisits: visits, perDepartment }) => {
      const owed = read.get(id) ?? [];
      expect(await exactOptimum(facts, id, owed)).toEqual({ served, visits });
      if (perDepartment !== undefined)
        expect(await fewestVisits(byDepartments(facts), servable(owed))).toBe(perDepartment);
    },
  );
});

test('the exact optimum is what trying everything finds', async () => {
  const [joint, bound] = [{ times: 0 }, { times: 0 }];
  await fc.assert(
    fc.asyncProperty(smallEnterpriseArb(9), async (registry) => {
      const facts = factsOf(registry);
      const [enterprise] = registry.enterprises;
      const owed = owedBy(facts)(enterprise);
      const exact = await exactOptimum(facts, enterprise.id, owed);
      const perDepartment = await fewestVisits(byDepartments(facts), servable(owed));
      const withoutCap = bruteForceOptimum(byDepartments(facts), undefined, owed);
      joint.times += exact.visits < exact.served ? 1 : 0;
      bound.times += exact.served < servable(owed).length ? 1 : 0;
      expect(exact).toEqual(bruteForceOptimum(facts, enterprise, owed));
      expect(perDepartment).toBe(withoutCap.visits);
    }),
    { numRuns: runs(40, 400), seed: 31 },
  );
  // That the question was worth asking.
  expect(joint.times).toBeGreaterThanOrEqual(runs(8, 100));
  expect(bound.times).toBeGreaterThanOrEqual(runs(1, 20));
});
