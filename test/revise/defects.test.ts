import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { explainVisit } from '../../src/answers/explain/explain-visit';
import type { PlanDocument } from '../../src/output/plan-document';
import { plan } from '../../src/plan/plan';
import { dateTextOf, parseDay } from '../../src/registry/day';
import type { RegistryInput } from '../../src/registry/registry';
import type { Change } from '../../src/revise/change';
import type { Preference } from '../../src/revise/most-kept';
import { decoded } from '../support/decoded';
import { revised, stillToCome } from '../support/revisions';

/** A registry, what was published of it, and what happened then. */
interface Case {
  readonly registry: RegistryInput;
  readonly base: RegistryInput;
  readonly published: PlanDocument;
  readonly changes: readonly Change[];
  readonly first: readonly Change[];
  readonly second: readonly Change[];
  readonly lists: ReadonlyArray<readonly Change[]>;
}

const read = (name: string): Case =>
  // The files are checked in, as test/cases/defects/README.md describes them.
  JSON.parse(
    readFileSync(new URL(`../cases/defects/revise/${name}.json`, import.meta.url), 'utf8'),
  ) as Case;

const PREFERENCES: readonly Preference[] = ['fewest-visits', 'fewest-changes'];

describe('where nothing happens, the plan keeps its bytes', () => {
  test.each([
    'nothing-happened-41',
    'nothing-happened-54',
    'nothing-happened-together',
    'nothing-happened-visit',
  ])('%s', (name) => {
    const { registry, published, changes } = read(name);
    for (const prefer of PREFERENCES) {
      const { plan: now, changes: told } = revised(decoded(registry), published, changes, {
        prefer,
      });
      expect(told).toEqual([]);
      expect(JSON.stringify(now.visits)).toBe(JSON.stringify(published.visits));
    }
  });

  test('also under a cap', () => {
    const registry = decoded(read('revise-over-cap').registry);
    const published = plan(registry);
    const { plan: now } = revised(registry, published, []);
    expect(JSON.stringify(now)).toBe(JSON.stringify(published));
  });

  test('also where one occurrence of a pin is past: it keeps the others apart', () => {
    const { registry: input, changes } = read('apart-pin-partly-past');
    const registry = decoded(input);
    const published = plan(registry);
    const { registry: now, plan: next, changes: told } = revised(registry, published, changes);
    expect(told).toEqual([]);
    expect(next.visits).toEqual(published.visits);
    expect(now.pins).toEqual([
      {
        pin: 'apart',
        enterprise: 'e0',
        occurrences: [
          { item: 'i0', cycle: 0 },
          { item: 'i2', cycle: 1 },
        ],
      },
    ]);
  });

  test('also after a missed visit was planned again', () => {
    const { registry, published, first, second } = read('revise-changes-for-nothing');
    for (const prefer of PREFERENCES) {
      const { registry: then, plan: planned } = revised(decoded(registry), published, first, {
        prefer,
      });
      expect(revised(then, planned, second, { prefer }).changes).toEqual([]);
    }
  });
});

test('the lead of a published visit is the same as time passes', () => {
  const registry = decoded({
    horizon: { start: '2024-02-29', end: '2026-05-03' },
    departments: [{ id: 'd0' }, { id: 'd1' }],
    items: [
      { id: 'i0', department: 'd0', minutes: 30, frequency: { times: 2.25 }, appliesTo: {} },
      { id: 'i1', department: 'd1', minutes: 30, frequency: { times: 3 }, appliesTo: {} },
    ],
    enterprises: [{ id: 'e0' }],
    policy: { domains: { general: { window: 1 } } },
  });
  const published = plan(registry);
  const leadsOf = ({ visits }: PlanDocument): readonly string[] =>
    visits.map(({ id, lead }) => `${id} ${lead}`);
  expect(new Set(published.visits.map(({ lead }) => lead)).size).toBe(2);
  // Every visit in turn is the next one: days of its occurrences are over then.
  for (const { date } of published.visits) {
    const through = dateTextOf(parseDay(date) - 1);
    const { plan: now, registry: then } = revised(registry, published, [
      { change: 'through', date: through },
    ]);
    expect(leadsOf(now)).toEqual(leadsOf(published));
    for (const { id = '', lead } of stillToCome(now, then))
      expect(explainVisit(then, now, id)).toMatchObject({
        right: { lead: { department: { id: lead } } },
      });
  }
});

