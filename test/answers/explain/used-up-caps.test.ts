import { getOrElseW } from 'fp-ts/Either';
import { expect, test } from 'vitest';
import { explainPair } from '../../../src/answers/explain/explain-pair';
import { explainVisit } from '../../../src/answers/explain/explain-visit';
import type { UsedUpCap } from '../../../src/answers/explain/named';
import { sentences } from '../../../src/answers/sentences/sentences';
import { type Cap, capsInForce, TOTAL } from '../../../src/answers/verify/caps-in-force';
import { factsOf } from '../../../src/answers/verify/facts';
import { plan } from '../../../src/plan/plan';
import type { RegistryInput } from '../../../src/registry/registry';
import { explainEnterprise } from '../../../src/replan/explain-enterprise';
import { cappedRegistry } from '../../support/capped-registries';
import { decoded } from '../../support/decoded';
import { runs } from '../../support/runs';
import { expectWellSaid } from './well-said';

const right = getOrElseW((errors: unknown): never => {
  throw new Error(JSON.stringify(errors));
});

/** The example of model §6, with a check of the fire department that cannot join the others. */
const INPUT: RegistryInput = (() => {
  const every = { minutes: 30, appliesTo: {} };
  return {
    horizon: { start: '2026-01-01', end: '2026-12-31' },
    departments: [{ id: 'fire' }, { id: 'market', name: '市场监管局' }],
    items: [
      { ...every, id: 'exits', department: 'fire', topic: 'fire', frequency: { times: 3 } },
      { ...every, id: 'hood', department: 'fire', object: 'kitchen', frequency: { times: 1 } },
      { ...every, id: 'labels', department: 'market', frequency: { times: 4 } },
      { ...every, id: 'scales', department: 'market', frequency: { times: 3 } },
    ],
    enterprises: [{ id: 'E', objects: ['kitchen'], visitCap: 9 }],
    policy: { caps: [{ id: '54号', max: 2, each: 'department' }] },
  };
})();
const registry = decoded(INPUT);
const planned = plan(registry);

test('what is left out names the caps that are used up', () => {
  const said = right(explainEnterprise(registry, planned, 'E'));
  expect(said.unserved).toMatchObject([
    {
      reason: 'visit-cap',
      count: 4,
      items: [
        { item: { id: 'hood' }, caps: [{ cap: '54号', department: { id: 'fire' }, visits: 3 }] },
        { item: { id: 'labels' }, caps: [{ cap: '54号', max: 2, visits: 2 }] },
        { item: { id: 'scales' }, caps: [{ cap: '54号', max: 2, visits: 2 }] },
      ],
    },
  ]);
  // The total cap is not used up.
  expect(said.unserved[0]).not.toHaveProperty('cap');
  expectWellSaid(said);
  const text = sentences(said).join('\n');
  expect(text).toContain(
    'Used up for hood no. 1: cap 54号, at most 2 visits of fire, raised to 3 for checks that must be made.',
  );
  expect(text).toMatch(
    /Used up for labels no\. \d and \d and scales no\. \d: cap 54号, at most 2 visits of market \(市场监管局\)\./,
  );
  expect(sentences(said, { language: 'zh' }).join('\n')).toContain(
    'hood第1次的频次上限已用满：54号（fire最多2次，因必须完成的任务增至3次）。',
  );
});

test('a pair names the caps of the one that is left out', () => {
  const [hood, exits] = ['hood', 'exits'].map((item) => ({ item, cycle: 0 }));
  const why = right(explainPair(registry, 'E', hood, exits, { plan: planned }));
  expect(why.plan?.a).toMatchObject({ kind: 'unserved', caps: [{ cap: '54号' }] });
  expectWellSaid(why);
  expect(sentences(why).join('\n')).toContain('(used up: cap 54号, at most 2 visits of fire,');
});

const nameOf = ({ cap, department }: UsedUpCap): string => {
  if (cap === undefined) return TOTAL;
  return department === undefined ? cap : `${cap}/${department.id}`;
};

test('the caps named are the ones that count the occurrence and are used up', () => {
  const seen = { leftOut: 0, byFallback: 0, raised: 0, total: 0 };
  for (let seed = 0; seed < runs(40, 500); seed++) {
    const input = cappedRegistry(seed);
    const own = decoded(input);
    const made = plan(own);
    const facts = factsOf(input);
    const [enterprise] = input.enterprises;
    const used = ({ counts }: Cap): number =>
      made.visits.filter(({ occurrences }) =>
        occurrences.some((one) => {
          const item = facts.checkedAt(one, enterprise);
          return item !== undefined && counts(item);
        }),
      ).length;
    const expected = (id: string): ReadonlyArray<readonly [string, number]> =>
      capsInForce(facts)(enterprise)
        .filter((cap) => {
          const item = facts.itemFor(id, enterprise);
          return item !== undefined && cap.counts(item) && used(cap) >= cap.max;
        })
        .map((cap) => [cap.name, used(cap)]);
    const check = (id: string, caps: readonly UsedUpCap[] = []): void => {
      expect(caps.length, `seed ${seed}`).toBeGreaterThan(0);
      expect(
        caps.map((cap) => [nameOf(cap), cap.visits]),
        `seed ${seed}: ${id}`,
      ).toEqual(expected(id));
      seen.raised += caps.some(({ max, visits }) => visits > max) ? 1 : 0;
      seen.total += caps.some(({ cap }) => cap === undefined) ? 1 : 0;
    };
    if (made.unserved.some(({ reason }) => reason === 'visit-cap')) {
      const said = right(explainEnterprise(own, made, 'E', { searchSteps: 0 }));
      expectWellSaid(said);
      for (const { reason, items } of said.unserved)
        for (const { item, caps } of items)
          if (reason === 'visit-cap') {
            check(item.id, caps);
            seen.leftOut++;
          } else expect(caps).toBeUndefined();
    }
    for (const visit of made.visits)
      for (const { item, otherMethod } of right(explainVisit(own, made, visit)).occurrences)
        if (otherMethod?.because === 'fallback') {
          check(item.id, otherMethod.caps);
          seen.byFallback++;
        } else expect(otherMethod?.caps).toBeUndefined();
  }
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(5);
});
