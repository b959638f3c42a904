import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { verify } from '../../src/answers/verify/verify';
import { workload } from '../../src/answers/workload';
import type { Plan } from '../../src/output/plan';
import type { PlanDocument } from '../../src/output/plan-document';
import { plan } from '../../src/plan/plan';
import { policyWithDefaults } from '../../src/registry/policy-defaults';
import type { Registry, RegistryInput } from '../../src/registry/registry';
import { regroup } from '../../src/replan/regroup';
import { schedule } from '../../src/replan/reschedule';
import { sumLimit } from '../../src/rules/rule';
import { rulesOf, withRules } from '../../src/rules/rule-book';
import { generateCounty } from '../../src/subpaths/county';
import { amendedArb } from '../support/amended';
import { decoded } from '../support/decoded';
import { registryArb } from '../support/registries';
import { ruledRegistryArb } from '../support/ruled-registries';
import { runs } from '../support/runs';

/** The registry with a share of its minutes a day, where it has any. */
const tightened = (input: RegistryInput, factor: number): Registry =>
  decoded({
    ...input,
    departments: input.departments.map((department) =>
      department.dailyMinutes === undefined
        ? department
        : { ...department, dailyMinutes: Math.round(factor * department.dailyMinutes) },
    ),
  });

/** The registry with nine tenths of the minutes that its plan needs, the same all year. */
const short = (county: RegistryInput): Registry => {
  const full = decoded(county);
  const minutesOf = new Map<string, number>();
  for (const { department, minutes } of workload(full, plan(full)).rows)
    minutesOf.set(department, (minutesOf.get(department) ?? 0) + minutes);
  return decoded({
    ...county,
    departments: county.departments.map((row) => ({
      ...row,
      dailyMinutes: (0.9 * (minutesOf.get(row.id) ?? 0)) / 250,
    })),
  });
};

const overloadUnder = (registry: Registry, document: PlanDocument): number =>
  workload(registry, document).teams.reduce((sum, { short }) => sum + short, 0);

const served = ({ visits }: PlanDocument): readonly string[] =>
  visits
    .flatMap(({ enterprise, occurrences }) =>
      occurrences.map((one) => JSON.stringify([enterprise, one.item, one.cycle])),
    )
    .sort();

const visitsOf = ({ visits }: PlanDocument): ReadonlyMap<string, number> => {
  const count = new Map<string, number>();
  for (const { enterprise } of visits) count.set(enterprise, (count.get(enterprise) ?? 0) + 1);
  return count;
};

const groupsOf = ({ visits }: PlanDocument): readonly string[] =>
  visits.map(({ enterprise, occurrences }) => JSON.stringify([enterprise, occurrences])).sort();

/** What holds of every plan that is regrouped. */
const check = (registry: Registry, given: Plan): Plan => {
  const found = regroup(registry, given);
  const certificates = registry.enterprises.flatMap(({ id }) => found.certificate(id) ?? []);
  expect(verify(registry, found.toJSON(), { certificates, shortfalls: found.shortfalls })).toEqual(
    [],
  );
  expect(served(found)).toEqual(served(given));
  expect(visitsOf(found)).toEqual(visitsOf(given));
  expect(found.unserved).toEqual(given.unserved);
  const { overloadMinutes, overloadBound = 0 } = found.summary;
  expect(overloadMinutes).toBeLessThanOrEqual(
    schedule(registry, given).summary.overloadMinutes + 1e-6,
  );
  expect(Math.abs(overloadUnder(registry, found) - overloadMinutes)).toBeLessThan(1e-6);
  expect(overloadBound).toBeLessThanOrEqual(overloadMinutes + 1e-6);
  return found;
};

