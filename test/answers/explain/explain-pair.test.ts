import fc from 'fast-check';
import { isRight } from 'fp-ts/Either';
import { describe, expect, test } from 'vitest';
import { explainPair } from '../../../src/answers/explain/explain-pair';
import type { PairExplanation } from '../../../src/answers/explain/explanation';
import type { Separation } from '../../../src/answers/explain/separation';
import { companyOf } from '../../../src/answers/verify/amendments';
import { commonVisitsWithin } from '../../../src/answers/verify/common-visit';
import { type Facts, factsOf } from '../../../src/answers/verify/facts';
import { occurrencesByReading } from '../../../src/answers/verify/owed';
import type { Owed } from '../../../src/answers/verify/owed-occurrence';
import type { ViolationKind } from '../../../src/answers/verify/violation';
import { brokenRules } from '../../../src/answers/verify/visit-rules';
import type { OccurrenceRef } from '../../../src/output/plan-document';
import { plan } from '../../../src/plan/plan';
import { dateTextOf } from '../../../src/registry/day';
import type { RegistryInput } from '../../../src/registry/registry';
import { decodeRegistry } from '../../../src/registry/registry-codec';
import { generateCounty } from '../../../src/subpaths/county';
import { amendedArb } from '../../support/amended';
import { decoded } from '../../support/decoded';
import { registryArb, smallEnterpriseArb } from '../../support/registries';
import { runs } from '../../support/runs';
import { expectWellSaid } from './well-said';

const refOf = ({ item, cycle }: Owed): OccurrenceRef => ({ item: item.id, cycle });

/** What the verifier calls the breach of a rule. */
const BREACHES: Readonly<Record<string, readonly ViolationKind[]>> = {
  guests: ['not-a-guest', 'no-host'],
  sameObject: ['different-object'],
  sameMethod: ['different-method'],
  sameTopic: ['different-topic'],
  sameLevel: ['different-level'],
  sameDepartment: ['different-department'],
  durationRatio: ['duration-ratio'],
  apart: ['apart'],
  maxMinutes: ['too-long'],
  maxDepartments: ['too-many-departments'],
  host: ['no-host'],
};

/** Whether two can share a visit, as the verifier reads the registry. */
const meet = (
  input: RegistryInput,
  enterprise: string,
  a: OccurrenceRef,
  b: OccurrenceRef,
): boolean => {
  const owed = occurrencesByReading(input).get(enterprise) ?? [];
  const [one, other] = [a, b].map(({ item, cycle }) =>
    owed.find((each) => each.item.id === item && each.cycle === cycle),
  );
  if (one === undefined || other === undefined) return false;
  const facts = factsOf(input);
  return (
    commonVisitsWithin(facts).of(owed, companyOf(facts.amended(enterprise), owed), one, other) !==
    undefined
  );
};

/** That a reason holds by the verifier's reading. */
const expectTrue = (facts: Facts, [a, b]: readonly [Owed, Owed], reason: Separation): void => {
  switch (reason.kind) {
    case 'same-item':
      expect(a.item).toBe(b.item);
      return;
    case 'unserved':
      expect(
        reason.occurrences.map(({ item, cycle, reason: why, by }) => [item.id, cycle, why, by?.id]),
      ).toEqual(
        [a, b].flatMap((one) =>
          one.unserved ? [[one.item.id, one.cycle, one.unserved, one.by]] : [],
        ),
      );
      return;
    case 'pinned':
      // The registries of these tests have no pins; those of test/plan/amended do.
      throw new Error('nothing is pinned');
    case 'no-common-day':
      expect(a.days.filter((day) => b.days.includes(day))).toEqual([]);
      expect([reason.a.count, reason.b.count]).toEqual([a.days.length, b.days.length]);
      return;
    case 'rules': {
      for (const { domain, broken } of reason.trials) {
        const kinds = brokenRules(facts, domain, [a.item, b.item]).map(({ kind }) => kind);
        expect(broken.holds).toBe(false);
        expect(BREACHES[broken.rule].some((kind) => kinds.includes(kind))).toBe(true);
        expect(broken.rule === 'host').toBe(kinds.length === 1 && kinds[0] === 'no-host');
      }
      const tried = reason.trials.map(({ domain }) => domain);
      expect(tried).toEqual([...new Set(tried)].sort());
      for (const domain of facts.domains.keys()) {
        const isOwn = domain === a.item.domain || domain === b.item.domain;
        if (tried.includes(domain)) continue;
        expect(isOwn).toBe(false);
        // A domain that is not tried has one of the two as a stranger, or nothing of its own.
        const kinds = brokenRules(facts, domain, [a.item, b.item]).map(({ kind }) => kind);
        expect(kinds).toContain('no-host');
      }
    }
  }
};

interface Seen {
  readonly reasons: Map<string, number>;
  readonly changes: Map<string, number>;
}

const count = (counts: Map<string, number>, key: string): void => {
  counts.set(key, (counts.get(key) ?? 0) + 1);
};

