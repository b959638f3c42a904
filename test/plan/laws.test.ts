import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Plan } from '../../src/output/plan';
import { plan } from '../../src/plan/plan';
import { dateTextOf, parseDay } from '../../src/registry/day';
import type { DomainSettings, Policy } from '../../src/registry/policy';
import { policyWithDefaults } from '../../src/registry/policy-defaults';
import type { RegistryInput } from '../../src/registry/registry';
import { decoded } from '../support/decoded';
import { registryArb, smallEnterpriseArb } from '../support/registries';
import { runs } from '../support/runs';
import { undated } from '../support/undated';

const planned = (input: RegistryInput): Plan => plan(decoded(input));

/** The optimum, where the plan proves to have found it. */
const optimum = ({ summary: { visits, lowerBound } }: Plan): number => {
  fc.pre(visits === lowerBound);
  return visits;
};

const policyOf = ({ horizon, policy }: RegistryInput): Policy =>
  policyWithDefaults(policy, Number(horizon.start.slice(0, 4)));

const withDomain = (
  input: RegistryInput,
  domain: string,
  change: Partial<DomainSettings>,
): RegistryInput => {
  const policy = policyOf(input);
  const domains = policy.domains ?? {};
  return {
    ...input,
    policy: { ...policy, domains: { ...domains, [domain]: { ...domains[domain], ...change } } },
  };
};

const domainsOf = (input: RegistryInput): ReadonlyArray<readonly [string, DomainSettings]> =>
  Object.entries(policyOf(input).domains ?? {});

/** Runs a law on as many registries as stated that meet its conditions. */
const law = <A>(arb: fc.Arbitrary<A>, holds: (value: A) => void, numRuns = runs(25, 300)): void =>
  fc.assert(fc.property(arb, holds), { numRuns, seed: 1972, maxSkipsPerRun: 50 });

/** Caps aside: a cap changes what is served, and with it what the optimum counts. */
const uncapped = smallEnterpriseArb(14, { caps: false });

describe('whatever the registry', () => {
  test('enterprises do not influence one another but in dates', () => {
    law(registryArb(), (input) => {
      const whole = planned(input);
      for (const enterprise of input.enterprises) {
        const of = (row: { readonly enterprise: string }): boolean =>
          row.enterprise === enterprise.id;
        const alone = planned({
          ...input,
          enterprises: [enterprise],
          assignments: (input.assignments ?? []).filter(of),
          history: (input.history ?? []).filter(of),
        });
        expect(undated(alone.visits)).toEqual(undated(whole.visits.filter(of)));
        expect(alone.unserved).toEqual(whole.unserved.filter(of));
        expect(alone.certificate(enterprise.id)).toEqual(whole.certificate(enterprise.id));
      }
    });
  });

  test('the order of the input does not matter', () => {
    const shuffled = <A>(rows: readonly A[] | undefined): fc.Arbitrary<A[]> =>
      fc.shuffledSubarray([...(rows ?? [])], { minLength: rows?.length ?? 0 });
    const both = registryArb().chain((input) =>
      fc.tuple(
        fc.constant(input),
        fc.record({
          departments: shuffled(input.departments),
          items: shuffled(input.items),
          enterprises: shuffled(input.enterprises),
          assignments: shuffled(input.assignments),
          history: shuffled(input.history),
          apart: shuffled(input.policy?.apart),
          domains: shuffled(domainsOf(input)),
        }),
      ),
    );
    law(both, ([input, { apart, domains, ...rows }]) => {
      const policy = { ...input.policy, apart, domains: Object.fromEntries(domains) };
      expect(JSON.stringify(planned({ ...input, ...rows, policy }))).toBe(
        JSON.stringify(planned(input)),
      );
    });
  });

  test('never more visits than occurrences, nor than departments make by themselves; never below the bound', () => {
    law(registryArb(), (input) => {
      const { summary, visits } = planned(input);
      expect(summary.visits).toBe(visits.length);
      expect(summary.lowerBound).toBeLessThanOrEqual(summary.visits);
      expect(summary.visits).toBeLessThanOrEqual(summary.perDepartment);
      expect(summary.perDepartment).toBeLessThanOrEqual(summary.perItem);
    });
  });
});