describe('regroup', () => {
  test('keeps every check and the number of visits, and is never worse than other dates alone', () => {
    let moved = 0;
    fc.assert(
      fc.property(
        registryArb({ enterprises: 8 }),
        fc.constantFrom(0, 0.02, 0.1, 0.3),
        (input, factor) => {
          const registry = tightened(input, factor);
          const given = plan(registry);
          const found = check(registry, given);
          if (JSON.stringify(groupsOf(found)) !== JSON.stringify(groupsOf(given))) moved++;
          expect(JSON.stringify(regroup(registry, given))).toBe(JSON.stringify(found));
        },
      ),
      { numRuns: runs(16, 150), seed: 95 },
    );
    expect(moved).toBeGreaterThan(runs(0, 4));
  });

  test('keeps methods and marks of fallbacks', () => {
    let byFallback = 0;
    fc.assert(
      fc.property(
        ruledRegistryArb({ enterprises: 8 }),
        fc.constantFrom(0, 0.02, 0.1),
        (input, factor) => {
          const registry = tightened(input, factor);
          const given = plan(registry);
          check(registry, given);
          byFallback += given.summary.byFallback ?? 0;
        },
      ),
      { numRuns: runs(16, 150), seed: 98 },
    );
    expect(byFallback).toBeGreaterThan(0);
  });

  test('keeps the number of visits that each cap counts', () => {
    let moved = 0;
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 6 }),
        fc.integer({ min: 2, max: 4 }),
        fc.integer({ min: 1, max: 4 }),
        fc.constantFrom('routine', 'special'),
        (specials, times, max, kind) => {
          const each = { minutes: 30, appliesTo: {} };
          const registry = decoded({
            horizon: { start: '2026-01-01', end: '2026-12-31' },
            departments: [{ id: 'a', dailyMinutes: 6 }, { id: 'b' }],
            items: [
              { ...each, id: 'often', department: 'b', kind, frequency: { times } },
              ...Array.from({ length: specials }, (_, k) => ({
                ...{ ...each, id: `special ${k}`, department: 'a', kind: 'special' },
                frequency: { times: 1 },
              })),
            ],
            enterprises: [{ id: 'E' }],
            policy: { caps: [{ id: 'special', max, counts: { kinds: ['special'] } }] },
          });
          const given = plan(registry);
          const found = check(registry, given);
          if (JSON.stringify(groupsOf(found)) !== JSON.stringify(groupsOf(given))) moved++;
        },
      ),
      { numRuns: 40, seed: 99 },
    );
    expect(moved).toBeGreaterThan(4);
  });

  test('leaves what was made and what people want as it is', () => {
    fc.assert(
      fc.property(
        amendedArb({ enterprises: 4 }),
        fc.constantFrom(0, 0.05, 0.2),
        (input, factor) => {
          const registry = tightened(input, factor);
          const given = plan(registry);
          const found = check(registry, given);
          const made = ({ visits }: PlanDocument): readonly string[] =>
            visits
              .filter(({ date }) => date <= (registry.frozenThrough ?? ''))
              .map((visit) => JSON.stringify(visit));
          expect(made(found)).toEqual(made(given));
        },
      ),
      { numRuns: runs(12, 120), seed: 96 },
    );
  });

  test('keeps to rules of one’s own', () => {
    fc.assert(
      fc.property(registryArb({ enterprises: 6, caps: false }), (input) => {
        const registry = tightened(input, 0.05);
        const few = sumLimit(
          'few',
          () => 'everybody',
          () => 1,
          2,
        );
        const rules = withRules(few)(rulesOf(policyWithDefaults(registry.policy ?? {}, 2026)));
        const found = regroup(registry, plan(registry, { rules }), { rules });
        for (const { occurrences } of found.visits)
          expect(occurrences.length).toBeLessThanOrEqual(2);
        expect(verify(registry, found.toJSON())).toEqual([]);
      }),
      { numRuns: runs(8, 60), seed: 97 },
    );
  });

  test('changes nothing where no minutes are above capacity', () => {
    const registry = decoded(generateCounty({ enterprises: 60, items: 300 }));
    const given = plan(registry);
    expect(given.summary.overloadMinutes).toBe(0);
    expect(groupsOf(regroup(registry, given))).toEqual(groupsOf(given));
  });

  test('leaves a county short of inspectors fewer minutes above capacity', () => {
    const registry = short(generateCounty({ enterprises: 150, items: 600, departments: 12 }));
    const given = plan(registry);
    const found = check(registry, given);
    expect(found.summary.overloadMinutes).toBeLessThan(0.98 * given.summary.overloadMinutes);
  });
});
