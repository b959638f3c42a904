import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { factsOf } from '../../src/answers/verify/facts';
import { occurrencesByReading } from '../../src/answers/verify/owed';
import { readWeek } from '../../src/answers/verify/shortfalls';
import { type Violation, type ViolationKind, verify } from '../../src/answers/verify/verify';
import { spentIn } from '../../src/answers/verify/workload';
import type { Plan } from '../../src/output/plan';
import type { Visit } from '../../src/output/plan-document';
import type { Shortfall } from '../../src/output/shortfall';
import { plan } from '../../src/plan/plan';
import { dateTextOf, parseDay, weekOf } from '../../src/registry/day';
import type { Registry, RegistryInput } from '../../src/registry/registry';
import { weekTextOf } from '../../src/registry/weeks';
import { decoded } from '../support/decoded';
import { registryArb } from '../support/registries';
import { runs } from '../support/runs';

const item = {
  department: 'fire',
  minutes: 60,
  frequency: { times: 1, per: 'horizon' },
  appliesTo: {},
} as const;

/**
 * Weeks 10 and 11 of 2026. In the first, of 50 minutes, fire has to be at E for 60; the squad of 海昌
 * needs 60 + 60 minutes in both, which have 45 each, and no visit fits one of them.
 */
const REGISTRY: RegistryInput = {
  horizon: { start: '2026-03-02', end: '2026-03-13' },
  departments: [{ id: 'fire', dailyMinutes: 10, dailyMinutesByArea: { 海昌: 9 } }, { id: 'tax' }],
  items: [
    { ...item, id: 'a', season: [{ from: '03-02', to: '03-06' }] },
    { ...item, id: 'b', object: 'kitchen' },
  ],
  enterprises: [{ id: 'E' }, { id: 'F', area: '海昌', objects: ['kitchen'] }],
};

const registry = decoded(REGISTRY);
const planned = plan(registry);
const [own, squad] = planned.shortfalls;

const found = (...shortfalls: readonly Shortfall[]): readonly Violation[] =>
  verify(registry, planned.toJSON(), { shortfalls });

const messages = (...shortfalls: readonly Shortfall[]): readonly string[] =>
  found(...shortfalls).map(({ place, message }) => `${place}: ${message}`);

describe('shortfalls of a small plan', () => {
  test('are as one can reckon', () => {
    expect(planned.shortfalls).toEqual([
      { department: 'fire', weeks: [], needed: 10, available: 0, short: 10 },
      { department: 'fire', area: '海昌', weeks: [], needed: 30, available: 0, short: 30 },
    ]);
    expect(found(own, squad)).toEqual([]);
    // The same is short when the week itself is looked at.
    expect(found({ ...own, weeks: ['2026-W10'], needed: 60, available: 50 }, squad)).toEqual([]);
    expect(
      found({ ...squad, weeks: ['2026-W10', '2026-W11'], needed: 120, available: 90 }, own),
    ).toEqual([]);
  });

  test('say what is wrong in words', () => {
    expect(found({ ...own, needed: 11, short: 11 }, squad)).toEqual([
      { kind: 'wrong-shortfall', place: 'shortfalls[0].needed', message: 'needed is 11, not 10' },
      { kind: 'wrong-shortfall', place: 'shortfalls[0].short', message: 'short is 11, not 10' },
      {
        kind: 'wrong-summary',
        place: 'summary.overloadBound',
        message: 'overloadBound is 40, not 41',
      },
    ]);
    expect(found(squad)).toEqual([
      {
        kind: 'wrong-summary',
        place: 'summary.overloadBound',
        message: 'overloadBound is 40, not 30',
      },
    ]);
    expect(messages({ ...own, weeks: ['2026-W10', '2026-W11'] }, squad)).toEqual([
      'shortfalls[0].needed: needed is 10, not 60',
      'shortfalls[0].available: available is 0, not 100',
      'shortfalls[0].short: short is 10, not -40',
    ]);
    expect(
      messages(
        { ...own, weeks: ['2026-W10', '2026-W11'], needed: 60, available: 100, short: -40 },
        squad,
      )[0],
    ).toEqual('shortfalls[0].short: short is -40, not above 0');
  });

  test.each([
    ['2026-W09', 'is no ISO week of the horizon'],
    ['2026-W12', 'is no ISO week of the horizon'],
    ['2026-10', 'is no ISO week of the horizon'],
  ])('are of weeks of the horizon: %s', (week, why) => {
    expect(messages({ ...own, weeks: [week] }, squad)).toEqual([
      `shortfalls[0].weeks[0]: "${week}" ${why}`,
    ]);
  });

  test('are of each week once, in order', () => {
    const [first, second] = ['2026-W10', '2026-W11'];
    expect(messages({ ...own, weeks: [second, first] }, squad)).toEqual([
      'shortfalls[0].weeks[1]: "2026-W10" is not after "2026-W11"',
    ]);
    expect(messages({ ...own, weeks: [first, first] }, squad)).toEqual([
      'shortfalls[0].weeks[1]: "2026-W10" is not after "2026-W10"',
    ]);
  });

  test('are of teams with a limit, each once', () => {
    const rest = { weeks: [], needed: 10, available: 0, short: 10 };
    expect(found({ ...rest, department: 'tax' }, squad)).toEqual([
      { kind: 'unknown-team', place: 'shortfalls[0]', message: 'department "tax" has no limit' },
    ]);
    expect(messages({ ...rest, department: '__proto__' }, squad)).toEqual([
      'shortfalls[0]: there is no department "__proto__"',
    ]);
    expect(messages({ ...rest, department: 'fire', area: 'constructor' }, squad)).toEqual([
      'shortfalls[0]: department "fire" has no squad for "constructor"',
    ]);
    expect(found(own, squad, own)[0]).toEqual({
      kind: 'wrong-shortfall',
      place: 'shortfalls[2]',
      message: 'shortfalls[0] is of the same team already',
    });
  });

  test('a plan is held to its own, a document to none', () => {
    const spoilt: Plan = { ...planned, shortfalls: [own] };
    expect(verify(registry, spoilt).map(({ place }) => place)).toEqual(['summary.overloadBound']);
    expect(verify(registry, planned.toJSON())).toEqual([]);
    expect(verify(registry, spoilt, { shortfalls: [own, squad] })).toEqual([]);
  });
});

