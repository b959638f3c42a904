import { describe, expect, test } from 'vitest';
import { bundledRules, roleOfAll } from '../../src/rules/bundles';
import type { RuledItem } from '../../src/rules/rule';
import { maxDepartments } from '../../src/rules/rule-book';

const item = (id: string, department: string): RuledItem => ({
  ...{
    id,
    department,
    level: undefined,
    domain: 'general',
    method: 'on-site',
    methodGroup: 'on-site',
  },
  ...{ object: 'enterprise', topic: undefined, kind: 'routine', minutes: 30 },
});

const bookOf = (most: number) => [{ domain: 'general', guests: [], rules: [maxDepartments(most)] }];

describe('bundles under a limit on departments', () => {
  const pair = [item('a', 'd0'), item('b', 'd1')];
  const chained = [item('c', 'd1'), item('d', 'd2')];
  const [third, fourth] = [[item('e', 'd2')], [item('f', 'd3')]];
  const bundles = [pair, chained, third, fourth];

  /** Whether the bundles (indices) may share a visit. */
  const mayShare = (most: number, ...some: readonly number[]): boolean => {
    const { items, rules, complete } = bundledRules(
      bookOf(most),
      bundles,
      bundles.map(() => new Set()),
    );
    expect(complete).toBe(true);
    return rules.some((entry) => roleOfAll(entry)(some.map((b) => items[b])) === 'host');
  };

  test('leave as many places as there are, and no more', () => {
    expect([mayShare(3, 0, 2), mayShare(4, 0, 2, 3)]).toEqual([true, true]);
    expect([mayShare(2, 0, 2), mayShare(3, 0, 2, 3)]).toEqual([false, false]);
  });

  test('share a visit where their departments together are few enough', () => {
    expect(mayShare(3, 0, 1)).toBe(true);
    expect(mayShare(2, 0, 1)).toBe(false);
  });
});

test('an item twice is no visit', () => {
  const [entry] = bookOf(3);
  const one = item('a', 'd0');
  expect(roleOfAll(entry)([one, item('b', 'd0')])).toBe('host');
  expect(roleOfAll(entry)([one, one])).toBe('stranger');
});
