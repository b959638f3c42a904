import fc from 'fast-check';
import { expect, test } from 'vitest';
import { factsOf } from '../../src/answers/verify/facts';
import { owedBy } from '../../src/answers/verify/owed';
import { verify } from '../../src/answers/verify/verify';
import { plan } from '../../src/plan/plan';
import { decoded } from '../support/decoded';
import { byDepartments, exactOptimum, fewestVisits, servable } from '../support/exact';
import { smallEnterpriseArb } from '../support/registries';
import { runs } from '../support/runs';

test('small enterprises get the fewest visits that HiGHS finds, and no bound is above them', async () => {
  const seen = { enterprises: 0, fewest: 0, proven: 0, departments: 0 };
  await fc.assert(
    fc.asyncProperty(smallEnterpriseArb(20), async (input) => {
      const registry = decoded(input);
      const facts = factsOf(registry);
      const [enterprise] = registry.enterprises;
      const owed = owedBy(facts)(enterprise);
      const optimum = await exactOptimum(facts, enterprise.id, owed);
      const { summary, visits, unserved } = plan(registry);
      const dropped = unserved
        .filter(({ reason }) => reason === 'visit-cap')
        .map(({ item, cycle }) => `${item} ${cycle}`);
      const served = servable(owed).filter(
        ({ item, cycle }) => !dropped.includes(`${item.id} ${cycle}`),
      );
      const separate = await fewestVisits(byDepartments(facts), served);

      expect(summary.lowerBound).toBeLessThanOrEqual(optimum.visits);
      // A search that is cut short claims less, never too much.
      const hasty = plan(registry, { searchSteps: 0 });
      expect(hasty.summary.lowerBound).toBeLessThanOrEqual(optimum.visits);
      expect(verify(registry, hasty)).toEqual([]);
      expect(summary.perItem).toBeLessThanOrEqual(optimum.served);
      if (summary.perItem === optimum.served)
        expect(visits.length).toBeGreaterThanOrEqual(optimum.visits);
      expect(summary.perDepartment).toBeGreaterThanOrEqual(separate);
      seen.enterprises++;
      seen.fewest += summary.perItem === optimum.served && visits.length === optimum.visits ? 1 : 0;
      seen.proven += summary.lowerBound === visits.length ? 1 : 0;
      seen.departments += summary.perDepartment === separate ? 1 : 0;
    }),
    { numRuns: runs(50, 500), seed: 2026 },
  );
  expect(seen.fewest / seen.enterprises).toBeGreaterThanOrEqual(0.99);
  expect(seen.proven / seen.enterprises).toBeGreaterThanOrEqual(0.99);
  expect(seen.departments / seen.enterprises).toBeGreaterThanOrEqual(0.99);
});