const check = (
  input: RegistryInput,
  enterprise: string,
  a: Owed,
  b: Owed,
  seen: Seen,
): PairExplanation => {
  const registry = decoded(input);
  const result = explainPair(registry, enterprise, refOf(a), refOf(b));
  if (!isRight(result)) throw new Error('refused');
  const { meeting, changes } = result.right;
  expect(meeting.kind === 'can').toBe(meet(input, enterprise, refOf(a), refOf(b)));
  for (const [said, is] of [[result.right.a, a] as const, [result.right.b, b] as const]) {
    const dates = is.days.map(dateTextOf);
    expect(said.days).toEqual(
      dates.length === 0
        ? { count: 0 }
        : { count: dates.length, first: dates[0], last: dates[dates.length - 1] },
    );
    expect([said.minutes, said.domain, said.department.id, said.reason, said.by?.id]).toEqual([
      is.item.minutes,
      is.item.domain,
      is.item.department,
      is.unserved,
      is.by,
    ]);
  }
  const facts = factsOf(input);
  if (meeting.kind === 'can') {
    count(seen.reasons, meeting.host === undefined ? 'can' : 'hosted');
    const owed = occurrencesByReading(input).get(enterprise) ?? [];
    const host = owed.filter(
      ({ item, cycle }) => item.id === meeting.host?.item.id && cycle === meeting.host.cycle,
    );
    const all = [a, b, ...host];
    expect(
      brokenRules(
        facts,
        meeting.domain,
        all.map(({ item }) => item),
      ),
    ).toEqual([]);
    expect(meeting.days.count).toBe(
      a.days.filter((day) => all.every(({ days }) => days.includes(day))).length,
    );
    expect(meeting.days.count).toBeGreaterThan(0);
    expect(changes).toEqual([]);
  } else {
    expectTrue(facts, [a, b], meeting);
    count(seen.reasons, meeting.kind);
    if (meeting.kind === 'rules')
      for (const { broken } of meeting.trials) count(seen.reasons, broken.rule);
  }
  for (const { change, policy } of changes) {
    count(seen.changes, change.setting);
    const changed = { ...input, policy };
    expect(decodeRegistry(changed)._tag).toBe('Right');
    expect(meet(changed, enterprise, refOf(a), refOf(b))).toBe(true);
  }
  expectWellSaid(result.right);
  return result.right;
};

/** Two different occurrences of an enterprise, by numbers. */
const twoOf = (owed: readonly Owed[], i: number, j: number): readonly [Owed, Owed] | undefined => {
  const [a, b] = [owed[i % owed.length], owed[j % owed.length]];
  return owed.length < 2 || a === b ? undefined : [a, b];
};

describe('why two do or do not share a visit is what the verifier says', () => {
  const seen: Seen = { reasons: new Map(), changes: new Map() };
  const law = (arb: fc.Arbitrary<RegistryInput>, numRuns: number, seed: number): void =>
    fc.assert(
      fc.property(arb, fc.nat(), fc.nat(), fc.nat(), (input, e, i, j) => {
        const { id } = input.enterprises[e % input.enterprises.length];
        const owed = occurrencesByReading(input).get(id) ?? [];
        const two = twoOf(owed, i, j);
        fc.pre(two !== undefined);
        check(input, id, two[0], two[1], seen);
      }),
      { numRuns, seed, maxSkipsPerRun: 50 },
    );

  test('on random registries', () => law(registryArb(), runs(400, 800), 51));
  test('on small enterprises', () => law(smallEnterpriseArb(12), runs(200, 400), 52));
  test('on registries under which little fits', () =>
    law(registryArb({ tight: true, enterprises: 2 }), runs(250, 500), 53));

  test('on a generated county', () => {
    const county = generateCounty({ enterprises: runs(6, 12), items: 400 });
    county.enterprises.forEach(({ id }, e) => {
      const owed = occurrencesByReading(county).get(id) ?? [];
      for (let k = 0; k < 6; k++) {
        const two = twoOf(owed, 7 * k + e, 13 * k + 5);
        if (two !== undefined) check(county, id, two[0], two[1], seen);
      }
    });
  });

  test('with every reason and every kind of change', () => {
    const kinds = [
      'can',
      'hosted',
      'same-item',
      'unserved',
      'no-common-day',
      'rules',
      ...Object.keys(BREACHES),
    ];
    for (const kind of kinds)
      expect(seen.reasons.get(kind) ?? 0, kind).toBeGreaterThanOrEqual(runs(1, 2));
    const equalities = ['sameObject', 'sameMethod', 'sameTopic', 'sameLevel', 'sameDepartment'];
    const numbers = ['durationRatio', 'maxMinutes', 'maxDepartments', 'window'];
    for (const setting of [...equalities, ...numbers, 'guests', 'methods', 'apart', 'recognise'])
      expect(seen.changes.get(setting) ?? 0, setting).toBeGreaterThanOrEqual(1);
  });
});

