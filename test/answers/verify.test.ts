import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ViolationKind, verify } from '../../src/answers/verify/verify';
import { plan } from '../../src/index';
import type { PlanDocument, Summary, Unserved, Visit } from '../../src/output/plan-document';
import type { RegistryInput } from '../../src/registry/registry';
import { decoded } from '../support/decoded';
import { joinedPlan } from '../support/joined-plan';
import { registryArb } from '../support/registries';
import { runs } from '../support/runs';
import { simplePlan } from '../support/simple-plan';

const SUMMARY: Summary = {
  occurrences: 3,
  visits: 1,
  lowerBound: 1,
  perItem: 3,
  perDepartment: 2,
  reduction: 0.5,
  enterprisesProven: 1,
  enterprises: 1,
  jointShare: 1,
  onSiteShare: 1,
  overloadMinutes: 0,
};

const item = { minutes: 40, frequency: { times: 1, per: 'horizon' }, appliesTo: {} } as const;

/** One enterprise with three items for one visit; 2026-03-02 is a Monday. */
const REGISTRY: RegistryInput = {
  horizon: { start: '2026-03-02', end: '2026-03-13' },
  departments: [{ id: 'fire', dailyMinutes: 100 }, { id: 'market' }, { id: 'tax' }],
  items: [
    { ...item, id: 'a', department: 'fire', topic: 'fire', method: 'sampling' },
    { ...item, id: 'b', department: 'market', minutes: 30 },
    { ...item, id: 'c', department: 'fire' },
  ],
  enterprises: [{ id: 'E' }],
  policy: {
    methods: { sampling: { group: 'look' }, 'on-site': { group: 'look' } },
    travelMinutes: 25,
  },
};

// Key: the middle half of 12 days, 5 to 10 March, of which four are open; the general items have
// all ten open days.
const VISIT: Visit = {
  enterprise: 'E',
  domain: 'key',
  date: '2026-03-09',
  method: 'look',
  object: 'enterprise',
  departments: ['fire', 'market'],
  lead: 'fire',
  minutes: 80,
  onSite: true,
  occurrences: [
    { item: 'a', cycle: 0 },
    { item: 'b', cycle: 0 },
    { item: 'c', cycle: 0 },
  ],
};

const PLAN: PlanDocument = { visits: [VISIT], unserved: [], summary: SUMMARY };

const kindsOf = (registry: RegistryInput, plan: PlanDocument): readonly ViolationKind[] =>
  verify(decoded(registry), plan).map(({ kind }) => kind);

const withVisit = (change: Partial<Visit>): PlanDocument => ({
  ...PLAN,
  visits: [{ ...VISIT, ...change }],
});

