import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Facts, factsOf } from '../../src/answers/verify/facts';
import { owedBy } from '../../src/answers/verify/owed';
import type { Owed } from '../../src/answers/verify/owed-occurrence';
import { type Violation, verify } from '../../src/answers/verify/verify';
import { brokenRules } from '../../src/answers/verify/visit-rules';
import type { Certificate } from '../../src/output/certificate';
import type { Plan } from '../../src/output/plan';
import { plan } from '../../src/plan/plan';
import type { Registry, RegistryInput } from '../../src/registry/registry';
import { CERTIFICATE_DAMAGES, spoilCertificates } from '../support/damage';
import { decoded } from '../support/decoded';
import { servable } from '../support/exact';
import { joinedPlan } from '../support/joined-plan';
import { registryArb, smallEnterpriseArb } from '../support/registries';
import { runs } from '../support/runs';

const item = { minutes: 40, frequency: { times: 1, per: 'horizon' }, appliesTo: {} } as const;

/**
 * Two general items that differ in their methods share a visit only where the key item hosts them.
 * One item has no day, one a place of its own.
 */
const REGISTRY: RegistryInput = {
  horizon: { start: '2026-03-02', end: '2026-03-13' },
  departments: [{ id: 'fire' }, { id: 'market' }],
  items: [
    { ...item, id: 'g1', department: 'market', method: 'sampling' },
    { ...item, id: 'g2', department: 'market' },
    { ...item, id: 'k', department: 'fire', domain: 'key' },
    { ...item, id: 'never', department: 'fire', season: [{ from: '07-01', to: '07-31' }] },
    { ...item, id: 'alone', department: 'fire', object: 'kitchen' },
  ],
  enterprises: [{ id: 'E', objects: ['kitchen'] }],
  policy: {
    domains: {
      key: { window: 1, sameObject: true, guests: ['general'] },
      general: { window: 1, sameObject: true, sameMethod: true },
    },
  },
};

const registry = decoded(REGISTRY);
const document = plan(registry).toJSON();
const certificate: Certificate = {
  enterprise: 'E',
  visits: 2,
  lowerBound: 2,
  witness: [
    { item: 'g1', cycle: 0 },
    { item: 'alone', cycle: 0 },
  ],
};

const found = (...certificates: readonly Certificate[]): readonly Violation[] =>
  verify(registry, document, { certificates });

const withWitness = (...items: readonly string[]): readonly Violation[] =>
  found({ ...certificate, lowerBound: 2, witness: items.map((id) => ({ item: id, cycle: 0 })) });

