import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { verify } from '../../src/answers/verify/verify';
import { explainEnterprise, plan } from '../../src/index';
import type { RegistryInput } from '../../src/registry/registry';
import type { Exception } from '../../src/rules/rule';
import {
  countLimit,
  equality,
  exception,
  firstBroken,
  holds,
  type Rule,
  type RuleBook,
  type RuledItem,
  ruledItems,
  rulesOf,
  sameDepartment,
  similarity,
  sumLimit,
  withRules,
} from '../../src/subpaths/rules';
import { policyWithDefaults } from '../../src/subpaths/stages';
import { amendedArb } from '../support/amended';
import { decoded } from '../support/decoded';
import { hostedRegistry } from '../support/hosted-registries';
import { smallEnterpriseArb } from '../support/registries';
import { runs } from '../support/runs';

const policyOf = ({ horizon, policy }: RegistryInput) =>
  policyWithDefaults(policy, Number(horizon.start.slice(0, 4)));

const figure = ({ id }: RuledItem): number => Number(id.slice(1));

const RULES: Readonly<Record<string, Rule>> = {
  'equality of a number made of the id': equality('sameParity', (item) => figure(item) % 2),
  'equality of what may be missing': equality('sameTopic', ({ topic }) => topic),
  'similarity of another figure than minutes': similarity('nearIds', (item) => figure(item) + 1, 3),
  'an exception by what items are': exception(
    'neighbours',
    (a, b) => Math.abs(figure(a) - figure(b)) === 1,
    (item) => figure(item) < 99,
  ),
  'an exception by department, without saying whom it concerns': exception(
    'd0 not with d1',
    (a, b) =>
      [a, b].some(({ department }) => department === 'd0') &&
      [a, b].some(({ department }) => department === 'd1'),
  ),
  'a limit on the number of items': sumLimit(
    'maxItems',
    () => 'all',
    () => 1,
    2,
  ),
  'a limit on fractional weights, some of them 0': sumLimit(
    'maxWeight',
    ({ topic }) => topic,
    (item) => (figure(item) % 3) * 0.75,
    1.5,
  ),
  'a limit on topics': countLimit('maxTopics', ({ topic }) => topic, 2),
  'a limit of one object': countLimit('oneObject', ({ object }) => object, 1),
  'a limit that nothing keeps to in company': countLimit('alone', ({ id }) => id, 0),
};

