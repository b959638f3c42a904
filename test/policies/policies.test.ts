import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import * as E from 'fp-ts/Either';
import {
  decodeRegistry,
  formatError,
  type Plan,
  plan,
  type Registry,
  verify,
} from 'inspection-consolidation';
import { generateCounty } from 'inspection-consolidation/county';
import {
  document54,
  exemptAfter,
  franceFarms,
  haining,
  italy103,
  type LocatedError,
  type Policy,
  type PolicyPack,
  withPolicy,
} from 'inspection-consolidation/policies';
import { describe, expect, it } from 'vitest';
import { Policy as PolicyCodec } from '../../src/registry/policy';
import type { RegistryInput } from '../../src/registry/registry';
import { pageNamed, root } from '../support/pages';
import { runs } from '../support/runs';

const right = <A>(either: E.Either<readonly LocatedError[], A>): A => {
  if (E.isLeft(either)) throw new Error(either.left.map(formatError).join('\n'));
  return either.right;
};

const errorsOf = (either: E.Either<readonly LocatedError[], unknown>): readonly string[] =>
  E.isLeft(either) ? either.left.map(formatError) : [];

const quiet = [{ monthDays: { from: 1, to: 20 } }];
const packs: Readonly<Record<string, PolicyPack>> = {
  haining: right(haining()),
  'haining by topic': right(haining({ alike: 'topic', townships: ['GA'], keyTopics: ['fire'] })),
  54: right(document54()),
  '54 in full': right(
    document54({
      quiet,
      offSite: ['智慧监管'],
      exemptGrades: ['D'],
      departments: ['SC', 'XF'],
      leads: [{ departments: ['XF'], topics: ['fire'] }],
    }),
  ),
  italy: right(italy103({ lowRisk: ['A'] })),
  'italy each': right(italy103({ lowRisk: ['A'], each: 'department' })),
  france: right(franceFarms({ farms: ['餐饮服务'] })),
  'france in full': right(
    franceFarms({
      farms: ['餐饮服务'],
      departments: ['SC'],
      busy: [{ from: '06-01', to: '06-30' }],
    }),
  ),
};

const KINDS = ['routine', 'routine', 'special', 'routine', 'case'] as const;

/** A small county whose items have kinds, and often a fallback. */
const county = (): RegistryInput => {
  const generated = generateCounty({ enterprises: 120, items: 800 });
  return {
    ...generated,
    items: generated.items.map((item, at) => ({
      ...item,
      kind: KINDS[at % 5],
      ...(at % 3 === 0 && { fallback: 'documents' }),
    })),
  };
};

const base = county();
const { recognise, apart, travelMinutes } = base.policy ?? {};
const own: Policy = {
  ...(recognise === undefined ? {} : { recognise }),
  ...(apart && { apart }),
  ...(travelMinutes === undefined ? {} : { travelMinutes }),
};

const under = (policy: Policy, input: RegistryInput = base): { registry: Registry; made: Plan } => {
  const registry = right(decodeRegistry({ ...input, policy }));
  return { registry, made: plan(registry) };
};

const planned = new Map(
  Object.entries(packs).map(([name, pack]) => [name, under(right(withPolicy(pack, own)))]),
);
const plannedBy = (name: string): { registry: Registry; made: Plan } => {
  const found = planned.get(name);
  if (found === undefined) throw new Error(name);
  return found;
};

/** Every part of a value that has no parts, with its place. */
const leavesOf = (value: unknown, place = ''): readonly string[] =>
  typeof value !== 'object' || value === null || Object.keys(value).length === 0
    ? [place]
    : Object.entries(value).flatMap(([key, part]) =>
        leavesOf(part, Array.isArray(value) ? `${place}[${key}]` : place ? `${place}.${key}` : key),
      );

const isBelow = (place: string, field: string): boolean =>
  place === field || place.startsWith(`${field}.`) || place.startsWith(`${field}[`);

