import fc from 'fast-check';
import { isLeft } from 'fp-ts/Either';
import { describe, expect, test } from 'vitest';
import { compare } from '../../../src/answers/compare/compare';
import type { Comparison, VisitTally } from '../../../src/answers/compare/comparison';
import type { Language } from '../../../src/answers/sentences/language';
import { sentences } from '../../../src/answers/sentences/sentences';
import type {
  OccurrenceRef,
  PlanDocument,
  Summary,
  Unserved,
  Visit,
} from '../../../src/output/plan-document';
import { plan } from '../../../src/plan/plan';
import { separately } from '../../../src/replan/separately';
import { revise } from '../../../src/revise/revise';
import { decoded } from '../../support/decoded';
import { oddPlansArb } from '../../support/plans';
import { registryArb } from '../../support/registries';
import { runs } from '../../support/runs';
import { happenings } from '../../support/year';
import { expectWellSaid } from '../explain/well-said';

const LANGUAGES: readonly Language[] = ['en', 'zh'];

/** Numbers that stand by themselves, neither in dates nor in ids, ascending. */
const numbersIn = (sentence: string): readonly number[] =>
  [...sentence.replaceAll(/\d{4}-\d\d-\d\d/g, '').matchAll(/(?<![\w./%\\-])\d+(\.\d+)?(?![\w])/g)]
    .map(([text]) => Number(text))
    .sort((a, b) => a - b);

const two = (value: number): number => Math.round(value * 100) / 100;
const nonzero = (...numbers: readonly number[]): readonly number[] =>
  numbers.filter((n) => n !== 0);
const bothOr = (before: number, after: number): readonly number[] =>
  before === after ? [after] : [before, after];
const fates = ({ kept, moved, changed, added, removed }: VisitTally): readonly number[] =>
  nonzero(kept, moved, changed, added, removed);
const isKept = ({ before, after, kept }: VisitTally): boolean => kept === before && kept === after;
const cycles = (occurrences: readonly OccurrenceRef[]): readonly number[] =>
  [...new Set(occurrences.map(({ item, cycle }) => JSON.stringify([item, cycle])))].map((text) => {
    const cycle: number = JSON.parse(text)[1];
    return cycle < 10_000 ? cycle + 1 : cycle - 10_000 + 1;
  });

/**
 * The numbers that the sentences have to have, sentence by sentence; those of single visits and
 * occurrences apart.
 */
const expected = (
  comparison: Comparison,
): { readonly head: readonly number[][]; readonly details: readonly number[][] } => {
  const { total, onSite, unserved, byDepartment, byEnterprise, visits, occurrences, summary } =
    comparison;
  const overload = summary.find(({ figure }) => figure === 'overloadMinutes');
  const [before, after] = [overload?.before ?? 0, overload?.after ?? 0];
  const differing = byDepartment.filter((tally) => !isKept(tally));
  const head = [
    total.before + total.after === 0
      ? []
      : isKept(total)
        ? [total.kept, onSite.after]
        : [
            ...bothOr(total.before, total.after),
            ...bothOr(onSite.before, onSite.after),
            ...fates(total),
          ],
    unserved.before + unserved.after === 0
      ? []
      : [
          ...bothOr(unserved.before, unserved.after),
          ...nonzero(unserved.unserved, unserved.served, unserved.reason),
        ],
    ...(unserved.owed + unserved.ended === 0 ? [] : [nonzero(unserved.owed, unserved.ended)]),
    ...(overload === undefined
      ? []
      : [
          before === 0 && after === 0
            ? []
            : before === after
              ? [two(after)]
              : [two(before), two(after), two(Math.abs(after - before))],
        ]),
    ...differing.map((tally) => [...bothOr(tally.before, tally.after), ...fates(tally)]),
    ...(differing.length === 0 || differing.length === byDepartment.length ? [] : [[]]),
  ];
  const details = byEnterprise.flatMap(({ group }) => {
    const groups = new Map<string, OccurrenceRef[]>();
    for (const { enterprise, kind, before: was, after: is, ...one } of occurrences)
      if (enterprise === group) {
        const key = JSON.stringify([kind, was, is]);
        groups.set(key, [...(groups.get(key) ?? []), one]);
      }
    return [
      ...visits
        .filter((one) => (one.kind === 'added' ? one.after : one.before).enterprise === group)
        .map((one) => {
          if (one.kind === 'changed') {
            const minutes = one.fields.flatMap((field) =>
              field.field === 'minutes' ? [field.before, field.after] : [],
            );
            return [...cycles(one.joined), ...cycles(one.left), ...minutes.map(two)];
          }
          const { occurrences: list } = one.kind === 'removed' ? one.before : one.after;
          return [list.length, ...cycles(list)];
        }),
      ...[...groups.values()].map(cycles),
    ];
  });
  const sorted = (lists: ReadonlyArray<readonly number[]>): readonly number[][] =>
    lists.map((list) => [...list].sort((a, b) => a - b));
  return { head: sorted(head), details: sorted(details) };
};