test('ISO weeks are read as they are written', () => {
  fc.assert(
    fc.property(fc.integer({ min: parseDay('0001-01-01'), max: parseDay('9999-12-31') }), (day) => {
      expect(readWeek(weekTextOf(weekOf(day)))).toBe(weekOf(day));
    }),
  );
  expect(readWeek('2026-W53')).toBe(weekOf(parseDay('2027-01-03')));
  for (const none of [
    '2027-W53',
    '2026-W54',
    '2026-W00',
    '2026-W1',
    '2026W01',
    '',
    ' 2026-W01',
    '12026-W01',
  ])
    expect(readWeek(none)).toBeNaN();
});

/** A way to spoil one of the shortfalls of a valid plan. */
interface ShortfallDamage {
  readonly name: string;
  readonly kind: ViolationKind;
  readonly spoil: (shortfall: Shortfall) => Shortfall | undefined;
}

const DAMAGES: readonly ShortfallDamage[] = [
  {
    name: 'more needed',
    kind: 'wrong-shortfall',
    spoil: (one) => ({ ...one, needed: one.needed + 1 }),
  },
  {
    name: 'less needed',
    kind: 'wrong-shortfall',
    spoil: (one) => ({ ...one, needed: one.needed - 0.5 }),
  },
  {
    name: 'less available',
    kind: 'wrong-shortfall',
    spoil: (one) => ({ ...one, available: one.available - 1 }),
  },
  {
    name: 'more short',
    kind: 'wrong-shortfall',
    spoil: (one) => ({ ...one, short: one.short + 1 }),
  },
  {
    name: 'more needed and short',
    kind: 'wrong-shortfall',
    spoil: (one) => ({ ...one, needed: one.needed + 1, short: one.short + 1 }),
  },
  {
    name: 'less short than is so',
    kind: 'wrong-summary',
    spoil: (one) => ({ ...one, short: one.short / 2 }),
  },
  {
    name: 'nothing short',
    kind: 'wrong-shortfall',
    spoil: (one) => ({ ...one, short: 0, needed: one.available }),
  },
  { name: 'no number', kind: 'wrong-shortfall', spoil: (one) => ({ ...one, needed: Number.NaN }) },
  {
    name: 'without end',
    kind: 'wrong-shortfall',
    spoil: (one) => ({ ...one, needed: Number.POSITIVE_INFINITY }),
  },
  {
    name: 'a week too few',
    kind: 'wrong-shortfall',
    spoil: (one) => (one.weeks.length === 0 ? undefined : { ...one, weeks: one.weeks.slice(1) }),
  },
  {
    name: 'weeks turned round',
    kind: 'wrong-shortfall',
    spoil: (one) => (one.weeks.length < 2 ? undefined : { ...one, weeks: one.weeks.toReversed() }),
  },
  {
    name: 'a week twice',
    kind: 'wrong-shortfall',
    spoil: (one) =>
      one.weeks.length < 1 ? undefined : { ...one, weeks: [one.weeks[0], ...one.weeks] },
  },
  {
    name: 'a week long ago',
    kind: 'wrong-shortfall',
    spoil: (one) => ({ ...one, weeks: ['1999-W01', ...one.weeks] }),
  },
  {
    name: 'an unknown department',
    kind: 'unknown-team',
    spoil: (one) => ({ ...one, department: 'valueOf' }),
  },
  {
    name: 'an unknown squad',
    kind: 'unknown-team',
    spoil: (one) => ({ ...one, area: 'toString' }),
  },
];

interface Sample {
  readonly registry: Registry;
  readonly planned: Plan;
}

const samples: readonly Sample[] = fc
  .sample(registryArb(), { numRuns: runs(250, 1000), seed: 61 })
  .map((input) => {
    const decodedInput = decoded(input);
    return { registry: decodedInput, planned: plan(decodedInput) };
  });