describe('a plan made by hand', () => {
  test('is valid', () => {
    expect(verify(decoded(REGISTRY), PLAN)).toEqual([]);
  });

  test.each([
    ['the day before the window', { date: '2026-03-04' }, ['not-allowed-day']],
    ['the first day of the window', { date: '2026-03-05' }, []],
    ['the last day of the window', { date: '2026-03-10' }, []],
    ['the day after the window', { date: '2026-03-11' }, ['not-allowed-day']],
    [
      'a Saturday',
      { date: '2026-03-07' },
      ['closed-day', 'not-allowed-day', 'not-allowed-day', 'not-allowed-day'],
    ],
    ['the domain of the guests', { domain: 'general' }, ['not-a-guest']],
    ['the method of one item', { method: 'sampling' }, ['wrong-method']],
    ['the sum of all minutes', { minutes: 110 }, ['wrong-minutes']],
    ['the department that could wait', { lead: 'market' }, ['wrong-lead']],
    [
      'a department that takes no part',
      { departments: ['fire', 'market', 'tax'] },
      ['wrong-departments'],
    ],
  ] as ReadonlyArray<readonly [string, Partial<Visit>, readonly ViolationKind[]]>)(
    'with %s',
    (_, change, kinds) => {
      expect(kindsOf(REGISTRY, withVisit(change))).toEqual(kinds);
    },
  );

  test('says what is wrong in words', () => {
    expect(verify(decoded(REGISTRY), withVisit({ date: '2026-03-11', minutes: 81 }))).toEqual([
      {
        kind: 'not-allowed-day',
        place: 'visits[0].occurrences[0]',
        message:
          'item "a" (cycle 0) is allowed on 4 days from 2026-03-05 to 2026-03-10, not on "2026-03-11"',
      },
      { kind: 'wrong-minutes', place: 'visits[0]', message: 'minutes says 81, but it is 80' },
    ]);
  });

  test('says a single allowed day in the singular', () => {
    const registry = decoded({
      horizon: { start: '2026-03-05', end: '2026-03-06' },
      departments: [{ id: 'd' }],
      items: [
        {
          ...{ id: 'i', department: 'd', domain: 'general', minutes: 10, appliesTo: {} },
          frequency: { times: 1, per: 'horizon' },
        },
      ],
      enterprises: [{ id: 'e', closed: [{ from: '2026-03-06', to: '2026-03-06' }] }],
    });
    const { visits, ...rest } = plan(registry).toJSON();
    const moved = { ...rest, visits: visits.map((visit) => ({ ...visit, date: '2026-03-06' })) };
    expect(verify(registry, moved)[0].message).toBe(
      'item "i" (cycle 0) is allowed on 1 day from 2026-03-05 to 2026-03-05, not on "2026-03-06"',
    );
  });

  test('counts overload by ISO week: items and travel, against open days inside the horizon', () => {
    const visit = { ...VISIT, date: '2026-03-05' };
    // From Thursday on: two open days of 50 minutes, and 80 + 25 minutes of the fire department in
    // that week.
    const registry = {
      ...REGISTRY,
      horizon: { start: '2026-03-05', end: '2026-03-10' },
      departments: [
        { id: 'fire', dailyMinutes: 50 },
        { id: 'market', dailyMinutes: 1000 },
        { id: 'tax' },
      ],
      policy: {
        ...REGISTRY.policy,
        domains: { key: { window: 1, guests: ['general'] }, general: { window: 1 } },
      },
    };
    const { method, object, ...plain } = visit;
    const plan = { ...PLAN, visits: [plain], summary: { ...SUMMARY, overloadMinutes: 5 } };
    expect(verify(decoded(registry), plan)).toEqual([]);
    expect(kindsOf(registry, { ...plan, summary: SUMMARY })).toEqual(['wrong-summary']);
  });

  test('is led by the department with more minutes, then by the first id, where allowed days are equal', () => {
    const general = (minutes: number): RegistryInput => ({
      ...REGISTRY,
      items: [
        { ...item, id: 'a', department: 'market' },
        { ...item, id: 'b', department: 'fire', minutes },
      ],
    });
    const plan: PlanDocument = {
      ...PLAN,
      visits: [
        {
          ...VISIT,
          domain: 'general',
          method: 'on-site',
          minutes: 40,
          occurrences: VISIT.occurrences.slice(0, 2),
        },
      ],
      summary: { ...SUMMARY, occurrences: 2, perItem: 2 },
    };
    expect(
      kindsOf(general(39), { ...plan, visits: [{ ...plan.visits[0], lead: 'market' }] }),
    ).toEqual([]);
    expect(kindsOf(general(39), plan)).toEqual(['wrong-lead']);
    expect(kindsOf(general(40), plan)).toEqual([]);
  });
});

describe('a visit cap', () => {
  // Two key items that cannot meet, two general ones that cannot meet; every key visit will have a
  // general guest.
  const registry: RegistryInput = {
    ...REGISTRY,
    items: [
      { ...item, id: 'k1', department: 'fire', domain: 'key' },
      { ...item, id: 'k2', department: 'fire', domain: 'key' },
      { ...item, id: 'g1', department: 'tax', object: 'kitchen' },
      { ...item, id: 'g2', department: 'tax' },
    ],
    enterprises: [{ id: 'E', objects: ['kitchen'], visitCap: 1 }],
    policy: { apart: [['k1', 'k2']] },
  };
  const visit = (
    items: readonly string[],
    [domain, department]: readonly [string, string],
    date: string,
    object = 'enterprise',
  ): Visit => ({
    enterprise: 'E',
    domain,
    date,
    method: 'on-site',
    object,
    departments: items.length > 1 ? ['fire', 'tax'] : [department],
    lead: department,
    minutes: 40,
    onSite: true,
    occurrences: items.map((id) => ({ item: id, cycle: 0 })),
  });
  const leftOut = (id: string): Unserved => ({
    enterprise: 'E',
    item: id,
    cycle: 0,
    reason: 'visit-cap',
  });
  const planOf = (
    visits: readonly Visit[],
    unserved: readonly Unserved[],
    joint: number,
  ): PlanDocument => {
    const perItem = visits.reduce((sum, { occurrences }) => sum + occurrences.length, 0);
    const counts = {
      visits: visits.length,
      lowerBound: visits.length,
      perItem,
      perDepartment: perItem,
    };
    const shares = { reduction: 1 - visits.length / perItem, jointShare: joint / visits.length };
    return { visits, unserved, summary: { ...SUMMARY, ...counts, ...shares, occurrences: 4 } };
  };
  const fire = ['key', 'fire'] as const;
  const both = [visit(['k1', 'g2'], fire, '2026-03-06'), visit(['k2'], fire, '2026-03-09')];
  const kitchen = visit(['g1'], ['general', 'tax'], '2026-03-13', 'kitchen');

  test('below what key occurrences need is raised to that', () => {
    expect(verify(decoded(registry), planOf(both, [leftOut('g1')], 1))).toEqual([]);
  });

  test('is not raised further', () => {
    expect(kindsOf(registry, planOf([...both, kitchen], [], 1))).toEqual(['over-cap']);
  });

  test('leaves out nothing that fits a visit as it stands', () => {
    const apart = [visit(['k1'], fire, '2026-03-06'), visit(['k2'], fire, '2026-03-09')];
    expect(kindsOf(registry, planOf(apart, [leftOut('g1'), leftOut('g2')], 0))).toEqual([
      'could-join',
    ]);
  });

  test('leaves out nothing that it has room for', () => {
    const roomy = { ...registry, enterprises: [{ id: 'E', objects: ['kitchen'], visitCap: 3 }] };
    expect(kindsOf(roomy, planOf(both, [leftOut('g1')], 1))).toEqual(['cap-does-not-bind']);
    expect(kindsOf(roomy, planOf([...both, kitchen], [], 1))).toEqual([]);
  });

  test('has room for no guests alone that lack a host', () => {
    const hosted: RegistryInput = {
      ...REGISTRY,
      items: [
        { ...item, id: 'g1', department: 'tax', method: 'on-site' },
        { ...item, id: 'g2', department: 'tax', method: 'sampling' },
        { ...item, id: 'h', department: 'fire', domain: 'host' },
      ],
      enterprises: [{ id: 'E', visitCap: 1 }],
      policy: {
        domains: {
          general: { window: 1, sameMethod: true },
          host: { window: 1, guests: ['general'] },
        },
      },
      pins: [
        {
          pin: 'together',
          enterprise: 'E',
          occurrences: ['g1', 'g2'].map((id) => ({ item: id, cycle: 0 })),
        },
      ],
    };
    const empty = { ...PLAN, visits: [], unserved: ['g1', 'g2', 'h'].map(leftOut) };
    expect(
      verify(decoded(hosted), empty)
        .filter(({ kind }) => kind === 'cap-does-not-bind')
        .map(({ place }) => place),
    ).toEqual(['unserved[2]']);
  });

  test('of its own comes before that of its grade', () => {
    const graded = (visitCap?: number): RegistryInput => ({
      ...registry,
      enterprises: [
        { id: 'E', objects: ['kitchen'], grade: 'A', ...(visitCap !== undefined && { visitCap }) },
      ],
      policy: { ...registry.policy, capByGrade: { A: 1 } },
    });
    expect(kindsOf(graded(), planOf([...both, kitchen], [], 1))).toEqual(['over-cap']);
    expect(kindsOf(graded(3), planOf([...both, kitchen], [], 1))).toEqual([]);
  });
});

