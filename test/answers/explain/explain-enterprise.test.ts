import fc from 'fast-check';
import { isRight } from 'fp-ts/Either';
import { describe, expect, test } from 'vitest';
import { changesFor } from '../../../src/answers/explain/enterprise-changes';
import type { EnterpriseExplanation } from '../../../src/answers/explain/explanation';
import { patched, sizeOfChange } from '../../../src/answers/explain/policy-change';
import { readingOf } from '../../../src/answers/explain/reading';
import { factsOf } from '../../../src/answers/verify/facts';
import { occurrencesByReading } from '../../../src/answers/verify/owed';
import { verify } from '../../../src/answers/verify/verify';
import { decodePlan } from '../../../src/output/decode-plan';
import type { Plan } from '../../../src/output/plan';
import { plan } from '../../../src/plan/plan';
import type { Registry, RegistryInput } from '../../../src/registry/registry';
import { explainEnterprise } from '../../../src/replan/explain-enterprise';
import { sumLimit } from '../../../src/rules/rule';
import { rulesOf, withRules } from '../../../src/rules/rule-book';
import { generateCounty } from '../../../src/subpaths/county';
import { amendedArb } from '../../support/amended';
import { decoded } from '../../support/decoded';
import { fewestVisits } from '../../support/exact';
import { registryArb, smallEnterpriseArb } from '../../support/registries';
import { runs } from '../../support/runs';
import { expectWellSaid } from './well-said';

const undatedPlan = (registry: RegistryInput): Plan => plan(decoded(registry), { dateSteps: 0 });

const of =
  (id: string) =>
  (row: { readonly enterprise: string }): boolean =>
    row.enterprise === id;

const visitsIn = (registry: RegistryInput, id: string): number =>
  undatedPlan(registry).visits.filter(of(id)).length;

const explained = (registry: Registry, planned: Plan, id: string): EnterpriseExplanation => {
  const result = explainEnterprise(registry, planned, id);
  if (!isRight(result)) throw new Error('refused');
  return result.right;
};

/**
 * What is said of an enterprise, held to its plan, to the verifier, and to plans of the changed
 * registry.
 */
const check = (input: RegistryInput, planned: Plan, id: string): EnterpriseExplanation => {
  const registry = decoded(input);
  const said = explained(registry, planned, id);
  const visits = planned.visits.filter(of(id));
  const unserved = planned.unserved.filter(of(id));
  expect([said.visits, said.onSite, said.served]).toEqual([
    visits.length,
    visits.filter(({ onSite }) => onSite).length,
    visits.flatMap(({ occurrences }) => occurrences).length,
  ]);
  expect(said.unserved.reduce((sum, group) => sum + group.count, 0)).toBe(unserved.length);
  for (const { reason, count, items } of said.unserved) {
    expect(unserved.filter((row) => row.reason === reason)).toHaveLength(count);
    const rows = items.flatMap(({ item, cycles, by }) =>
      cycles.map((cycle) => ({ item: item.id, cycle, by: by?.id })),
    );
    for (const row of rows)
      expect(unserved.map(({ item, cycle, by }) => ({ item, cycle, by }))).toContainEqual(row);
  }
  // The verifier finds nothing wrong with the witness: every plan visits its members, and no two
  // can meet.
  const witness = said.witness.map(({ item, cycle }) => ({ item: item.id, cycle }));
  const certificates = input.enterprises.map((enterprise) =>
    enterprise.id === id
      ? { enterprise: id, visits: visits.length, lowerBound: said.lowerBound, witness }
      : (planned.certificate(enterprise.id) ?? {
          enterprise: '',
          visits: 0,
          lowerBound: 0,
          witness: [],
        }),
  );
  expect(verify(registry, planned.toJSON(), { certificates })).toEqual([]);
  expect(said.pairs.map(({ a, b }) => [a, b])).toEqual(
    witness.flatMap((_, a) => witness.slice(a + 1).map((_one, k) => [a, a + 1 + k])),
  );
  expect(said.proven).toBe(said.lowerBound === visits.length);
  expect(said.restsOn).toBe(said.witness.length === said.lowerBound ? 'witness' : 'search');
  if (said.change !== undefined) {
    expect(said.change.visits.before).toBe(visits.length);
    expect(said.change.unserved.before).toBe(unserved.length);
    expect(said.change.visits.after).toBeLessThan(visits.length);
    const changed = undatedPlan({ ...input, policy: said.change.policy });
    expect(changed.visits.filter(of(id))).toHaveLength(said.change.visits.after);
    expect(changed.unserved.filter(of(id))).toHaveLength(said.change.unserved.after);
  }
  const raised = said.unserved.find(({ reason }) => reason === 'visit-cap')?.raised;
  if (raised !== undefined) {
    const enterprises = input.enterprises.map((one) =>
      one.id === id ? { ...one, visitCap: raised.limit } : one,
    );
    const changed = undatedPlan({ ...input, enterprises });
    expect(changed.visits.filter(of(id))).toHaveLength(raised.visits.after);
    expect(changed.unserved.filter(of(id))).toHaveLength(raised.unserved.after);
  }
  expectWellSaid(said);
  return said;
};