const short = samples.filter(({ planned: { shortfalls } }) => shortfalls.length > 0);

describe('every damage to shortfalls is found', () => {
  test('they hold, many with weeks and some of squads', () => {
    for (const sample of samples) expect(verify(sample.registry, sample.planned)).toEqual([]);
    const all = short.flatMap(({ planned: { shortfalls } }) => shortfalls);
    expect(all.filter(({ weeks }) => weeks.length > 0).length).toBeGreaterThanOrEqual(runs(10, 50));
    expect(all.filter(({ area }) => area !== undefined).length).toBeGreaterThanOrEqual(runs(4, 20));
  });

  test.each(DAMAGES)('$name', ({ kind, spoil }) => {
    let applied = 0;
    short.forEach(({ registry: decodedInput, planned: { shortfalls, ...made } }, turn) => {
      const at = turn % shortfalls.length;
      const spoilt = spoil(shortfalls[at]);
      if (spoilt === undefined) return;
      applied += 1;
      const violations = verify(decodedInput, made, { shortfalls: shortfalls.with(at, spoilt) });
      expect(
        violations.map((one) => one.kind),
        `plan ${turn}`,
      ).toContain(kind);
    });
    expect(applied).toBeGreaterThanOrEqual(runs(3, 15));
  });

  test('one is left out, or there twice', () => {
    for (const {
      registry: decodedInput,
      planned: { shortfalls, ...made },
    } of short) {
      const kinds = (given: readonly Shortfall[]): readonly ViolationKind[] =>
        verify(decodedInput, made, { shortfalls: given }).map(({ kind }) => kind);
      expect(kinds(shortfalls.slice(1))).toEqual(['wrong-summary']);
      expect(kinds([...shortfalls, shortfalls[0]])).toContain('wrong-shortfall');
    }
  });
});

test('whatever weeks a shortfall that holds is of, no days leave the team less above capacity', () => {
  const seen = { claims: 0, sharp: 0 };
  const numbers = fc.array(fc.nat(), { minLength: 60, maxLength: 60 });
  const pairs = fc.sample(fc.tuple(numbers, fc.constantFrom(...short)), {
    numRuns: runs(150, 600),
    seed: 62,
  });
  for (const [random, { registry: decodedInput, planned: made }] of pairs) {
    const facts = factsOf(decodedInput);
    const { department, area } = made.shortfalls[random[0] % made.shortfalls.length];
    const horizonWeeks = [...new Set(facts.openDays.map(weekOf))];
    const weeks = horizonWeeks.filter((_, i) => random[i % 60] % 3 > 0).map(weekTextOf);
    const team = facts.teams.named(department, area);
    // What the verifier says that the figures are.
    const unknown = {
      ...{ department, weeks, needed: Number.NaN, available: Number.NaN, short: Number.NaN },
      ...(area === undefined ? {} : { area }),
    };
    const said = verify(decodedInput, made.toJSON(), { shortfalls: [unknown] });
    const [needed, available] = ['needed', 'available'].map((name) =>
      Number(
        /not (.*)$/.exec(
          said.find(({ place }) => place === `shortfalls[0].${name}`)?.message ?? '',
        )?.[1],
      ),
    );
    // Any days: at random of those that all occurrences allow.
    const owed = occurrencesByReading(decodedInput);
    const load = new Map<number, number>();
    made.visits.forEach((visit: Visit, v) => {
      const minutes = team === undefined ? undefined : spentIn(facts, visit).get(team);
      if (minutes === undefined) return;
      const members = visit.occurrences.map(({ item: id, cycle }) =>
        owed.get(visit.enterprise)?.find((one) => one.item.id === id && one.cycle === cycle),
      );
      const days = facts.openDays.filter((day) => members.every((one) => one?.days.includes(day)));
      const week = weekOf(days[random[v % 60] % days.length]);
      load.set(week, (load.get(week) ?? 0) + minutes);
    });
    const overload = [...load].reduce((sum, [week, minutes]) => {
      const open = facts.openDays.filter((day) => weekOf(day) === week).length;
      return sum + Math.max(0, minutes - (team?.dailyMinutes ?? 0) * open);
    }, 0);
    expect(overload).toBeGreaterThanOrEqual(needed - available - 1e-6);
    seen.claims += needed > available ? 1 : 0;
    seen.sharp += needed > available && overload < needed - available + 1e-6 ? 1 : 0;
  }
  expect(seen.claims).toBeGreaterThanOrEqual(runs(20, 100));
  expect(seen.sharp).toBeGreaterThanOrEqual(runs(4, 20));
});

test('a date that is none takes nothing from the answer', () => {
  const document = planned.toJSON();
  const visits = document.visits.map((visit) => ({
    ...visit,
    date: dateTextOf(1).replace('1970', '1x70'),
  }));
  const kinds = verify(registry, { ...document, visits }, { shortfalls: planned.shortfalls }).map(
    ({ kind }) => kind,
  );
  expect(kinds).toContain('no-date');
  expect(kinds).not.toContain('wrong-shortfall');
});