describe.each(Object.entries(packs))('the pack %s', (name, { policy, clauses, notCovered }) => {
  it('is a policy, and plans validly', () => {
    expect(PolicyCodec.is(policy)).toBe(true);
    const { registry, made } = plannedBy(name);
    expect(verify(registry, made)).toEqual([]);
  });

  it('has a clause for every part of its policy, and a source for every clause', () => {
    const leaves = leavesOf(policy);
    for (const leaf of leaves)
      expect
        .soft(
          clauses.some(({ field }) => isBelow(leaf, field)),
          leaf,
        )
        .toBe(true);
    for (const { field, source } of clauses) {
      expect
        .soft(
          leaves.some((leaf) => isBelow(leaf, field)),
          field,
        )
        .toBe(true);
      expect.soft(source.title).not.toBe('');
      expect.soft(source.address !== undefined, field).toBe(source.read !== 'none');
    }
    expect(notCovered.length).toBeGreaterThan(0);
  });
});

/** On-site visits with a counted item, by enterprise and a key of the item. */
const visitsBy = (
  { registry, made }: { registry: Registry; made: Plan },
  keyOf: (item: Registry['items'][number]) => string | undefined,
): ReadonlyMap<string, number> => {
  const items = new Map(registry.items.map((item) => [item.id, item]));
  const found = new Map<string, number>();
  for (const { enterprise, onSite, occurrences } of made.visits) {
    if (!onSite) continue;
    const keys = new Set(
      occurrences.flatMap(({ item }) => {
        const row = items.get(item);
        return row === undefined ? [] : (keyOf(row) ?? []);
      }),
    );
    for (const key of keys)
      found.set(`${enterprise} ${key}`, (found.get(`${enterprise} ${key}`) ?? 0) + 1);
  }
  return found;
};

const isKey = ({ topic = '' }: { readonly topic?: string }): boolean =>
  ['fire', 'work-safety', 'ecological-safety'].includes(topic);

describe('海宁“三相一就”', () => {
  it('同一对象、同一方式、时长相近: every visit agrees', () => {
    const { registry, made } = plannedBy('haining');
    const items = new Map(registry.items.map((item) => [item.id, item]));
    let joint = 0;
    for (const { occurrences, domain } of made.visits) {
      const rows = occurrences.flatMap(({ item }) => items.get(item) ?? []);
      if (rows.length > 1) joint++;
      expect(new Set(rows.map(({ object = 'enterprise' }) => object)).size).toBe(1);
      expect(new Set(rows.map(({ method = 'on-site' }) => method)).size).toBe(1);
      const minutes = rows.map((row) => row.minutes);
      const ratio = Math.max(...minutes) / Math.min(...minutes);
      expect(ratio).toBeLessThanOrEqual(domain === 'key' ? 2 : 3);
    }
    expect(joint).toBeGreaterThan(100);
  });

  it('内容相关, where asked for: every visit has one topic', () => {
    const { registry, made } = plannedBy('haining by topic');
    const topics = new Map(registry.items.map(({ id, topic }) => [id, topic]));
    for (const { occurrences } of made.visits)
      expect(new Set(occurrences.map(({ item }) => topics.get(item))).size).toBe(1);
    expect(made.visits.some(({ domain }) => domain === 'township')).toBe(true);
  });

  it('低频就高频: a yearly check comes with one of four', () => {
    const input = simple([
      { id: 'often', minutes: 30, frequency: { times: 4 } },
      { id: 'rare', minutes: 30, frequency: { times: 1 } },
    ]);
    expect(under(packs.haining.policy, input).made.visits).toHaveLength(4);
  });
});

const simple = (
  items: ReadonlyArray<Partial<RegistryInput['items'][number]> & { readonly id: string }>,
  enterprise: Partial<RegistryInput['enterprises'][number]> = {},
): RegistryInput => ({
  horizon: { start: '2026-01-01', end: '2026-12-31' },
  departments: [{ id: 'market' }, { id: 'fire' }],
  items: items.map((item) => ({
    department: 'market',
    minutes: 30,
    frequency: { times: 1 },
    appliesTo: {},
    ...item,
  })),
  enterprises: [{ id: 'E-1', ...enterprise }],
});

const monthly = { frequency: { times: 1, per: 'month' } } as const;