describe('a certificate made by hand', () => {
  test('holds', () => {
    expect(found(certificate)).toEqual([]);
    expect(withWitness()).toEqual([]);
  });

  test('with two that could share a visit says in which', () => {
    expect(withWitness('g1', 'k')).toEqual([
      {
        kind: 'witness-meets',
        place: 'certificates["E"].witness[1]',
        message: 'item "g1" (cycle 0) and item "k" (cycle 0) could share a visit of "key"',
      },
    ]);
  });

  test('with two that could be guests of a third says beside whom', () => {
    expect(withWitness('g2', 'g1')).toEqual([
      {
        kind: 'witness-meets',
        place: 'certificates["E"].witness[1]',
        message:
          'item "g2" (cycle 0) and item "g1" (cycle 0) could share a visit of "key" beside item "k" (cycle 0)',
      },
    ]);
  });

  test('holds where the third is owed on no common day', () => {
    const late = { ...REGISTRY.items[2], season: [{ from: '03-09', to: '03-13' }] };
    const apart = decoded({
      ...REGISTRY,
      items: REGISTRY.items
        .with(2, late)
        .with(0, { ...REGISTRY.items[0], season: [{ from: '03-02', to: '03-06' }] }),
    });
    const planned = plan(apart);
    expect(planned.summary.visits).toBe(3);
    const witness = ['g1', 'g2', 'alone'].map((id) => ({ item: id, cycle: 0 }));
    const certificates = [{ enterprise: 'E', visits: 3, lowerBound: 3, witness }];
    expect(verify(apart, planned.toJSON(), { certificates })).toEqual([]);
  });

  test('with what no plan visits says why', () => {
    expect(withWitness('alone', 'never')).toEqual([
      {
        kind: 'witness-unserved',
        place: 'certificates["E"].witness[1]',
        message: 'item "never" (cycle 0) is unserved (no-open-day), so it asks for no visit',
      },
    ]);
  });

  test('of an enterprise under a cap has only what no cap leaves out', () => {
    const ids = ['desk', 'kept', 'left', 'mine', 'paper', 'past', 'safe', 'with'];
    const capped = decoded({
      ...REGISTRY,
      items: [
        ...ids.map((id) => ({
          ...{ ...item, id, department: 'market', object: id },
          ...(id === 'desk' || id === 'paper' ? { method: 'documents' } : {}),
          ...(id === 'safe' ? { domain: 'key' } : {}),
        })),
        { ...item, id: 'guard', department: 'fire', domain: 'key', object: 'with' },
        { ...item, id: 'clerk', department: 'fire', object: 'paper' },
      ],
      enterprises: [{ id: 'E', objects: ids, visitCap: 0 }],
      policy: {
        domains: {
          key: { window: 1, sameObject: true, guests: ['general'] },
          general: { window: 1, sameObject: true },
        },
        methods: { documents: { onSite: false } },
      },
      frozenThrough: '2026-03-02',
      done: [
        {
          ...{ enterprise: 'E', date: '2026-03-02', domain: 'general', lead: 'market' },
          occurrences: [{ item: 'past', cycle: 0 }],
        },
      ],
      pins: [
        {
          pin: 'visit',
          enterprise: 'E',
          date: '2026-03-05',
          occurrences: [{ item: 'kept', cycle: 0 }],
        },
        {
          ...{ pin: 'together', enterprise: 'E' },
          occurrences: ['with', 'guard'].map((id) => ({ item: id, cycle: 0 })),
        },
        {
          ...{ pin: 'together', enterprise: 'E' },
          occurrences: ['paper', 'clerk'].map((id) => ({ item: id, cycle: 0 })),
        },
      ],
    });
    const planned = plan(capped);
    expect(planned.unserved.length).toBeGreaterThan(0);
    const isUnserved = (id: string): boolean => {
      const witness = [{ item: id, cycle: 0 }];
      const own = { enterprise: 'E', visits: planned.visits.length, lowerBound: 1, witness };
      return verify(capped, planned.toJSON(), { certificates: [own] }).some(
        ({ kind }) => kind === 'witness-unserved',
      );
    };
    expect(ids.filter(isUnserved)).toEqual(['left', 'mine', 'paper']);
  });

  test('with wrong figures says so, once for the summary', () => {
    expect(found({ ...certificate, visits: 3, lowerBound: 1, witness: [] })).toEqual([
      {
        kind: 'wrong-visits',
        place: 'certificates["E"]',
        message: 'it says 3 visits, but there are 2',
      },
      { kind: 'wrong-summary', place: 'summary.lowerBound', message: 'lowerBound is 2, not 1' },
      {
        kind: 'wrong-summary',
        place: 'summary.enterprisesProven',
        message: 'enterprisesProven is 1, not 0',
      },
    ]);
  });

  test('that is missing, of nobody, or there twice is told apart', () => {
    expect(found()).toEqual([
      { kind: 'no-certificate', place: 'enterprises[0]', message: 'it has no certificate' },
    ]);
    expect(found(certificate, certificate).map(({ kind }) => kind)).toEqual(['certificate-twice']);
    expect(found(certificate, { ...certificate, enterprise: '__proto__' })).toEqual([
      {
        kind: 'unknown-enterprise',
        place: 'certificates["__proto__"]',
        message: 'there is no enterprise "__proto__"',
      },
    ]);
  });
});

describe('a plan with certificates', () => {
  const planned = plan(registry);

  test('is held to its own, its document is not', () => {
    const spoilt: Plan = { ...planned, certificate: () => ({ ...certificate, lowerBound: 3 }) };
    expect(verify(registry, spoilt).map(({ kind }) => kind)).toEqual([
      'wrong-bound',
      'wrong-summary',
      'wrong-summary',
    ]);
    expect(verify(registry, planned.toJSON())).toEqual([]);
    const silent: Plan = { ...planned, certificate: () => undefined };
    expect(verify(registry, silent).map(({ kind }) => kind)).toEqual(['no-certificate']);
  });

  test('is held to those that are given instead', () => {
    expect(verify(registry, planned, { certificates: [] }).map(({ kind }) => kind)).toEqual([
      'no-certificate',
    ]);
  });
});

interface Sample {
  readonly registry: Registry;
  readonly certificates: readonly Certificate[];
}

