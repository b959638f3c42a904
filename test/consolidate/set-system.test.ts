import { describe, expect, test } from 'vitest';
import { dayRowsOf } from '../../src/consolidate/day-rows';
import { packingOf } from '../../src/consolidate/packing-of';
import { setSystemOf } from '../../src/consolidate/set-system';
import { membersOf, wordsFor } from '../../src/cover/bits';
import type { Question } from '../../src/cover/question';
import { visitChecker } from '../../src/rules/visit-check';
import { elementsOf, isVisit, questionOf } from '../cover/small-questions';
import { decoded } from '../support/decoded';
import { hostedRegistry } from '../support/hosted-registries';
import { type FirstEnterprise, firstEnterprise } from '../support/question-bounds';
import { runs } from '../support/runs';

/** The visits of more elements take too long to list. */
const LARGEST = 7;

/** The occasions of all elements with their limits. */
const questionFor = ({ terms, item, daySet, daySets }: FirstEnterprise): Question => {
  const system = setSystemOf(terms.table, item, dayRowsOf(daySets, daySet));
  expect(system.whole).toBe(true);
  const words = wordsFor(item.length);
  const question = questionOf(
    item.length,
    Array.from({ length: system.occasions }, (_, p) => membersOf(system.sets, p * words, words)),
  );
  return { ...question, packing: packingOf(terms, item, system, question.rows) };
};

/** Whether the elements have a day and a domain for one visit. */
const meetingIn = ({ items, rules, item, daySet, daySets }: FirstEnterprise) => {
  const { start, lo, hi } = daySets;
  const days = Array.from(daySet, (set) => {
    const own = new Set<number>();
    for (let r = start[set]; r < start[set + 1]; r++)
      for (let day = lo[r]; day <= hi[r]; day++) own.add(day);
    return own;
  });
  const { isVisit: keepsRules } = visitChecker(items, rules)(item);
  return (members: readonly number[]): boolean =>
    [...days[members[0]]].some((day) => members.every((i) => days[i].has(day))) &&
    rules.some(({ domain }) => keepsRules(domain, members));
};

describe('the occasions of an enterprise, with limits and exceptions', () => {
  test('have the sets of occurrences that have a day and a domain in common, and no others', () => {
    const seen = { visit: 0, none: 0, limited: 0, hosted: 0 };
    for (let seed = 900; seed < 900 + runs(300, 900); seed++) {
      const first = firstEnterprise(decoded(hostedRegistry(seed, { caps: false })));
      if (first.item.length === 0 || first.item.length > LARGEST) continue;
      const question = questionFor(first);
      const mayMeet = meetingIn(first);
      for (let mask = 1; mask < 1 << first.item.length; mask++) {
        const may = mayMeet(elementsOf(mask));
        const told = Array.from({ length: question.occasions }, (_, p) => p).some((p) =>
          isVisit(question, p, mask),
        );
        expect(told).toBe(may);
        if (elementsOf(mask).length > 1) seen[may ? 'visit' : 'none']++;
      }
      seen.limited += question.packing === undefined ? 0 : 1;
      seen.hosted += question.packing?.needsHost.includes(1) ? 1 : 0;
    }
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(10);
  });

  const once = { minutes: 60, frequency: { times: 1 }, appliesTo: {} };
  const year = { start: '2026-01-01', end: '2026-12-31' };

  test('of two items that agree and one of a kitchen are two: the pair and the kitchen', () => {
    const first = firstEnterprise(
      decoded({
        horizon: year,
        departments: [{ id: 'd' }],
        items: [
          { id: 'a', department: 'd', ...once },
          { id: 'b', department: 'd', ...once, object: 'kitchen' },
          { id: 'c', department: 'd', ...once },
        ],
        enterprises: [{ id: 'e', objects: ['kitchen'] }],
      }),
    );
    const { occasions, sets, packing } = questionFor(first);
    expect(new Set(sets.subarray(0, occasions))).toEqual(new Set([0b010, 0b101]));
    expect(packing).toBeUndefined();
  });

  test('of three departments have a block where at most two may come, and no limits else', () => {
    const blocks = (maxDepartments: number): number | undefined => {
      const first = firstEnterprise(
        decoded({
          horizon: year,
          departments: [{ id: 'd' }, { id: 'e' }, { id: 'f' }],
          items: ['d', 'e', 'f'].map((id) => ({ id, department: id, ...once })),
          enterprises: [{ id: 'e' }],
          policy: { domains: { general: { window: 1, maxDepartments } } },
        }),
      );
      return questionFor(first).packing?.blocks;
    };
    expect([1, 2, 3].map(blocks)).toEqual([1, 1, undefined]);
  });
});
