import { isLeft } from 'fp-ts/Either';
import { describe, expect, test } from 'vitest';
import {
  type Change,
  type Plan,
  type PlanDocument,
  plan,
  type Registry,
  type ReviseOptions,
  type Revision,
  revise,
  type Visit,
  verify,
} from '../../src/index';
import { policyWithDefaults, type ResolvedPolicy } from '../../src/registry/policy-defaults';
import { exception } from '../../src/rules/rule';
import { type RuleBook, rulesOf, withRules } from '../../src/rules/rule-book';
import { decoded } from '../support/decoded';

const yearly = { appliesTo: {}, frequency: { times: 1 } } as const;
const registry = decoded({
  horizon: { start: '2026-01-01', end: '2026-12-31' },
  departments: [{ id: 'fire' }, { id: 'market' }, { id: 'labour' }],
  items: [
    { ...yearly, id: 'exits', department: 'fire', minutes: 45 },
    { ...yearly, id: 'scales', department: 'market', minutes: 45 },
    { ...yearly, id: 'contracts', department: 'labour', minutes: 45 },
  ],
  enterprises: [{ id: 'E-1' }, { id: 'E-2' }],
});

/** A rule that no policy has: the two items never share a visit. */
const rival = exception(
  'rival',
  (a, b) => a.id !== b.id && a.id !== 'contracts' && b.id !== 'contracts',
  ({ id }) => id !== 'contracts',
);
const rules = (policy: ResolvedPolicy): RuleBook => withRules(rival)(rulesOf(policy));

const meetings = ({ visits }: { readonly visits: readonly Visit[] }): readonly string[] =>
  visits.map(({ enterprise, occurrences }) =>
    [enterprise, ...occurrences.map(({ item }) => item).toSorted()].join(' '),
  );

const revisedBy = (
  published: PlanDocument,
  changes: readonly Change[],
  options: ReviseOptions = {},
  from: Registry = registry,
): Revision => {
  const revised = revise(from, published, changes, options);
  if (isLeft(revised)) throw new Error(JSON.stringify(revised.left));
  return revised.right;
};

/** The items that share a visit although the rule forbids it. */
const broken = (made: Plan): readonly string[] =>
  meetings(made).filter((one) => one.includes('exits') && one.includes('scales'));

describe('revise by rules of one’s own', () => {
  const published = plan(registry, { rules });

  test.each<ReviseOptions>([{ rules }, { rules, prefer: 'fewest-changes' }])(
    'without changes nothing changes',
    (options) => {
      const { plan: made, changes } = revisedBy(published, [], options);
      expect(changes).toEqual([]);
      expect(meetings(made)).toEqual(meetings(published));
      expect(broken(revisedBy(published, []).plan)).not.toEqual([]);
    },
  );

  test.each<readonly [string, readonly Change[]]>([
    ['a task', [{ change: 'task', enterprise: 'E-1', item: 'scales', to: '2026-03-31' }]],
    ['a new enterprise', [{ change: 'enterprise', row: { id: 'E-3' } }]],
    ['another item', [{ change: 'item', row: { ...registry.items[0], minutes: 60 } }]],
    ['days that pass', [{ change: 'through', date: '2026-02-28' }]],
    ['another policy', [{ change: 'policy', row: { travelMinutes: 30 } }]],
  ])('%s leaves the rule as it is', (_, changes) => {
    for (const prefer of ['fewest-visits', 'fewest-changes'] as const) {
      const { plan: made } = revisedBy(published, changes, { rules, prefer });
      expect(broken(made)).toEqual([]);
      expect(made.summary.faults ?? 0).toBe(0);
    }
  });

  test('a new policy is kept beside the rule, and refused under a book for the old one', () => {
    const change: Change = {
      change: 'policy',
      row: { domains: { general: { window: 1, maxDepartments: 1 }, key: { window: 1 } } },
    };
    const { plan: made, registry: now } = revisedBy(published, [change], { rules });
    expect(made.visits.every(({ departments }) => departments.length === 1)).toBe(true);
    expect(verify(now, made.toJSON())).toEqual([]);
    const book = rules(policyWithDefaults(registry.policy, 2026));
    expect(revise(registry, published, [change], { rules: book })).toMatchObject({
      left: [{ path: 'changes[0]' }],
    });
    expect(meetings(plan(registry, { rules: book }))).toEqual(meetings(published));
  });

  test('published visits that the rule forbids are revised', () => {
    const { plan: made, changes } = revisedBy(plan(registry), [], { rules });
    expect(broken(made)).toEqual([]);
    expect(meetings(made).length).toBe(4);
    expect(new Set(changes.flatMap(({ why }) => why))).toEqual(new Set(['unfit']));
  });

  test('a book without rules lets the visits stay', () => {
    const none = ['general', 'key'].map((domain) => ({ domain, guests: [], rules: [] }));
    const whole = plan(registry, { rules: none });
    expect(revisedBy(whole, [], { rules: none }).changes).toEqual([]);
  });
});