describe('国办发〔2024〕54号', () => {
  it('no department has more than two counted visits, unless protected occurrences need more', () => {
    const most = visitsBy(plannedBy('54'), (item) =>
      item.kind === 'case' ? undefined : item.department,
    );
    const protectedOnes = visitsBy(plannedBy('54'), (item) =>
      isKey(item) && item.kind !== 'case' ? item.department : undefined,
    );
    const before = visitsBy(under(own), (item) =>
      item.kind === 'case' ? undefined : item.department,
    );
    expect([...before.values()].filter((visits) => visits > 2).length).toBeGreaterThan(10);
    for (const [pair, visits] of most)
      expect(visits, pair).toBeLessThanOrEqual(Math.max(2, protectedOnes.get(pair) ?? 0));
  });

  it('two is a parameter; high risk and other departments are apart', () => {
    const input = simple(
      [
        { id: 'M', ...monthly },
        { id: 'F', department: 'fire', ...monthly },
      ],
      {
        grade: 'D',
      },
    );
    const onSiteOf = (options: Parameters<typeof document54>[0], items = input): number =>
      under(right(document54(options)).policy, items).made.visits.length;
    expect(onSiteOf({})).toBe(2);
    expect(onSiteOf({ max: 3 })).toBe(3);
    expect(onSiteOf({ exemptGrades: ['D'] })).toBe(12);
    expect(onSiteOf({ departments: ['market'] })).toBe(12);
    const unlike = [
      { id: 'M', ...monthly },
      { id: 'F', department: 'fire', object: 'kitchen', ...monthly },
    ];
    expect(onSiteOf({}, simple(unlike, { objects: ['kitchen'] }))).toBe(4);
  });

  it('个案检查 are apart: always made, and not counted', () => {
    const input = simple([
      { id: 'case', kind: 'case', ...monthly },
      { id: 'routine', ...monthly },
    ]);
    const { made } = under(packs['54'].policy, input);
    const by = (id: string) =>
      made.visits.filter(({ occurrences }) => occurrences.some(({ item }) => item === id)).length;
    expect([by('case'), by('routine')]).toEqual([12, 2]);
  });

  it('documents before doors: a fallback serves the checks that the cap leaves out', () => {
    const input = simple([{ id: 'M', fallback: '书面核查', ...monthly }]);
    const { made } = under(packs['54'].policy, input);
    expect(made.unserved).toEqual([]);
    expect(made.visits.filter(({ onSite }) => onSite)).toHaveLength(2);
    const off = made.visits.filter(({ onSite }) => !onSite);
    expect(off.every(({ occurrences }) => occurrences.every(({ fallback }) => fallback))).toBe(
      true,
    );
    const smart = simple([{ id: 'M', fallback: '智慧监管', ...monthly }]);
    expect(
      under(packs['54 in full'].policy, { ...smart, departments: known }).made.unserved,
    ).toEqual([]);
  });

  it('安静期: only protected checks are made on quiet days', () => {
    const { registry, made } = plannedBy('54 in full');
    const items = new Map(registry.items.map((item) => [item.id, item]));
    const isFree = (id: string) => {
      const item = items.get(id);
      return item !== undefined && !isKey(item) && item.kind !== 'case';
    };
    for (const { date, occurrences } of made.visits)
      if (Number(date.slice(8)) <= 20)
        expect(occurrences.filter(({ item }) => isFree(item))).toEqual([]);
  });

  it('牵头: the named department leads where it takes part', () => {
    const { registry, made } = plannedBy('54 in full');
    const topics = new Map(registry.items.map(({ id, topic }) => [id, topic]));
    const led = made.visits.filter(
      ({ departments, occurrences }) =>
        departments.includes('XF') && occurrences.some(({ item }) => topics.get(item) === 'fire'),
    );
    expect(led.every(({ lead }) => lead === 'XF')).toBe(true);
  });
});

const known = [{ id: 'market' }, { id: 'SC' }, { id: 'XF' }];