const expectNumbers = (comparison: Comparison): void => {
  const { head, details } = expected(comparison);
  for (const language of LANGUAGES)
    expect(sentences(comparison, { language }).map(numbersIn)).toEqual([...head, ...details]);
};

describe('whatever is compared', () => {
  test('is said in whole sentences of both languages', () => {
    fc.assert(
      fc.property(oddPlansArb, ([a, b]) => {
        expectWellSaid(compare(a, b));
        expectWellSaid(compare(a, b, { enterprise: 'a' }));
      }),
      { numRuns: runs(50, 500), seed: 81 },
    );
  });

  test('is said with the numbers of the data, of what need not be a plan', () => {
    // An id that starts with a number would look like one.
    const named = oddPlansArb.map((pair): readonly [PlanDocument, PlanDocument] =>
      JSON.parse(JSON.stringify(pair).replaceAll('0 a', 'o a')),
    );
    fc.assert(
      fc.property(named, ([a, b]) => {
        fc.pre(
          ![a, b].some(
            ({ summary }) =>
              Math.abs(summary.overloadMinutes) > 1e20 || summary.overloadMinutes < 0,
          ),
        );
        expectNumbers(compare(a, b));
      }),
      { numRuns: runs(100, 1000), seed: 82 },
    );
  });

  test('is said with the numbers of the data, of plans and their revisions', () => {
    fc.assert(
      fc.property(registryArb({ enterprises: 3, oddIds: false }), fc.nat(10_000), (input, seed) => {
        const registry = decoded(input);
        const published = plan(registry);
        expectNumbers(compare(plan(separately(registry)), published));
        const happened = happenings(registry, published, seed);
        // Ids of new enterprises and invitations have numbers.
        const known = happened.filter(
          (one) =>
            one.change !== 'invitation' &&
            !(one.change === 'enterprise' && one.row.id.startsWith('new')),
        );
        const revised = revise(registry, published, known);
        if (isLeft(revised)) throw new Error(JSON.stringify(revised.left));
        expectNumbers(compare(published, revised.right.plan));
      }),
      { numRuns: runs(10, 100), seed: 83 },
    );
  });

  test('is said of as many single visits and checks as is asked for, and how many more there are', () => {
    fc.assert(
      fc.property(oddPlansArb, fc.nat(12), ([a, b], limit) => {
        const comparison = compare(a, b);
        const { head, details } = expected(comparison);
        for (const language of LANGUAGES) {
          const all = sentences(comparison, { language });
          const some = sentences(comparison, { language, limit });
          if (limit >= details.length) expect(some).toEqual(all);
          else {
            expect(some.slice(0, -1)).toEqual(all.slice(0, head.length + limit));
            expect(some.at(-1)).toMatch(language === 'en' ? / left out\.$/ : /未列出。$/);
            expect(numbersIn(some.at(-1) ?? '')).toEqual([details.length - limit]);
          }
        }
      }),
      { numRuns: runs(50, 500), seed: 84 },
    );
  });
});

