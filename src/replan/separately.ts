import { policyWithDefaults } from '../registry/policy-defaults';
import type { Registry } from '../registry/registry';

/**
 * The registry before merging: every visit has a single department, no cap leaves out occurrences,
 * and there are no pins. Its plan is the baseline for figures other than the number of visits, for
 * example the workload of weeks.
 * O(enterprises).
 */
export const separately = (registry: Registry): Registry => {
  const { domains } = policyWithDefaults(registry.policy, 0);
  return {
    ...registry,
    pins: [],
    enterprises: registry.enterprises.map(({ visitCap: _, ...rest }) => rest),
    policy: {
      ...registry.policy,
      capByGrade: {},
      caps: [],
      domains: Object.fromEntries(
        Object.entries(domains).map(([name, settings]) => [
          name,
          { ...settings, sameDepartment: true },
        ]),
      ),
    },
  };
};