describe('D.Lgs. 103/2024', () => {
  const pack = packs.italy;

  it('ordinary controls at low risk: one visit a year', () => {
    const items = [
      { id: 'M', ...monthly },
      { id: 'F', department: 'fire', ...monthly },
    ];
    const visits = (grade: string, { policy } = pack) =>
      under(policy, simple(items, { grade })).made.visits.length;
    expect(visits('A')).toBe(1);
    expect(visits('B')).toBe(12);
    const unlike = [{ id: 'M' }, { id: 'F', department: 'fire', object: 'kitchen' }];
    const each = under(
      packs['italy each'].policy,
      simple(unlike, { grade: 'A', objects: ['kitchen'] }),
    );
    expect(each.made.visits).toHaveLength(2);
  });

  it('safety at work, and controls on a report, are made at once', () => {
    const items = [
      { id: 'safety', topic: 'sicurezza sul lavoro', ...monthly },
      { id: 'report', kind: 'case', ...monthly },
    ];
    const exempt = [{ from: '2026-01-01', to: '2026-12-31' }];
    const { made } = under(pack.policy, simple(items, { grade: 'A', exempt }));
    expect(made.unserved).toEqual([]);
  });

  it('no two controls on one day, unless joint', () => {
    const { made } = plannedBy('italy');
    const days = made.visits.filter(({ onSite }) => onSite).map((v) => `${v.enterprise} ${v.date}`);
    expect(made.summary.closeVisits).toBe(days.length - new Set(days).size);
    expect(made.summary.closeVisits).toBe(made.summary.closeBound);
    expect(made.visits.some(({ departments }) => departments.length > 1)).toBe(true);
  });

  it('ten months after a clean control, only protected controls are made', () => {
    const exempt = right(exemptAfter({ date: '2025-12-10' }));
    expect(exempt).toEqual({ from: '2025-12-11', to: '2026-10-10' });
    const input = simple([{ id: 'M', ...monthly }], { exempt: [exempt] });
    const { made } = under(pack.policy, input);
    expect(made.visits.every(({ date }) => date > '2026-10-10')).toBe(true);
    expect(made.visits.length).toBeGreaterThan(0);
    expect(right(exemptAfter({ date: '2025-12-31', months: 2 })).to).toBe('2026-02-28');
    expect(errorsOf(exemptAfter({ date: '2025-02-30', months: 0 }))).toEqual([
      'options.date: expected a date (YYYY-MM-DD), got "2025-02-30"',
      'options.months: expected an integer ≥ 1, got 0',
    ]);
  });
});

describe('contrôle unique', () => {
  it('one visit a year to a farm, of all departments, and any number elsewhere', () => {
    const items = [
      { id: 'M', ...monthly },
      { id: 'F', department: 'fire', ...monthly },
    ];
    const visits = (tags: readonly string[]) =>
      under(packs.france.policy, simple(items, { tags })).made.visits.length;
    expect([visits(['餐饮服务']), visits([])]).toEqual([1, 12]);
  });

  it('urgent controls do not count; controls on documents replace visits', () => {
    const items = [
      { id: 'M', fallback: 'satellite', ...monthly },
      { id: 'urgent', kind: 'case', object: 'barn', ...monthly },
    ];
    const { made } = under(
      packs.france.policy,
      simple(items, { tags: ['餐饮服务'], objects: ['barn'] }),
    );
    expect(made.unserved).toEqual([]);
    expect(made.visits.filter(({ onSite }) => onSite)).toHaveLength(13);
  });

  it('departments that do not count have visits of their own', () => {
    const items = [
      { id: 'M', department: 'SC' },
      { id: 'tax', ...monthly },
    ];
    const input = { ...simple(items, { tags: ['餐饮服务'] }), departments: known };
    expect(under(packs['france in full'].policy, input).made.visits).toHaveLength(11); // June is busy
  });

  it('farms are left alone in their busiest weeks', () => {
    const { registry, made } = plannedBy('france in full');
    const items = new Map(registry.items.map((item) => [item.id, item]));
    const farms = new Set(
      registry.enterprises.flatMap(({ id, tags }) => (tags?.includes('餐饮服务') ? [id] : [])),
    );
    expect(farms.size).toBeGreaterThan(0);
    for (const { enterprise, date, occurrences } of made.visits)
      if (farms.has(enterprise) && date.slice(5, 7) === '06')
        for (const { item } of occurrences) {
          const row = items.get(item);
          expect(row && (isKey(row) || row.kind === 'case')).toBe(true);
        }
  });
});