const summary: Summary = {
  ...{
    occurrences: 0,
    visits: 0,
    lowerBound: 0,
    perItem: 0,
    perDepartment: 0,
    reduction: 0,
    enterprisesProven: 0,
  },
  ...{ enterprises: 0, jointShare: 0, onSiteShare: 0, overloadMinutes: 0 },
};
const ref = (item: string, cycle = 0): OccurrenceRef => ({ item, cycle });
const visit = (
  id: string,
  date: string,
  occurrences: readonly OccurrenceRef[],
  more: Partial<Visit> = {},
): Visit => ({
  ...{
    id,
    enterprise: 'E-1',
    domain: 'general',
    date,
    departments: ['fire'],
    lead: 'fire',
    minutes: 45,
    onSite: true,
  },
  occurrences,
  ...more,
});
const planOf = (
  visits: readonly Visit[],
  unserved: readonly Unserved[] = [],
  overloadMinutes = 0,
): PlanDocument => ({
  visits,
  unserved,
  summary: { ...summary, overloadMinutes },
});

test('one of everything is said as people say it', () => {
  const before = planOf(
    [
      visit('kept', '2026-01-05', [ref('exits')]),
      visit('moved', '2026-02-02', [ref('exits', 1), ref('scales')]),
      visit('changed', '2026-03-02', [ref('exits', 2), ref('scales', 1)]),
      visit('removed', '2026-04-06', [ref('hoses')], { departments: ['labour'] }),
    ],
    [
      { enterprise: 'E-1', ...ref('ramps'), reason: 'exempt' },
      { enterprise: 'E-2', ...ref('ramps'), reason: 'exempt' },
    ],
    600,
  );
  const after = planOf(
    [
      visit('kept', '2026-01-05', [ref('exits')]),
      visit('moved', '2026-02-09', [ref('exits', 1), ref('scales')]),
      visit('changed', '2026-03-09', [ref('exits', 2), ref('ramps')], {
        departments: ['fire', 'market'],
        lead: 'market',
        minutes: 60,
      }),
      visit('added', '2026-05-04', [ref('boilers', 10_000)], {
        departments: ['fire', 'market'],
        onSite: false,
      }),
    ],
    [
      { enterprise: 'E-1', ...ref('hoses'), reason: 'recognised', by: 'exits' },
      { enterprise: 'E-2', ...ref('ramps'), reason: 'visit-cap' },
    ],
    450,
  );
  const comparison = compare(before, after);
  expect(sentences(comparison, { language: 'en' })).toEqual([
    'There are 4 visits, as many as before (3 on site instead of 4): 1 is unchanged, 1 is on another date, 1 is changed, 1 is new and 1 is dropped.',
    '2 checks are not served, as many as before: 1 that was served is not any more, 1 that was not is served now and 1 is not for another reason than before.',
    '1 check is newly owed and 1 check is owed no longer.',
    'There are 450 minutes above capacity instead of 600, 150 fewer.',
    'fire takes part in 4 visits instead of 3: 1 is unchanged, 1 is on another date, 1 is changed and 1 is new.',
    'labour takes part in 0 visits instead of 1: 1 is dropped.',
    'market takes part in 2 visits instead of 0: 2 are new.',
    'The visit to E-1 on 2026-02-02 moves to 2026-02-09 as it is, by fire for 2 checks: exits no. 2 and scales no. 1.',
    'The visit to E-1 on 2026-03-02 (changed) moves to 2026-03-09 and changes: ramps no. 1 joins; scales no. 2 leaves; market takes part; market leads instead of fire; 60 instead of 45 minutes.',
    'The visit to E-1 on 2026-04-06 is dropped; it was planned by labour for 1 check: hoses no. 1.',
    'E-1 gets a new off-site visit on 2026-05-04 by fire and market for 1 check: boilers further no. 1.',
    'At E-1, boilers further no. 1 is newly owed and served.',
    'At E-1, hoses no. 1 is served no longer, since the result of exits is recognised instead.',
    'At E-1, ramps no. 1 is served now, unlike before, when the enterprise is on the white list on all days that are left (exempt).',
    'At E-1, scales no. 2 is owed no longer.',
    'At E-2, ramps no. 1 is still not served, now since the cap on visits leaves no room (visit-cap), before since the enterprise is on the white list on all days that are left (exempt).',
  ]);
  expect(sentences(comparison, { language: 'zh' })).toEqual([
    '检查仍为4次，其中入企由4次减至3次：不变1次，改期1次，调整1次，新增1次，取消1次。',
    '未安排的检查任务仍为2项次：原已安排、现不再安排1项次，原未安排、现已安排1项次，仍未安排、原因有变1项次。',
    '新增检查任务1项次，不再需要的检查任务1项次。',
    '超出部门检查能力的工作量由600分钟减至450分钟，减少150分钟。',
    'fire参加检查由3次增至4次：不变1次，改期1次，调整1次，新增1次。',
    'labour参加检查由1次减至0次：取消1次。',
    'market参加检查由0次增至2次：新增2次。',
    'E-1原定2026-02-02的入企检查改期至2026-02-09，其他不变，由fire实施，共2项检查任务：exits第2次、scales第1次。',
    'E-1原定2026-03-02的入企检查（编号changed）改期至2026-03-09，并作如下调整：增加ramps第1次；减少scales第2次；增加参加部门market；牵头部门由fire改为market；检查时长由45分钟改为60分钟。',
    'E-1取消原定2026-04-06的入企检查，原由labour实施，共1项检查任务：hoses第1次。',
    'E-1新增2026-05-04非现场检查，由fire、market联合实施，共1项检查任务：boilers加查第1次。',
    'E-1的boilers加查第1次为新增检查任务，已安排。',
    'E-1的hoses第1次原已安排，现不再安排，原因是由exits结果互认。',
    'E-1的ramps第1次现已安排，原未安排的原因是可检查日均在白名单免检期内。',
    'E-1的scales第2次不再需要检查。',
    'E-2的ramps第1次仍未安排，原因由“可检查日均在白名单免检期内”变为“受入企检查频次上限限制”。',
  ]);
});