test('plans that join nothing, and plans by first fit, are valid where there are no caps', () => {
  let joint = 0;
  fc.assert(
    fc.property(registryArb({ caps: false, items: 8, mostTimes: 4 }), (input) => {
      const registry = decoded(input);
      const joined = joinedPlan(registry);
      joint += joined.visits.filter(({ occurrences }) => occurrences.length > 1).length;
      expect(verify(registry, simplePlan(registry))).toEqual([]);
      expect(verify(registry, joined)).toEqual([]);
    }),
    { numRuns: runs(38, 300), seed: 41 },
  );
  expect(joint).toBeGreaterThanOrEqual(runs(10, 100));
});

test('whatever a plan says, verify answers', () => {
  const text = fc.oneof(
    fc.constantFrom('E', 'a', 'b', 'key', 'general', '__proto__', '2026-03-09'),
    fc.string({ unit: 'binary' }),
  );
  const number = fc.oneof(fc.integer({ min: -2, max: 3 }), fc.double());
  const occurrence = fc.record({ item: text, cycle: number });
  const visit = fc.record(
    {
      enterprise: text,
      domain: text,
      date: text,
      method: text,
      object: text,
      departments: fc.array(text),
      lead: text,
      minutes: number,
      onSite: fc.boolean(),
      occurrences: fc.array(occurrence),
    },
    {
      requiredKeys: [
        'enterprise',
        'domain',
        'date',
        'departments',
        'lead',
        'minutes',
        'onSite',
        'occurrences',
      ],
    },
  );
  const reason = fc.constantFrom(
    'no-open-day' as const,
    'exempt' as const,
    'visit-cap' as const,
    'recognised' as const,
  );
  const unserved = fc.record(
    { enterprise: text, item: text, cycle: number, reason, by: text },
    { requiredKeys: ['enterprise', 'item', 'cycle', 'reason'] },
  );
  const figures = fc.record(Object.fromEntries(Object.keys(SUMMARY).map((name) => [name, number])));
  fc.assert(
    fc.property(fc.array(visit), fc.array(unserved), figures, (visits, rows, summary) => {
      const plan: PlanDocument = { visits, unserved: rows, summary: { ...SUMMARY, ...summary } };
      // Whatever is in it, three items cannot all be planned and summed up rightly by chance.
      expect(verify(decoded(REGISTRY), plan).length).toBeGreaterThan(0);
    }),
    { numRuns: runs(125, 1000), seed: 42 },
  );
});

test('a visit of hundreds of thousands of occurrences is answered', () => {
  const occurrences = Array.from({ length: 300_000 }, () => ({ item: 'a', cycle: 0 }));
  expect(kindsOf(REGISTRY, withVisit({ occurrences })).length).toBeGreaterThan(500_000);
});