describe('what is said of an enterprise holds', () => {
  test('on random registries, and of a plan that was read too', () => {
    const seen = { saved: 0, capped: 0, search: 0 };
    fc.assert(
      fc.property(registryArb(), fc.nat(), (input, e) => {
        const planned = undatedPlan(input);
        const { id } = input.enterprises[e % input.enterprises.length];
        const said = check(input, planned, id);
        seen.saved += said.change === undefined ? 0 : 1;
        seen.capped += said.unserved.some(({ raised }) => raised !== undefined) ? 1 : 0;
        seen.search += said.restsOn === 'search' ? 1 : 0;
        const read = decodePlan(JSON.parse(JSON.stringify(planned)));
        if (isRight(read))
          expect(explainEnterprise(decoded(input), read.right, id)).toEqual({
            _tag: 'Right',
            right: said,
          });
      }),
      { numRuns: runs(30, 250), seed: 71 },
    );
    expect(Math.min(seen.saved, seen.capped, seen.search)).toBeGreaterThanOrEqual(runs(1, 5));
  });

  test('on registries under way, with pins', () => {
    const seen = { pinned: 0, saved: 0 };
    fc.assert(
      fc.property(amendedArb({ enterprises: 2 }), fc.nat(), (input, e) => {
        const { id } = input.enterprises[e % input.enterprises.length];
        const said = check(input, undatedPlan(input), id);
        seen.pinned += said.pairs.some(({ separation }) => separation.kind === 'pinned') ? 1 : 0;
        seen.saved += said.change === undefined ? 0 : 1;
      }),
      { numRuns: runs(8, 60), seed: 74 },
    );
    expect(Math.min(seen.pinned, seen.saved)).toBeGreaterThanOrEqual(runs(1, 2));
  });

  test('on a generated county', () => {
    const county = generateCounty({ enterprises: runs(8, 16), items: 600 });
    const planned = undatedPlan(county);
    for (const { id } of county.enterprises) check(county, planned, id);
  });

  test('no change of the list saves more, and of equals none is smaller', () => {
    fc.assert(
      fc.property(smallEnterpriseArb(12), (input) => {
        const registry = decoded(input);
        const [{ id }] = input.enterprises;
        const said = explained(registry, undatedPlan(input), id);
        const reading = readingOf(registry, id);
        if (!isRight(reading)) throw new Error('refused');
        const changes = changesFor(reading.right);
        expect(said.tried).toBe(changes.length);
        for (const change of changes) {
          const after = visitsIn({ ...input, policy: patched(reading.right, change).policy }, id);
          expect(after).toBeGreaterThanOrEqual(said.change?.visits.after ?? said.visits);
          if (said.change !== undefined && after === said.change.visits.after)
            expect(sizeOfChange(change)).toBeGreaterThanOrEqual(sizeOfChange(said.change.change));
        }
      }),
      { numRuns: runs(8, 40), seed: 72 },
    );
  });
});

test('a witness of k proves k visits, and without any one of its members k − 1', async () => {
  const samples = fc.sample(smallEnterpriseArb(10, { caps: false }), {
    numRuns: runs(8, 40),
    seed: 73,
  });
  for (const input of samples) {
    const [{ id }] = input.enterprises;
    const { witness } = explained(decoded(input), undatedPlan(input), id);
    const owed = occurrencesByReading(input).get(id) ?? [];
    const members = witness.flatMap(({ item, cycle }) =>
      owed.filter((one) => one.item.id === item.id && one.cycle === cycle),
    );
    const facts = factsOf(input);
    expect(await fewestVisits(facts, members)).toBe(witness.length);
    for (let k = 0; k < members.length; k++)
      expect(await fewestVisits(facts, members.toSpliced(k, 1))).toBe(witness.length - 1);
  }
});

test('a certificate under rules of one’s own is not taken for one of the policy', () => {
  const item = { minutes: 30, frequency: { times: 1 }, appliesTo: {} };
  const registry = decoded({
    horizon: { start: '2026-01-01', end: '2026-12-31' },
    departments: [{ id: 'd' }, { id: 'e' }],
    items: [
      { ...item, id: 'a', department: 'd' },
      { ...item, id: 'b', department: 'e' },
    ],
    enterprises: [{ id: 'E' }],
  });
  const reading = readingOf(registry, 'E');
  if (!isRight(reading)) throw new Error('refused');
  const alone = sumLimit(
    'alone',
    () => 'everybody',
    () => 1,
    1,
  );
  const planned = plan(registry, { rules: withRules(alone)(rulesOf(reading.right.policy)) });
  expect(planned.certificate('E')).toMatchObject({ visits: 2, lowerBound: 2 });
  const said = explained(registry, planned, 'E');
  expect(said).toMatchObject({ visits: 2, lowerBound: 1, proven: false });
  expectWellSaid(said);
});

test('an enterprise that does not exist is refused', () => {
  const registry = decoded({
    horizon: { start: '2026-01-01', end: '2026-12-31' },
    departments: [],
    items: [],
    enterprises: [{ id: '__proto__' }],
  });
  expect(explainEnterprise(registry, plan(registry), 'x')).toEqual({
    _tag: 'Left',
    left: [{ path: 'enterprise', expected: 'the id of an enterprise', actual: '"x"' }],
  });
  const said = explained(registry, plan(registry), '__proto__');
  expect(said).toMatchObject({
    visits: 0,
    lowerBound: 0,
    proven: true,
    restsOn: 'witness',
    tried: 1,
  });
  expectWellSaid(said);
});