describe('parameters', () => {
  it('have errors with their places', () => {
    expect(
      errorsOf(document54({ max: -1, kinds: [], quiet: [{ monthDays: { from: 0, to: 32 } }] })),
    ).toEqual([
      'options.max: expected an integer ≥ 0, got -1',
      'options.kinds: expected an array of at least one, got []',
      'options.quiet[0].monthDays.from: expected an integer ≥ 1, got 0',
      'options.quiet[0].monthDays.to: expected at most 31, got 32',
    ]);
    expect(errorsOf(haining({ durationRatio: 2, keyDurationRatio: 3 }))).toEqual([
      'options.keyDurationRatio: expected at most the durationRatio of general domains (2), got 3',
    ]);
    expect(errorsOf(haining({ durationRatio: 1.5 }))).toHaveLength(1);
    const misspelt: object = { lowrisk: ['A'] };
    expect(errorsOf(italy103(misspelt))[0]).toMatch(/^options\.lowrisk: expected no such field/);
    expect(errorsOf(franceFarms({ busy: [{ from: '06-31', to: '07-01' }] }))).toEqual([
      'options.busy[0].from: expected a day of the year (MM-DD), got "06-31"',
    ]);
  });

  it('either make a policy or errors, whatever they are', () => {
    const makers = [document54, haining, italy103, franceFarms];
    const names = ['max', 'kinds', 'lowRisk', 'quiet', 'alike', 'durationRatio', 'farms', 'busy'];
    const options = fc.dictionary(fc.constantFrom(...names), fc.anything());
    fc.assert(
      fc.property(fc.constantFrom(...makers), options, (make, given) => {
        const made = make(given as object);
        if (E.isRight(made)) expect(PolicyCodec.is(made.right.policy)).toBe(true);
        else for (const { path } of made.left) expect(path).toMatch(/^options/);
      }),
      { numRuns: runs(300, 3000) },
    );
  });
});

it('the page names the tests that hold its clauses', () => {
  const { text } = pageNamed('docs/policies.md');
  const rows = [...text.slice(text.indexOf('## Clauses')).matchAll(/^\| .* \| (.*) \|$/gm)];
  const named = rows.map(([, test]) => test).filter((test) => !['test', '---'].includes(test));
  expect(named.length).toBeGreaterThan(20);
  const source = readFileSync(join(root, 'test/policies/policies.test.ts'), 'utf8');
  expect(named.filter((test) => !source.includes(`it('${test}`))).toEqual([]);
});

describe('withPolicy', () => {
  const pack = packs['54 in full'];

  it('a field of one’s own replaces the field of the pack, whole', () => {
    const mine: Policy = { protected: { kinds: ['order'] }, quiet: [], spacing: 7 };
    expect(right(withPolicy(pack, mine))).toEqual({ ...pack.policy, ...mine });
    expect(right(withPolicy(pack, {}))).toEqual(pack.policy);
  });

  it('methods, domains and caps by grade are replaced by name, caps by id', () => {
    const [cap] = pack.policy.caps ?? [];
    const other = { id: 'city', max: 5 };
    const joined = right(
      withPolicy(pack, {
        caps: [other, { ...cap, max: 3 }],
        methods: { remote: { onSite: true } },
      }),
    );
    expect(joined.caps).toEqual([{ ...cap, max: 3 }, other]);
    expect(joined.methods).toEqual({ ...pack.policy.methods, remote: { onSite: true } });
    const general = { window: 0.8 };
    const { domains } = right(withPolicy(packs.haining, { domains: { general } }));
    expect(domains).toEqual({ ...packs.haining.policy.domains, general });
    const graded = { policy: { capByGrade: { A: 1, B: 2 } } };
    expect(right(withPolicy(graded, { capByGrade: { B: 3 } })).capByGrade).toEqual({ A: 1, B: 3 });
  });

  it('packs compose', () => {
    const both = right(withPolicy(packs.haining, packs['54'].policy));
    expect(both).toEqual({ ...packs.haining.policy, ...packs['54'].policy });
  });

  it('has errors with their places', () => {
    expect(errorsOf(withPolicy(pack, { caps: [{ id: 'x', max: 1.5 }] }))).toEqual([
      'own.caps[0].max: expected an integer ≥ 0, got 1.5',
    ]);
  });
});