describe('where there is less room the optimum is not lower', () => {
  test('with another pair of items apart (no caps)', () => {
    law(fc.tuple(uncapped, fc.nat(), fc.nat()), ([input, a, b]) => {
      const [one, other] = [
        input.items[a % input.items.length].id,
        input.items[b % input.items.length].id,
      ];
      fc.pre(one !== other);
      const policy = {
        ...input.policy,
        apart: [...(input.policy?.apart ?? []), [one, other] as const],
      };
      expect(optimum(planned({ ...input, policy }))).toBeGreaterThanOrEqual(
        optimum(planned(input)),
      );
    });
  });

  test('with a narrower window (no caps, and nobody left without a day by it)', () => {
    law(
      fc.tuple(uncapped, fc.nat(), fc.double({ min: 0.3, max: 1, noNaN: true })),
      ([input, d, factor]) => {
        const domains = domainsOf(input);
        const [domain, { window }] = domains[d % domains.length];
        const [wide, narrow] = [
          planned(input),
          planned(withDomain(input, domain, { window: window * factor })),
        ];
        fc.pre(wide.unserved.length === narrow.unserved.length);
        expect(optimum(narrow)).toBeGreaterThanOrEqual(optimum(wide));
      },
    );
  });

  const tighter: Readonly<Record<string, (settings: DomainSettings) => Partial<DomainSettings>>> = {
    durationRatio: ({ durationRatio }) => ({
      durationRatio: Math.max(1, (durationRatio ?? 4) / 2),
    }),
    maxMinutes: ({ maxMinutes }) => ({
      maxMinutes: Math.max(1, Math.floor((maxMinutes ?? 300) / 2)),
    }),
    maxDepartments: ({ maxDepartments }) => ({
      maxDepartments: Math.max(1, (maxDepartments ?? 3) - 1),
    }),
    sameObject: () => ({ sameObject: true }),
    sameMethod: () => ({ sameMethod: true }),
    sameTopic: () => ({ sameTopic: true }),
    sameLevel: () => ({ sameLevel: true }),
    sameDepartment: () => ({ sameDepartment: true }),
    guests: () => ({ guests: [] }),
  };
  test.each(Object.entries(tighter))('with a tighter %s (no caps)', (_, change) => {
    law(
      fc.tuple(uncapped, fc.nat()),
      ([input, d]) => {
        const domains = domainsOf(input);
        const [domain, settings] = domains[d % domains.length];
        const after = planned(withDomain(input, domain, change(settings)));
        expect(optimum(after)).toBeGreaterThanOrEqual(optimum(planned(input)));
      },
      runs(13, 150),
    );
  });

  test('without an item it is not higher (no caps, no recognition, and nobody was its guest)', () => {
    law(
      fc.tuple(smallEnterpriseArb(14, { caps: false, oddIds: false }), fc.nat()),
      ([input, i]) => {
        const policy = { ...policyOf(input), recognise: false };
        // Without guests every part of a visit is a visit.
        const domains = Object.fromEntries(
          domainsOf(input).map(([name, settings]) => [name, { ...settings, guests: [] }]),
        );
        const removed = input.items[i % input.items.length].id;
        const others = (row: { readonly item: string }): boolean => row.item !== removed;
        const before = { ...input, policy: { ...policy, domains } };
        const after = {
          ...before,
          items: input.items.filter(({ id }) => id !== removed),
          assignments: (input.assignments ?? []).filter(others),
          history: (input.history ?? []).filter(others),
          policy: {
            ...before.policy,
            apart: (policy.apart ?? []).filter((pair) => !pair.includes(removed)),
          },
        };
        expect(optimum(planned(after))).toBeLessThanOrEqual(optimum(planned(before)));
      },
    );
  });
});

test('低频跟着高频: with no other limit the fewest visits equal the highest frequency (one object and method, w = 1, every day open)', () => {
  const weekends: string[] = [];
  for (let day = parseDay('2026-01-01'); day <= parseDay('2026-12-31'); day++)
    weekends.push(dateTextOf(day));
  law(
    fc.array(
      fc.record({
        times: fc.integer({ min: 1, max: 12 }),
        minutes: fc.integer({ min: 1, max: 500 }),
      }),
      {
        minLength: 1,
        maxLength: 12,
      },
    ),
    (rows) => {
      const input: RegistryInput = {
        horizon: { start: '2026-01-01', end: '2026-12-31' },
        calendar: { open: weekends },
        departments: [{ id: 'd0' }, { id: 'd1' }],
        items: rows.map(({ times, minutes }, i) => ({
          id: `i${i}`,
          department: `d${i % 2}`,
          minutes,
          frequency: { times },
          appliesTo: {},
        })),
        enterprises: [{ id: 'e' }],
        policy: { domains: { general: { window: 1, sameObject: true, sameMethod: true } } },
      };
      expect(planned(input).summary.visits).toBe(Math.max(...rows.map(({ times }) => times)));
    },
  );
});

test('over 1/times rounds every enterprise has exactly one turn (1/times whole, one unit a round)', () => {
  law(
    fc.record({
      rounds: fc.integer({ min: 1, max: 12 }),
      first: fc.integer({ min: 0, max: 3000 }),
      seed: fc.integer(),
      ids: fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 20 }),
    }),
    ({ rounds, first, seed, ids }) => {
      const turns = new Map<string, number>();
      for (let round = first; round < first + rounds; round++) {
        const { visits } = planned({
          horizon: { start: '2026-01-01', end: '2026-12-31' },
          departments: [{ id: 'd' }],
          items: [
            {
              id: 'i',
              department: 'd',
              minutes: 30,
              frequency: { times: 1 / rounds },
              appliesTo: {},
            },
          ],
          enterprises: ids.map((id) => ({ id: `e${id}` })),
          policy: { seed, round },
        });
        for (const { enterprise } of visits)
          turns.set(enterprise, (turns.get(enterprise) ?? 0) + 1);
      }
      expect([...turns.values()]).toEqual(ids.map(() => 1));
    },
    runs(10, 100),
  );
});