describe('plans by rules of one’s own', () => {
  // Caps aside: what a cap leaves out depends on how much fits into a visit.
  const planned = fc.sample(smallEnterpriseArb(14, { caps: false }), runs(30, 50)).map((input) => {
    const registry = decoded(input);
    const policy = policyOf(input);
    const items = new Map(
      ruledItems(input.items, policy, input.departments).map((item) => [item.id, item]),
    );
    return { registry, own: rulesOf(policy), items, without: plan(registry) };
  });

  test.each(Object.entries(RULES))('keep to %s', (_, rule) => {
    const seen = { told: 0, joint: 0 };
    for (const { registry, own, items, without } of planned) {
      const stricter = plan(registry, { rules: withRules(rule)(own) });
      expect(verify(registry, stricter.toJSON())).toEqual([]);
      for (const { occurrences } of stricter.visits) {
        seen.joint += occurrences.length > 1 ? 1 : 0;
        expect(holds(rule)(occurrences.flatMap(({ item }) => items.get(item) ?? []))).toBe(true);
      }
      expect(stricter.visits.length).toBeGreaterThanOrEqual(without.summary.lowerBound);
      seen.told += stricter.visits.length > without.visits.length ? 1 : 0;
    }
    // The rule made a difference, and some visits were joint for all that.
    if (rule.name !== 'oneObject') expect(seen.told).toBeGreaterThanOrEqual(1);
    if (rule.name === 'alone') expect(seen.joint).toBe(0);
    else expect(seen.joint).toBeGreaterThanOrEqual(10);
  });

  test('are those of the policy where none are given', () => {
    fc.assert(
      fc.property(smallEnterpriseArb(14), (input) => {
        const registry = decoded(input);
        expect(JSON.stringify(plan(registry, { rules: rulesOf(policyOf(input)) }))).toBe(
          JSON.stringify(plan(registry)),
        );
      }),
      { numRuns: runs(10, 30) },
    );
  });

  test('give the same whether an exception tells marks or is asked pair by pair', () => {
    let told = 0;
    const pinned = fc.sample(amendedArb({ tight: true, caps: false }), 10);
    const hosted = Array.from({ length: 30 }, (_, seed) =>
      hostedRegistry(seed + 1, { caps: false }),
    );
    for (const input of [...pinned, ...hosted]) {
      const registry = decoded(input);
      const own = rulesOf(policyOf(input));
      const planned = plan(registry);
      const withExceptions = (of: (rule: Exception) => readonly Rule[]): RuleBook =>
        own.map((entry) => ({
          ...entry,
          rules: entry.rules.flatMap((rule) => (rule.kind === 'exception' ? of(rule) : [rule])),
        }));
      // One rule for all domains, as it was.
      let pairs: Rule | undefined;
      const byPairs = withExceptions(({ name, separates, concerns }) => {
        pairs ??= exception(name, separates, concerns);
        return [pairs];
      });
      expect(JSON.stringify(plan(registry, { rules: byPairs }))).toBe(JSON.stringify(planned));
      if (
        plan(registry, { rules: withExceptions(() => []) }).summary.visits < planned.summary.visits
      )
        told++;
    }
    expect(told).toBeGreaterThanOrEqual(3);
  });

  test('may leave the policy’s own aside: with no rules everything of one day range meets', () => {
    const item = { department: 'd', minutes: 240, frequency: { times: 2 }, appliesTo: {} };
    const registry = decoded({
      horizon: { start: '2026-01-01', end: '2026-12-31' },
      departments: [{ id: 'd' }],
      items: [
        { id: 'a', ...item },
        { id: 'b', ...item, object: 'kitchen', method: 'documents' },
        { id: 'c', ...item, minutes: 1, topic: 'fire' },
      ],
      enterprises: [{ id: 'e', objects: ['kitchen'] }],
    });
    expect(plan(registry).visits.length).toBe(6);
    const free = plan(registry, {
      rules: [
        { domain: 'general', guests: [], rules: [] },
        { domain: 'key', guests: ['general'], rules: [] },
      ],
    });
    expect(free.visits.length).toBe(2);
    expect(free.visits.every(({ occurrences }) => occurrences.length === 3)).toBe(true);
  });

  test('are proven to give the fewest visits, also with limits of 0', () => {
    const once = { department: 'd', minutes: 60, frequency: { times: 1 }, appliesTo: {} };
    const ids = ['i1', 'i2', 'i3', 'i4', 'i5'];
    const input: RegistryInput = {
      horizon: { start: '2026-01-01', end: '2026-12-31' },
      departments: [{ id: 'd' }],
      items: ids.map((id) => ({ id, ...once })),
      enterprises: [{ id: 'e' }],
    };
    const weightless = sumLimit(
      'weightless',
      () => 'all',
      () => 0,
      0,
    );
    const pairs = sumLimit(
      'pairs',
      () => 'all',
      () => 1,
      2,
    );
    const nobody = countLimit('nobody', ({ department }) => department, 0);
    const visitsBy = (...more: readonly Rule[]): object => {
      const rules = withRules(...more)(rulesOf(policyOf(input)));
      const { summary } = plan(decoded(input), { rules });
      return { visits: summary.visits, lowerBound: summary.lowerBound };
    };
    expect(visitsBy(weightless, pairs)).toEqual({ visits: 3, lowerBound: 3 });
    expect(visitsBy(nobody)).toEqual({ visits: 5, lowerBound: 5 });
  });

  test('come with the name of the one that is broken', () => {
    const [a, b] = ruledItems(
      [
        { id: 'i1', department: 'd', minutes: 10, frequency: { times: 1 } },
        { id: 'i2', department: 'd', minutes: 60, frequency: { times: 1 } },
      ],
      policyWithDefaults(undefined, 2026),
      [{ id: 'd' }],
    );
    const [{ rules }] = withRules(RULES['an exception by what items are'])(
      rulesOf(policyWithDefaults(undefined, 2026)),
    );
    expect(firstBroken(rules)([a, b])).toMatchObject({ value: { name: 'durationRatio' } });
    expect(firstBroken(rules.slice(-1))([a, b])).toMatchObject({ value: { name: 'neighbours' } });
    expect(firstBroken(rules)([a])).toEqual({ _tag: 'None' });
  });
});

test('a book without rules puts all in one visit, but departments by themselves stay apart', () => {
  const everyYear = { appliesTo: {}, minutes: 30, frequency: { times: 1 } };
  const registry = decoded({
    horizon: { start: '2026-01-01', end: '2026-12-31' },
    departments: [{ id: 'd0' }, { id: 'd1' }],
    items: [
      { ...everyYear, id: 'i0', department: 'd0' },
      { ...everyYear, id: 'i1', department: 'd1', object: 'kitchen', minutes: 500 },
    ],
    enterprises: [{ id: 'e', objects: ['kitchen'] }],
  });
  const rules = ['general', 'key'].map((domain) => ({ domain, guests: [], rules: [] }));
  expect(plan(registry, { rules }).summary).toMatchObject({ visits: 1, perDepartment: 2 });
});

test('verify and explainEnterprise read the policy, so that a certificate by other rules is not theirs', () => {
  const everyYear = { appliesTo: {}, minutes: 30, frequency: { times: 1 } };
  const registry = decoded({
    horizon: { start: '2026-01-01', end: '2026-12-31' },
    departments: [{ id: 'd0' }, { id: 'd1' }],
    items: ['d0', 'd1'].map((department) => ({ ...everyYear, id: department, department })),
    enterprises: [{ id: 'e' }],
  });
  const own = plan(registry, { rules: (policy) => withRules(sameDepartment)(rulesOf(policy)) });
  expect(own.certificate('e')).toMatchObject({ visits: 2, lowerBound: 2 });
  expect(verify(registry, own).map(({ kind }) => kind)).toContain('witness-meets');
  expect(verify(registry, own.toJSON())).toEqual([]);
  expect(explainEnterprise(registry, own, 'e')).toMatchObject({
    right: { visits: 2, lowerBound: 1, proven: false },
  });
});
