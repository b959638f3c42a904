import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { verify } from '../../src/answers/verify/verify';
import type { PlanDocument } from '../../src/output/plan-document';
import { plan } from '../../src/plan/plan';
import type { Registry, RegistryInput } from '../../src/registry/registry';
import { DAMAGES, type Damage, spoil } from '../support/damage';
import { CAP_DAMAGES } from '../support/damage-of-caps';
import { decoded } from '../support/decoded';
import { joinedPlan } from '../support/joined-plan';
import { registryArb } from '../support/registries';
import { ruledRegistryArb } from '../support/ruled-registries';
import { runs } from '../support/runs';
import { simplePlan } from '../support/simple-plan';

interface Sample {
  readonly registry: Registry;
  readonly plan: PlanDocument;
}

const sampled = (
  arb: fc.Arbitrary<RegistryInput>,
  seed: number,
  planOf: (registry: Registry) => PlanDocument,
): Sample[] =>
  fc.sample(arb, { numRuns: runs(40, 150), seed }).map((input) => {
    const registry = decoded(input);
    return { registry, plan: planOf(registry) };
  });

/** The registry with caps that the plan just keeps. */
const cappedAtPlan = ({ registry, plan }: Sample): Sample => ({
  plan,
  registry: decoded({
    ...registry,
    enterprises: registry.enterprises.map((enterprise) => ({
      ...enterprise,
      visitCap: plan.visits.filter((visit) => visit.enterprise === enterprise.id && visit.onSite)
        .length,
    })),
  }),
});

const uncapped = registryArb({ caps: false, items: 8, mostTimes: 4 });
const spaced = uncapped.map((input) => ({ ...input, policy: { ...input.policy, spacing: 30 } }));
const capped = registryArb({ items: 6, mostTimes: 2 });

const valid: readonly Sample[] = [
  ...sampled(uncapped, 11, simplePlan),
  ...sampled(uncapped, 12, joinedPlan),
  ...sampled(uncapped, 13, joinedPlan).map(cappedAtPlan),
  ...sampled(spaced, 15, (registry) => plan(registry).toJSON()),
  // Plans that know no cap are valid under caps where these do not bind.
  ...sampled(capped, 14, joinedPlan).filter(
    ({ registry, plan }) => verify(registry, plan).length === 0,
  ),
];

/** Plans of registries with caps of the policy, fallbacks, quiet days, leads and graded methods. */
const ruled: readonly Sample[] = sampled(ruledRegistryArb(), 16, (registry) =>
  plan(registry).toJSON(),
);

/** Holds `verify` to a damage in every plan that it can spoil. */
const findsIn = (damage: Damage, samples: readonly Sample[], least: number): void => {
  let applied = 0;
  samples.forEach(({ registry, plan }, seed) => {
    const spoilt = spoil(damage, registry, plan, seed);
    if (spoilt === undefined) return;
    applied += 1;
    const kinds = verify(registry, spoilt).map(({ kind }) => kind);
    expect(
      damage.kinds.some((kind) => kinds.includes(kind)),
      `plan ${seed}: ${kinds.join(', ')}`,
    ).toBe(true);
  });
  expect(applied).toBeGreaterThanOrEqual(least);
};

describe('every damage to a valid plan is found', () => {
  test('the plans are valid, many with caps', () => {
    for (const { registry, plan } of valid) expect(verify(registry, plan)).toEqual([]);
    expect(valid.length).toBeGreaterThanOrEqual(runs(100, 500));
  });

  test.each(DAMAGES)('$name', (damage) => findsIn(damage, valid, runs(2, 15)));
});

describe('every damage to a plan under several caps is found', () => {
  test('the plans are valid', () => {
    for (const { registry, plan } of ruled) expect(verify(registry, plan)).toEqual([]);
  });

  test.each(CAP_DAMAGES)('$name', (damage) => findsIn(damage, ruled, runs(2, 5)));
});