test('both languages have their words for every field, and for more than one', () => {
  const one = visit('one', '2026-03-02', [ref('a'), ref('b')], {
    method: 'on-site',
    object: 'enterprise',
  });
  const { method: _, object: __, ...open } = one;
  const others: readonly Visit[] = [
    { ...one, domain: 'key' },
    { ...one, method: 'remote' },
    { ...open, object: 'enterprise' },
    { ...one, object: 'kitchen' },
    { ...open, method: 'on-site' },
    { ...one, departments: ['fire', 'market'] },
    { ...one, departments: ['market', 'labour'] },
    { ...one, departments: [] },
    { ...one, lead: 'market' },
    { ...one, minutes: 1 },
    { ...one, onSite: false },
    { ...one, occurrences: [ref('a')] },
    { ...one, occurrences: [ref('a'), ref('c'), ref('d')] },
    { ...one, date: '2026-03-03' },
    { ...one, date: '2026-03-03', minutes: 1 },
  ];
  for (const language of LANGUAGES) {
    const said = others.flatMap((other) =>
      [compare(planOf([one]), planOf([other])), compare(planOf([other]), planOf([one]))].map(
        (comparison) => {
          expectWellSaid(comparison);
          return sentences(comparison, { language }).slice(2).join('\n');
        },
      ),
    );
    expect(new Set(said).size).toBe(said.length);
  }
  expect(sentences(compare(planOf([]), planOf([one])), { language: 'en' })[0]).toBe(
    'There is 1 visit instead of 0 (1 on site instead of 0): 1 is new.',
  );
  expect(sentences(compare(planOf([], [], 2), planOf([], [], 1)), { language: 'en' })[2]).toBe(
    'There is 1 minute above capacity instead of 2, 1 fewer.',
  );
  expect(sentences(compare(planOf([one]), planOf([one])), { language: 'en' })[0]).toBe(
    'The 1 visit (1 on site) is the same in both plans.',
  );
  expect(
    sentences(compare(planOf([one]), planOf([]), { enterprise: 'E-1' }), { language: 'zh' })[0],
  ).toBe('E-1检查由1次减至0次，其中入企由1次减至0次：取消1次。');
  expect(
    sentences(compare(planOf([]), planOf([]), { enterprise: 'E-1' }), { language: 'en' })[0],
  ).toBe('There are no visits at E-1 in either plan.');
});
