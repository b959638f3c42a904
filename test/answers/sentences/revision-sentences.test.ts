import fc from 'fast-check';
import { isLeft } from 'fp-ts/Either';
import { expect, test } from 'vitest';
import { sentences } from '../../../src/answers/sentences/sentences';
import { plan } from '../../../src/plan/plan';
import { FURTHER_CYCLES } from '../../../src/registry/due';
import { revise } from '../../../src/revise/revise';
import { decoded } from '../../support/decoded';
import { registryArb } from '../../support/registries';
import { runs } from '../../support/runs';
import { happenings } from '../../support/year';

const numbersIn = (text: string): readonly number[] => (text.match(/\d+/g) ?? []).map(Number);

test('a revision is told visit by visit, with what is in its data and nothing else', () => {
  const told = new Set<string>();
  fc.assert(
    fc.property(registryArb({ enterprises: 3 }), fc.nat(10_000), (input, seed) => {
      const registry = decoded(input);
      const planned = plan(registry);
      const revised = revise(registry, planned, happenings(registry, planned, seed));
      if (isLeft(revised)) throw new Error(JSON.stringify(revised.left));
      const { plan: now, changes, registry: after } = revised.right;
      const published = new Map(
        planned.visits.map((visit) => [visit.id, JSON.stringify(visit.occurrences)]),
      );
      const coming = now.visits.filter(({ date }) => date > (after.frozenThrough ?? ''));
      const dates = new Map(planned.visits.map(({ id, date }) => [id, date]));
      const kept = coming.filter(
        ({ id, date, occurrences }) =>
          published.get(id) === JSON.stringify(occurrences) && dates.get(id) === date,
      ).length;
      const of = (wanted: string): number => changes.filter(({ kind }) => kind === wanted).length;
      for (const language of ['en', 'zh'] as const) {
        const [tally, ...rest] = sentences(revised.right, { language });
        expect(numbersIn(tally)).toEqual([
          kept,
          of('added'),
          of('moved'),
          of('changed'),
          of('removed'),
        ]);
        expect(rest).toHaveLength(changes.length);
        changes.forEach(({ kind, before, after: is }, k) => {
          told.add(kind);
          for (const state of [before, is]) expect(rest[k]).toContain(state?.date ?? '');
          const keyed = (list: NonNullable<typeof is>['occurrences'] = []): readonly string[] =>
            list.map(({ item, cycle }) => `${item} ${cycle}`);
          const others = new Set(keyed(before?.occurrences));
          for (const { item, cycle } of is?.occurrences ?? [])
            if (!others.has(`${item} ${cycle}`) && cycle < FURTHER_CYCLES)
              expect(rest[k]).toContain(String(cycle + 1));
        });
      }
    }),
    { numRuns: runs(40, 150), seed: 61 },
  );
  expect([...told].sort()).toEqual(['added', 'changed', 'moved', 'removed']);
});

test('in both languages', () => {
  const registry = decoded({
    horizon: { start: '2026-01-01', end: '2026-12-31' },
    departments: [{ id: 'XF', name: '消防救援大队' }, { id: 'SC' }],
    items: [
      {
        id: 'exits',
        name: '疏散通道',
        department: 'XF',
        domain: 'general',
        minutes: 45,
        frequency: { times: 1 },
        appliesTo: {},
      },
      { id: 'scales', department: 'SC', minutes: 30, frequency: { times: 2 }, appliesTo: {} },
      { id: 'boilers', name: '锅炉', department: 'SC', minutes: 40, frequency: { times: 1 } },
    ],
    enterprises: [{ id: 'E-1', name: '某食品厂' }],
  });
  const revised = revise(registry, plan(registry), [
    { change: 'through', date: '2026-01-31' },
    { change: 'task', enterprise: 'E-1', item: 'boilers', to: '2026-12-31' },
    { change: 'item-ended', item: 'scales' },
  ]);
  if (isLeft(revised)) throw new Error(JSON.stringify(revised.left));
  expect(sentences(revised.right, { language: 'en' })).toMatchInlineSnapshot(`
    [
      "Of the visits still to come 0 are as published, 1 new, 0 on another day and 0 with other checks; 1 published one is dropped.",
      "New visit at E-1 (某食品厂) on 2026-02-03: boilers (锅炉) further no. 1. Because there is an ad hoc task.",
      "The visit at E-1 (某食品厂) on 2026-07-02 is dropped: scales no. 2. Because there is an ad hoc task and an item has ended.",
    ]
  `);
  expect(sentences(revised.right, { language: 'zh' })).toMatchInlineSnapshot(`
    [
      "尚待实施的检查中，与已公布计划一致0次，新增1次，改期0次，内容调整0次；原计划取消1次。",
      "新增2026-02-03对某食品厂（E-1）的检查：锅炉（boilers）加查第1次。原因：临时交办。",
      "取消原定2026-07-02对某食品厂（E-1）的检查：scales第2次。原因：临时交办、检查事项取消。",
    ]
  `);
  const short = (language: 'en' | 'zh', limit: number): readonly string[] =>
    sentences(revised.right, { language, limit }).slice(1);
  expect(short('en', 1)[1]).toBe('1 more change is left out.');
  expect(short('zh', 0)).toEqual(['另有2项变化未列出。']);
  expect(short('en', 2)).toEqual(sentences(revised.right, { language: 'en' }).slice(1));
});
