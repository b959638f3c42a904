import { isRight } from 'fp-ts/Either';
import { describe, expect, test } from 'vitest';
import { explainVisit } from '../../src/answers/explain/explain-visit';
import { sentences } from '../../src/answers/sentences/sentences';
import { verify } from '../../src/answers/verify/verify';
import { plan } from '../../src/plan/plan';
import type { Lead } from '../../src/registry/policy';
import { decoded } from '../support/decoded';

/** One visit of three departments; labour has the fewest days and would lead. */
const registryOf = (leads: readonly Lead[]) =>
  decoded({
    horizon: { start: '2026-01-01', end: '2026-12-31' },
    departments: [{ id: 'fire' }, { id: 'labour' }, { id: 'market' }, { id: 'tax' }],
    items: [
      ...[
        { id: 'f', department: 'fire', topic: 'gas' },
        { id: 'l', department: 'labour', season: [{ from: '03-01', to: '03-31' }] },
        { id: 'm', department: 'market', topic: 'food', object: 'kitchen' },
      ].map((item) => ({ ...item, minutes: 30, frequency: { times: 1 }, appliesTo: {} })),
    ],
    enterprises: [{ id: 'E', objects: ['kitchen'] }],
    policy: { domains: { general: { window: 1 } }, classify: [], leads, protected: {} },
  });

const leadOf = (leads: readonly Lead[]): string => {
  const registry = registryOf(leads);
  const made = plan(registry);
  expect(verify(registry, made)).toEqual([]);
  expect(made.visits).toHaveLength(1);
  return made.visits[0].lead;
};

describe('the lead by rule', () => {
  test.each<readonly [string, readonly Lead[], string]>([
    ['no rule', [], 'labour'],
    [
      'the first listed department that takes part',
      [{ departments: ['tax', 'market', 'fire'] }],
      'market',
    ],
    ['none of whose departments takes part', [{ departments: ['tax'] }], 'labour'],
    ['a topic', [{ departments: ['fire'], topics: ['food'] }], 'fire'],
    ['a topic that no item has', [{ departments: ['fire'], topics: ['soil'] }], 'labour'],
    ['an object', [{ departments: ['fire'], objects: ['kitchen'] }], 'fire'],
    ['the object of most items', [{ departments: ['fire'], objects: ['enterprise'] }], 'fire'],
    ['an object that no item has', [{ departments: ['fire'], objects: ['site'] }], 'labour'],
    [
      'topic and object of different items',
      [{ departments: ['fire'], topics: ['gas'], objects: ['kitchen'] }],
      'fire',
    ],
    ['a domain', [{ departments: ['market'], domains: ['general'] }], 'market'],
    [
      'the first entry that holds',
      [{ departments: ['tax'] }, { departments: ['market'] }, { departments: ['fire'] }],
      'market',
    ],
  ])('%s', (_, leads, lead) => {
    expect(leadOf(leads)).toBe(lead);
  });

  test('is a violation where another leads, and is explained', () => {
    const registry = registryOf([{ departments: ['market'] }]);
    const made = plan(registry);
    const [visit] = made.visits;
    const wrong = verify(registry, { ...made, visits: [{ ...visit, lead: 'labour' }] });
    expect(wrong.map(({ kind }) => kind)).toEqual(['wrong-lead']);
    expect(wrong[0].message).toContain('the policy names');
    const said = explainVisit(registry, made, { enterprise: 'E', date: visit.date });
    if (!isRight(said)) throw new Error(JSON.stringify(said.left));
    expect(said.right.lead).toEqual({
      department: { id: 'market' },
      because: 'policy',
      candidates: [{ department: { id: 'market' }, minutes: 30 }],
    });
    expect(sentences(said.right, { language: 'en' })).toContain(
      'market leads: the policy names it as lead of such visits.',
    );
    expect(sentences(said.right, { language: 'zh' })).toContain(
      '由market牵头：统筹规则指定由该部门牵头。',
    );
  });
});