const item = { minutes: 60, frequency: { times: 1 }, appliesTo: {}, domain: 'key' } as const;
const REGISTRY: RegistryInput = {
  horizon: { start: '2026-01-01', end: '2026-12-31' },
  departments: [{ id: 'fire', name: '消防救援大队' }, { id: 'market' }],
  items: [
    { ...item, id: 'exits', name: '疏散通道', department: 'fire', minutes: 100 },
    { ...item, id: 'scales', department: 'market', minutes: 40 },
    { ...item, id: 'oil', department: 'fire', minutes: 150, frequency: { times: 2 } },
  ],
  enterprises: [{ id: 'E-1', name: '某食品厂' }],
};
const registry = decoded(REGISTRY);
const exits: OccurrenceRef = { item: 'exits', cycle: 0 };
const scales: OccurrenceRef = { item: 'scales', cycle: 0 };

describe('by hand', () => {
  test('the smallest ratio in hundredths is proposed', () => {
    const result = explainPair(registry, 'E-1', exits, scales);
    expect(isRight(result) && result.right.meeting).toMatchObject({
      kind: 'rules',
      trials: [
        { domain: 'key', broken: { rule: 'durationRatio', setting: 2, longest: { minutes: 100 } } },
      ],
    });
    expect(isRight(result) && result.right.changes.map(({ change }) => change)).toEqual([
      { setting: 'durationRatio', domain: 'key', from: 2, to: 2.5 },
    ]);
  });

  test('two rules at once have no single change', () => {
    const input = { ...REGISTRY, policy: { apart: [['scales', 'exits']] as const } };
    const result = explainPair(decoded(input), 'E-1', exits, scales);
    expect(isRight(result) && result.right.changes).toEqual([]);
  });

  test('a plan is asked where it has them', () => {
    const planned = plan(registry);
    const asked = (a: OccurrenceRef, b: OccurrenceRef): unknown => {
      const made = explainPair(registry, 'E-1', a, b, { plan: planned });
      expect(explainPair(registry, 'E-1', a, b, { plan: planned.toJSON() })).toEqual(made);
      return isRight(made) ? made.right.plan : made.left;
    };
    const oil = { item: 'oil', cycle: 0 };
    expect(asked(exits, scales)).toMatchObject({
      together: false,
      a: { kind: 'visit' },
      b: { kind: 'visit' },
    });
    const [ofExits] = planned.visits.filter(({ occurrences }) =>
      occurrences.some((one) => one.item === 'exits'),
    );
    const [ofOil] = planned.visits.filter(({ occurrences }) =>
      occurrences.some((one) => one.item === 'oil'),
    );
    expect(asked(exits, oil)).toMatchObject({
      together: false,
      a: { visit: { date: ofExits.date, domain: 'key' } },
      b: { visit: { date: ofOil.date } },
    });
    const empty = { ...planned.toJSON(), visits: [] };
    const nowhere = explainPair(registry, 'E-1', exits, oil, { plan: empty });
    expect(isRight(nowhere) && nowhere.right.plan?.a).toEqual({ kind: 'nowhere' });
  });

  test.each([
    ['E-2', exits, scales, 'enterprise: expected the id of an enterprise, got "E-2"'],
    [
      'E-1',
      { item: '__proto__', cycle: 0 },
      scales,
      'a.item: expected the id of an item that is owed to "E-1", got "__proto__"',
    ],
    [
      'E-1',
      exits,
      { item: 'oil', cycle: 2 },
      'b.cycle: expected a cycle in which it is owed to "E-1" (0 to 1), got 2',
    ],
    ['E-1', exits, exits, 'b: expected another occurrence than a, got {"item":"exits","cycle":0}'],
  ] as const)('%s, %o and %o are refused', (enterprise, a, b, message) => {
    const result = explainPair(registry, enterprise, a, b);
    expect(
      isRight(result)
        ? []
        : result.left.map(
            (error) => `${error.path}: expected ${error.expected}, got ${error.actual}`,
          ),
    ).toEqual([message]);
  });
});

test('pins and past visits are told where they part two', () => {
  const seen = new Map<string, number>();
  fc.assert(
    fc.property(amendedArb({ enterprises: 2 }), fc.nat(1000), fc.nat(1000), (input, i, j) => {
      // Who must come along is not asked for here.
      const pins = (input.pins ?? []).filter(({ pin }) => pin !== 'visit' && pin !== 'together');
      const now = { ...input, pins };
      for (const { id } of now.enterprises) {
        const two = twoOf(occurrencesByReading(now).get(id) ?? [], i, j);
        if (two === undefined || two[0].item.id === two[1].item.id) continue;
        const result = explainPair(decoded(now), id, refOf(two[0]), refOf(two[1]));
        if (!isRight(result)) throw new Error('refused');
        const { meeting } = result.right;
        expect(meeting.kind === 'can').toBe(meet(now, id, refOf(two[0]), refOf(two[1])));
        count(seen, meeting.kind === 'pinned' ? meeting.because : meeting.kind);
        if (meeting.kind === 'pinned')
          expect(two[0].done !== two[1].done).toBe(meeting.because === 'done');
        expectWellSaid(result.right);
      }
    }),
    { numRuns: runs(40, 400), seed: 61 },
  );
  for (const kind of ['can', 'done', 'unmerged']) expect(seen.get(kind)).toBeGreaterThan(0);
});
