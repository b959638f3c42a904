import { isRight } from 'fp-ts/Either';
import { describe, expect, test } from 'vitest';
import { changesFor, nextRatio } from '../../../src/answers/explain/enterprise-changes';
import { patched, ratioFor, readingUnder } from '../../../src/answers/explain/policy-change';
import { type Reading, readingOf, underPolicy } from '../../../src/answers/explain/reading';
import { plan } from '../../../src/plan/plan';
import type { Registry, RegistryInput } from '../../../src/registry/registry';
import { explainEnterprise } from '../../../src/replan/explain-enterprise';
import { isSimilar } from '../../../src/rules/rule';
import { decoded } from '../../support/decoded';
import { registryOfShape, stalls } from '../../support/stalls';

const stall = (name: string): Registry => {
  const found = stalls.find((one) => one.name === name);
  if (found === undefined) throw new Error(name);
  return decoded(found.registry());
};

const readingIn = (registry: Registry): Reading => {
  const reading = readingOf(registry, registry.enterprises[0].id);
  if (!isRight(reading)) throw new Error('refused');
  return reading.right;
};

describe('the next ratio', () => {
  /** As it is meant: of all two that are not similar. */
  const ofAllPairs = (durations: readonly number[], from: number): number | undefined => {
    const ratios = durations.flatMap((a) =>
      durations.flatMap((b) => (a >= b && !isSimilar(a, b, from) ? [ratioFor(a, b)] : [])),
    );
    return ratios.length === 0 ? undefined : Math.min(...ratios);
  };

  test('is the least that makes two more durations similar', () => {
    for (const [seed, from] of [1, 1.1, 1.5, 2, 3, 7].entries()) {
      const durations = Array.from(
        { length: 30 },
        (_, k) => 1 + ((k * k * 37 + 11 * seed * k) % 101),
      );
      expect(nextRatio(durations, from)).toBe(ofAllPairs(durations, from));
    }
    expect(nextRatio([30, 60], 2)).toBeUndefined();
    expect(nextRatio([], 2)).toBeUndefined();
  });

  test('of a hundred thousand durations is found by sorting', () => {
    expect(
      nextRatio(
        Array.from({ length: 100_000 }, (_, k) => 100_000 + 3 * k),
        1.5,
      ),
    ).toBe(1.51);
  });
});

describe('an enterprise under a changed policy', () => {
  const mixed: RegistryInput = registryOfShape({
    ...{
      items: 12,
      frequency: { times: 4 },
      departments: 3,
      domains: 2,
      apart: 5,
      durations: 9,
      maxDepartments: 2,
    },
    ...{ window: 0.8, desk: true },
  });

  test('has the occurrences, the policy and the rules that reading it anew gives it', () => {
    const reading = readingIn(
      decoded({ ...mixed, pins: [{ pin: 'unmerged', enterprise: 'E-0', item: 'I-3' }] }),
    );
    const settings = new Set<string>();
    for (const change of changesFor(reading)) {
      settings.add(change.setting);
      const after = patched(reading, change);
      const [shared, anew] = [readingUnder(reading, after), underPolicy(reading, after.policy)];
      expect(shared.policy).toEqual(anew.policy);
      expect(shared.registry).toEqual(anew.registry);
      expect(shared.occurrences).toEqual(anew.occurrences);
      for (const domain of Object.keys(shared.policy.domains))
        for (const [k, { item }] of shared.occurrences.entries()) {
          const other = shared.occurrences[(7 * k + 5) % shared.occurrences.length].item;
          const kept = shared.keepsRules(domain, [item, other]);
          const [one, two] = [item.id, other.id].map(
            (id) => [...anew.cyclesOf(id).values()][0].item,
          );
          expect(kept).toBe(anew.keepsRules(domain, [one, two]));
        }
    }
    expect([...settings].sort()).toEqual(
      [
        'apart',
        'durationRatio',
        'maxDepartments',
        'maxMinutes',
        'recognise',
        'sameObject',
        'window',
      ].sort(),
    );
  });

  test('shares its occurrences where the change says nothing of them', () => {
    const reading = readingIn(decoded(mixed));
    const shares = changesFor(reading).filter(
      (change) =>
        readingUnder(reading, patched(reading, change)).occurrences === reading.occurrences,
    );
    expect(new Set(shares.map(({ setting }) => setting))).toEqual(
      new Set(['apart', 'durationRatio', 'maxDepartments', 'maxMinutes', 'sameObject']),
    );
  });
});

describe('trials of changes', () => {
  /** How many there may be at most, and how many changes there are. */
  test.each([
    ['apart-all-100', 10, 4956],
    ['mixed-100', 40, 79],
    ['domains-80', 6, 481],
    ['explain-80-domains', 8, 6321],
    ['slow-under-cap', 5, 18],
  ])(
    'of %s are as few as their size allows, and those left out are counted',
    (name, most, changes) => {
      const registry = stall(name);
      const said = explainEnterprise(registry, plan(registry), registry.enterprises[0].id);
      if (!isRight(said)) throw new Error('refused');
      const { tried, untried = 0 } = said.right;
      expect(tried).toBeGreaterThan(0);
      expect(tried).toBeLessThanOrEqual(most);
      expect(tried + untried).toBe(changes);
    },
  );
});