test('as many published visits stay as brute force can keep', () => {
  const { registry, published, changes } = read('t2b-keeps-fewer-58');
  for (const prefer of PREFERENCES) {
    const { changes: told } = revised(decoded(registry), published, changes, { prefer });
    expect(told.map(({ kind, id }) => [kind, id])).toEqual([['moved', 'E58/i0/0']]);
  }
});

test('a pin on the days of every cycle stays when a cycle has been made, and can be set again', () => {
  const { registry: input, lists } = read('days-pin-dropped');
  let registry = decoded(input);
  let planned: PlanDocument = plan(registry);
  for (const list of lists) {
    const { registry: now, plan: next, voided } = revised(registry, planned, list);
    expect([now.pins, voided]).toEqual([input.pins, []]);
    [registry, planned] = [decoded(now), next];
  }
  expect(planned.visits.map(({ date }) => date)).toEqual([
    '2026-02-18',
    '2026-05-20',
    '2026-08-19',
    '2026-11-20',
  ]);
});

test('a visit whose domain changes is told, and none changes for nothing', () => {
  const { registry, published, changes } = read('domain-not-told');
  const { plan: now, changes: told } = revised(decoded(registry), published, changes);
  const domainOf = new Map(published.visits.map(({ id, domain }) => [id, domain]));
  const ids = new Set(told.map(({ id }) => id));
  for (const { id = '', domain } of now.visits)
    if (!ids.has(id) && domainOf.has(id)) expect([id, domain]).toEqual([id, domainOf.get(id)]);
});

test('an id that a visit had is no other visit’s in the plan anew either', () => {
  const { registry: input, base, lists } = read('plan-of-revised-registry-duplicate-ids');
  const idsOf = ({ visits }: PlanDocument): readonly unknown[] => visits.map(({ id }) => id);
  const distinct = (ids: readonly unknown[]): void => expect(new Set(ids).size).toBe(ids.length);
  distinct(idsOf(plan(decoded(input))));
  let registry = decoded(base);
  let planned: PlanDocument = plan(registry);
  for (const list of lists) {
    ({ registry, plan: planned } = revised(registry, planned, list));
    distinct(idsOf(planned));
    distinct(idsOf(plan(decoded(registry))));
  }
  expect(registry.retiredIds).toEqual(['E/i0/0']);
});

test('another department’s capacity is no cause', () => {
  const { registry, published, changes } = read('revise-cause-capacity');
  expect(
    revised(decoded(registry), published, changes).changes.map(({ id, why }) => [id, why]),
  ).toEqual([['E1/t/10000', ['task']]]);
});

test.each(['two-throughs-assignment', 'two-throughs-task'])(
  '%s: cut in two it is the same plan',
  (name) => {
    const { registry: input, first, second } = read(name);
    const registry = decoded(input);
    const published = plan(registry);
    const { plan: atOnce, registry: owed } = revised(registry, published, [...first, ...second]);
    const half = revised(registry, published, first);
    const { plan: cut, registry: owedThen } = revised(half.registry, half.plan, second);
    expect(JSON.stringify([atOnce, owed])).toBe(JSON.stringify([cut, owedThen]));
  },
);

test('the departments’ own visits are those of what is served, also where the plan anew leaves out another check', () => {
  const item = { minutes: 30, frequency: { times: 1 }, appliesTo: {}, domain: 'general' };
  const registry = decoded({
    horizon: { start: '2026-01-01', end: '2026-12-31' },
    departments: [{ id: 'fire' }, { id: 'market' }],
    items: [
      { ...item, id: 'exits', department: 'fire' },
      { ...item, id: 'lamps', department: 'fire' },
      { ...item, id: 'scales', department: 'market' },
    ],
    enterprises: [{ id: 'E-1', visitCap: 1 }],
    policy: { apart: [['lamps', 'scales']] },
  });
  const {
    summary,
    unserved,
    visits: [visit],
  } = plan(registry);
  for (const [left, departments] of [
    ['lamps', ['fire', 'market']],
    ['scales', ['fire']],
  ] as const) {
    const occurrences = ['exits', 'lamps', 'scales']
      .filter((id) => id !== left)
      .map((id) => ({ item: id, cycle: 0 }));
    const published = {
      summary,
      visits: [{ ...visit, departments, occurrences }],
      unserved: unserved.map((row) => ({ ...row, item: left })),
    };
    const { plan: now, changes } = revised(registry, published, []);
    expect(changes).toEqual([]);
    expect([now.unserved.map((row) => row.item), now.summary.perDepartment]).toEqual([
      [left],
      departments.length,
    ]);
  }
});
