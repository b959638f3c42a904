import { policyWithDefaults } from '../registry/policy-defaults';
import type { Registry } from '../registry/registry';

/**
 * The registry as things are before merging: every visit is of one department, nothing is left out
 * by caps, and no pins say who comes. Its plan is what joint visits are measured against where
 * counting visits is not enough, such as for the workload of weeks. O(enterprises)
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
      domains: Object.fromEntries(
        Object.entries(domains).map(([name, settings]) => [
          name,
          { ...settings, sameDepartment: true },
        ]),
      ),
    },
  };
};
