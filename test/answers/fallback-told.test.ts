import { getOrElseW } from 'fp-ts/Either';
import { expect, test } from 'vitest';
import { compare } from '../../src/answers/compare/compare';
import { explainPair } from '../../src/answers/explain/explain-pair';
import { explainVisit } from '../../src/answers/explain/explain-visit';
import { sentences } from '../../src/answers/sentences/sentences';
import { taskSheets } from '../../src/answers/tasks/task-sheets';
import { taskText } from '../../src/answers/tasks/task-text';
import { verify } from '../../src/answers/verify/verify';
import type { PlanDocument } from '../../src/output/plan-document';
import { plan } from '../../src/plan/plan';
import type { RegistryInput } from '../../src/registry/registry';
import { explainEnterprise } from '../../src/replan/explain-enterprise';
import { cappedRegistry } from '../support/capped-registries';
import { decoded } from '../support/decoded';
import { runs } from '../support/runs';

const right = getOrElseW((errors: unknown): never => {
  throw new Error(JSON.stringify(errors));
});

/** A cap of one visit; one of the two checks that cannot meet is by documents instead. */
const INPUT: RegistryInput = {
  horizon: { start: '2026-01-01', end: '2026-12-31' },
  departments: [{ id: 'market' }],
  items: [
    {
      ...{ id: 'a', department: 'market', minutes: 30, frequency: { times: 1 }, appliesTo: {} },
      ...{ object: 'kitchen', fallback: 'documents' },
    },
    { id: 'b', department: 'market', minutes: 30, frequency: { times: 1 }, appliesTo: {} },
    {
      ...{ id: 'c', department: 'market', minutes: 30, frequency: { times: 1 }, appliesTo: {} },
      ...{ object: 'kitchen', methodByGrade: { A: 'documents' } },
    },
  ],
  enterprises: [{ id: 'E', grade: 'A', objects: ['kitchen'] }],
  policy: { caps: [{ id: '54号', max: 1, each: 'department' }] },
};
const registry = decoded(INPUT);
const planned = plan(registry);
const told = (language: 'en' | 'zh'): string => {
  const visit = planned.visits.find(({ occurrences }) =>
    occurrences.some(({ fallback }) => fallback === true),
  );
  if (visit === undefined) throw new Error('no fallback');
  return sentences(right(explainVisit(registry, planned, visit)), { language }).join('\n');
};

test('a visit tells what is checked by another method, and why', () => {
  expect(verify(registry, planned)).toEqual([]);
  expect(told('en')).toContain(
    'a no. 1 is checked by the method documents instead of its own, since a cap on visits leaves no room for that; used up: cap 54号, at most 1 visit of market.',
  );
  expect(told('en')).toContain(
    'c no. 1 is checked by the method documents: that is its method for grade A.',
  );
  expect(told('en')).not.toContain('breaks');
  expect(told('zh')).toContain(
    '受频次上限限制，a第1次改以书面检查进行（非现场替代）；54号（market最多1次）已用满。',
  );
  expect(told('zh')).toContain('c第1次以书面检查进行：A级企业适用该方式（分级分类）。');
});

test('a pair does not call a visit by fallback against the policy', () => {
  const [a, c] = ['a', 'c'].map((item) => ({ item, cycle: 0 }));
  const why = right(explainPair(registry, 'E', a, c, { plan: planned }));
  expect(why.plan).toMatchObject({ together: true, a: { fallback: true } });
  const text = sentences(why).join('\n');
  expect(text).toContain('by its fallback');
  expect(text).not.toContain('against the policy');
});

test('a task sheet tells the method of a fallback', () => {
  const sheets = taskSheets(registry, planned);
  expect(sheets.flatMap((sheet) => taskText(sheet)).join('\n')).toContain(
    'a, market, 30 min, by documents instead of its own method',
  );
  expect(sheets.flatMap((sheet) => taskText(sheet, { language: 'zh' })).join('\n')).toContain(
    'a　market　30分钟　非现场替代：书面检查',
  );
});

test('a comparison tells what is checked by another method now', () => {
  const own = planned.toJSON();
  const before: PlanDocument = {
    ...own,
    visits: own.visits.map((visit) => ({
      ...visit,
      occurrences: visit.occurrences.map(({ item, cycle }) => ({ item, cycle })),
    })),
  };
  const fields = [{ field: 'fallback', before: [], after: [{ item: 'a', cycle: 0 }] }];
  expect(compare(before, own)).toMatchObject({
    total: { kept: 1, changed: 1 },
    visits: [{ kind: 'changed', fields }],
  });
  expect(sentences(compare(before, own)).join('\n')).toContain('changes: a no. 1 by fallback now.');
  expect(sentences(compare(own, before), { language: 'zh' }).join('\n')).toContain(
    '作如下调整：a第1次恢复原检查方式。',
  );
});

test('explanations under several caps keep to the plan and to the verifier', () => {
  let byFallback = 0;
  for (let seed = 0; seed < runs(60, 500); seed++) {
    const input = cappedRegistry(seed);
    const own = decoded(input);
    const made = plan(own);
    for (const visit of made.visits) {
      const { rules, date, lead, occurrences } = right(explainVisit(own, made, visit));
      expect(
        rules.filter(({ holds }) => !holds),
        `seed ${seed}`,
      ).toEqual([]);
      expect([date.allowed, lead.planned]).toEqual([true, undefined]);
      const others = occurrences.filter(({ otherMethod }) => otherMethod?.because === 'fallback');
      const marked = visit.occurrences.filter(({ fallback }) => fallback === true);
      expect(others.map(({ item, cycle }) => [item.id, cycle])).toEqual(
        marked.map(({ item, cycle }) => [item, cycle]),
      );
      byFallback += marked.length;
    }
    const { lowerBound, visits, witness } = right(explainEnterprise(own, made, 'E'));
    const certificates = [
      {
        ...{ enterprise: 'E', visits, lowerBound },
        witness: witness.map(({ item, cycle }) => ({ item: item.id, cycle })),
      },
    ];
    expect(verify(own, made.toJSON(), { certificates }), `seed ${seed}`).toEqual([]);
  }
  expect(byFallback).toBeGreaterThan(20);
});