const planned = fc.sample(registryArb(), { numRuns: runs(75, 600), seed: 21 }).map((input) => {
  const own = decoded(input);
  const made = plan(own);
  const certificates = input.enterprises.flatMap(({ id }) => made.certificate(id) ?? []);
  return { registry: own, document: made.toJSON(), certificates };
});

describe('every damage to certificates is found', () => {
  test('they hold', () => {
    for (const { registry: own, document: made, certificates } of planned)
      expect(verify(own, made, { certificates })).toEqual([]);
  });

  test.each(CERTIFICATE_DAMAGES)('$name', (damage) => {
    let applied = 0;
    planned.forEach(({ registry: own, document: made, certificates }, seed) => {
      const spoilt = spoilCertificates(damage, own, made, certificates, seed);
      if (spoilt === undefined) return;
      applied += 1;
      const kinds = verify(own, made, { certificates: spoilt }).map(({ kind }) => kind);
      expect(
        damage.kinds.some((kind) => kinds.includes(kind)),
        `plan ${seed}: ${kinds.join(', ')}`,
      ).toBe(true);
    });
    expect(applied).toBeGreaterThanOrEqual(runs(1, 15));
  });
});

/** Whether occurrences of one enterprise may be the whole of one visit. */
const mayBeVisit = (facts: Facts, group: readonly Owed[]): boolean =>
  group[0].days.some((day) => group.every(({ days }) => days.includes(day))) &&
  [...facts.domains.keys()].some(
    (domain) =>
      brokenRules(
        facts,
        domain,
        group.map((one) => one.item),
      ).length === 0,
  );

test('two meet exactly where they, or they and one more, may be a visit', () => {
  const seen = { meet: 0, hosted: 0, never: 0 };
  fc.assert(
    fc.property(smallEnterpriseArb(10, { caps: false }), fc.nat(), fc.nat(), (input, i, j) => {
      const own: Sample['registry'] = decoded(input);
      const facts = factsOf(own);
      const [{ id }] = own.enterprises;
      const all = servable(owedBy(facts)(own.enterprises[0]));
      fc.pre(all.length > 1);
      const [a, b] = [all[i % all.length], all[j % all.length]];
      fc.pre(a !== b);
      const alone = mayBeVisit(facts, [a, b]);
      const hosted = all.some(
        (third) => third !== a && third !== b && mayBeVisit(facts, [a, b, third]),
      );
      seen[alone ? 'meet' : hosted ? 'hosted' : 'never'] += 1;
      const witness = [a, b].map((one) => ({ item: one.item.id, cycle: one.cycle }));
      const made = joinedPlan(own);
      const visits = made.visits.length;
      const certificates = [{ enterprise: id, visits, lowerBound: visits, witness }];
      const kinds = verify(own, made, { certificates }).map(({ kind }) => kind);
      expect(kinds.includes('witness-meets')).toBe(alone || hosted);
    }),
    { numRuns: runs(188, 1500), seed: 22 },
  );
  expect(Math.min(seen.meet, seen.never)).toBeGreaterThanOrEqual(runs(20, 200));
  expect(seen.hosted).toBeGreaterThanOrEqual(runs(1, 10));
});

describe('a witness of thousands is checked in the time of reading it', () => {
  const witnessed = (item: (i: number) => object, policy: object, count: number) =>
    decoded({
      horizon: { start: '2026-01-01', end: '2026-12-31' },
      departments: [{ id: 'D' }],
      items: Array.from({ length: count }, (_, i) => ({
        id: `i${i}`,
        department: 'D',
        domain: 'general',
        minutes: 200,
        frequency: { times: 1 },
        appliesTo: {},
        ...item(i),
      })),
      enterprises: [{ id: 'E', objects: Array.from({ length: count }, (_, i) => `o${i}`) }],
      policy: { domains: { general: { window: 1, ...policy } } },
    });
  test.each<readonly [string, (i: number) => object, object]>([
    ['of objects of their own', (i) => ({ object: `o${i}` }), { sameObject: true }],
    ['too long for two', () => ({}), { maxMinutes: 240 }],
  ])('%s', (_, item, policy) => {
    const registry = witnessed(item, policy, 4000);
    const planned = plan(registry);
    const witness = registry.items.map(({ id }) => ({ item: id, cycle: 0 }));
    const certificates = [{ enterprise: 'E', visits: 4000, lowerBound: 4000, witness }];
    const before = performance.now();
    const kinds = verify(registry, planned, { certificates }).map(({ kind }) => kind);
    expect(kinds).not.toContain('witness-meets');
    expect(performance.now() - before).toBeLessThan(10_000);
  });
});
