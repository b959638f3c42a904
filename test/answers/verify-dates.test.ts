import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ReadVisit } from '../../src/answers/verify/read-visit';
import { sameDayViolations } from '../../src/answers/verify/same-day';
import { type Violation, verify } from '../../src/answers/verify/verify';
import type { PlanDocument, Summary } from '../../src/output/plan-document';
import { plan } from '../../src/plan/plan';
import type { Item } from '../../src/registry/item';
import type { RegistryInput } from '../../src/registry/registry';
import { decoded } from '../support/decoded';

const daily = (id: string, over: Partial<Item> = {}): Item => ({
  id,
  department: 'fire',
  domain: 'general',
  minutes: 40,
  frequency: { times: 1, per: 'horizon' },
  appliesTo: {},
  ...over,
});

/** Monday 2026-03-02 to Friday 2026-03-13: two ISO weeks. No two items share a visit. */
const registryOf = (items: readonly Item[], over: Partial<RegistryInput> = {}): RegistryInput => ({
  horizon: { start: '2026-03-02', end: '2026-03-13' },
  departments: [{ id: 'fire' }, { id: 'tax' }],
  items,
  enterprises: [{ id: 'E' }],
  policy: {
    domains: { key: { window: 1 }, general: { window: 1, maxDepartments: 1, maxMinutes: 1 } },
  },
  ...over,
});

/** The plan with visits on other dates, by the item of each. */
const redated = (
  registry: RegistryInput,
  dates: Readonly<Record<string, string>>,
  figures: Partial<Summary> = {},
): readonly Violation[] => {
  const own = decoded(registry);
  const { visits, unserved, summary } = plan(own).toJSON();
  const { overloadBound, overloadGap, unevenness, trips, ...figuresOfVisits } = summary;
  const moved = visits.map((visit) => ({
    ...visit,
    date: dates[visit.occurrences[0].item] ?? visit.date,
  }));
  const document: PlanDocument = {
    visits: moved,
    unserved,
    summary: { ...figuresOfVisits, ...figures },
  };
  return verify(own, document);
};

describe('one on-site visit a day', () => {
  const days = (from: string, to: string): Pick<Item, 'season'> => ({ season: [{ from, to }] });

  test('is asked for where a day is free', () => {
    const registry = registryOf([daily('a'), daily('b', days('03-02', '03-03'))]);
    expect(redated(registry, { a: '2026-03-03', b: '2026-03-03' })).toEqual([
      {
        kind: 'same-day',
        place: 'visits[0]',
        message: 'it shares 2026-03-03 with visits[1], but could be on 2026-03-02',
      },
    ]);
    expect(redated(registry, { a: '2026-03-13', b: '2026-03-03' })).toEqual([]);
  });

  test('is asked for where others can make room', () => {
    const registry = registryOf([
      daily('a', days('03-02', '03-03')),
      daily('b', days('03-02', '03-03')),
      daily('c', days('03-03', '03-04')),
      daily('d', days('03-04', '03-05')),
    ]);
    expect(
      redated(registry, { a: '2026-03-02', b: '2026-03-02', c: '2026-03-03', d: '2026-03-04' }),
    ).toEqual([
      {
        kind: 'same-day',
        place: 'visits[0]',
        message:
          'it shares 2026-03-02 with visits[1], but could be on 2026-03-03 if others made room: 2 more, the last of them visits[3] to ' +
          '2026-03-05',
      },
    ]);
    expect(
      redated(registry, { a: '2026-03-02', b: '2026-03-03', c: '2026-03-04', d: '2026-03-05' }),
    ).toEqual([]);
  });

  test('is not asked for where days do not allow it', () => {
    const tight = days('03-02', '03-03');
    const registry = registryOf([daily('a', tight), daily('b', tight), daily('c', tight)]);
    expect(redated(registry, { a: '2026-03-02', b: '2026-03-02', c: '2026-03-03' })).toEqual([]);
    expect(
      redated(registry, { a: '2026-03-02', b: '2026-03-02', c: '2026-03-02' }).map(
        ({ kind }) => kind,
      ),
    ).toEqual(['same-day']);
  });

  test('is asked for neither off site nor of two enterprises', () => {
    const registry = registryOf([daily('a'), daily('b', { method: 'phone' })]);
    const policy = { ...registry.policy, methods: { phone: { onSite: false } } };
    const same = { a: '2026-03-03', b: '2026-03-03' };
    expect(redated(registry, same).map(({ kind }) => kind)).toEqual(['same-day']);
    expect(redated({ ...registry, policy }, same)).toEqual([]);
    expect(
      redated(registryOf([daily('a')], { enterprises: [{ id: 'E' }, { id: 'F' }] }), same),
    ).toEqual([]);
  });

  const visitOn = (day: number, index: number): ReadVisit => ({
    // No more of a visit than what is looked at.
    visit: { date: '' } as ReadVisit['visit'],
    place: `visits[${index}]`,
    day,
    items: [{ onSite: true } as ReadVisit['items'][number]],
  });
  /** Different days that visits can be on at most: every choice is tried. */
  const mostDays = (
    allowed: readonly (readonly number[])[],
    taken: ReadonlySet<number> = new Set(),
  ): number =>
    allowed.length === 0
      ? taken.size
      : Math.max(...allowed[0].map((day) => mostDays(allowed.slice(1), new Set([...taken, day]))));

  test('is missed exactly where some choice of days has more different ones', () => {
    const seen = { fewer: 0, shared: 0 };
    const visit = fc.tuple(fc.uniqueArray(fc.nat(4), { minLength: 1, maxLength: 3 }), fc.nat(2));
    fc.assert(
      fc.property(fc.array(visit, { minLength: 2, maxLength: 6 }), (rows) => {
        const allowed = rows.map(([own]) => own.toSorted((a, b) => a - b));
        const visits = rows.map(([own, at], i) => visitOn(own[at % own.length], i));
        const daysOf = ({ place }: ReadVisit): readonly number[] =>
          allowed[Number(/\d+/.exec(place)?.[0])];
        const different = new Set(visits.map(({ day }) => day)).size;
        const isMissed = different < mostDays(allowed);
        seen.fewer += isMissed ? 1 : 0;
        seen.shared += !isMissed && different < visits.length ? 1 : 0;
        expect(sameDayViolations(visits, daysOf).map(({ kind }) => kind)).toEqual(
          isMissed ? ['same-day'] : [],
        );
      }),
      { numRuns: 3000, seed: 51 },
    );
    expect(Math.min(seen.fewer, seen.shared)).toBeGreaterThanOrEqual(200);
  });

  test('of thousands of visits on one day is answered', () => {
    const year = Array.from({ length: 3660 }, (_, day) => day);
    const visits = Array.from({ length: 20_000 }, (_, i) => visitOn(7, i));
    expect(sameDayViolations(visits, () => year).length).toBe(1);
    expect(sameDayViolations(visits, () => [7])).toEqual([]);
    const chain = Array.from({ length: 3660 }, (_, i) => visitOn(Math.max(0, i - 1), i));
    const [{ message }] = sameDayViolations(chain, ({ day }) => [day, day + 1]);
    expect(message).toContain('3658 more, the last of them visits[3659]');
  });
});

describe('the figures of dates', () => {
  // In the first week `a` takes 40 + 10 minutes of fire and of its squad, in the second `b` takes
  // 40 + 10 of fire and 30 + 10 of tax.
  const registry = registryOf(
    [daily('a'), daily('b'), daily('c', { department: 'tax', minutes: 30 })],
    {
      departments: [
        { id: 'fire', dailyMinutes: 5, dailyMinutesByArea: { 海昌: 4 } },
        { id: 'tax' },
      ],
      enterprises: [{ id: 'E', area: '海昌' }, { id: 'F', area: '许村' }, { id: 'G' }],
    },
  );
  const travelling = { ...registry, policy: { ...registry.policy, travelMinutes: 10 } };
  const dates = { a: '2026-03-03', b: '2026-03-10', c: '2026-03-11' };
  // Squad: two weeks of 50 minutes, 20 each; fire: two weeks of 100 minutes, 25 each; tax, without
  // limit: all of its minutes in one of two weeks.
  const right = {
    overloadMinutes: 2 * (50 - 20) + 2 * (100 - 25),
    unevenness: 2 * 2.5 ** 2 + 2 * 4 ** 2 + 2 ** 2,
    trips: 9,
    overloadBound: 200,
    overloadGap: 10,
  };
  const wrong = (change: Partial<Summary>): readonly string[] =>
    redated(travelling, dates, { ...right, ...change }).map(({ place }) => place);

  test('count the minutes of squads apart', () => {
    expect(redated(travelling, dates, right)).toEqual([]);
    expect(redated(travelling, dates, { overloadMinutes: 209 })).toEqual([
      {
        kind: 'wrong-summary',
        place: 'summary.overloadMinutes',
        message: 'overloadMinutes is 209, not 210',
      },
    ]);
  });

  test.each([
    ['unevenness', { unevenness: 48.51 }],
    ['unevenness', { unevenness: Number.POSITIVE_INFINITY }],
    ['trips', { trips: 8 }],
    ['overloadGap', { overloadGap: 9 }],
    ['overloadGap', { overloadGap: Number.NaN }],
    ['overloadBound', { overloadBound: 210.1, overloadGap: 0 }],
    ['overloadBound', { overloadBound: -1, overloadGap: 211 }],
    ['overloadBound', { overloadBound: Number.NaN }],
  ] as ReadonlyArray<readonly [string, Partial<Summary>]>)(
    'are held to the plan: %s',
    (name, change) => {
      expect(wrong(change)).toContain(`summary.${name}`);
    },
  );

  test('count one trip for a department, an area and a day', () => {
    const near = {
      ...travelling,
      enterprises: travelling.enterprises.map(({ id }) => ({ id, area: '海昌' })),
    };
    const week = { overloadMinutes: 2 * (150 - 20) };
    expect(redated(near, dates, { ...week, trips: 3 })).toEqual([]);
    const far = { ...travelling, enterprises: travelling.enterprises.map(({ id }) => ({ id })) };
    expect(redated(far, dates, { overloadMinutes: 2 * (150 - 25), trips: 9 })).toEqual([]);
    // Fire goes to all on one day, and again on another.
    expect(redated(near, { ...dates, c: '2026-03-10' }, week).map(({ kind }) => kind)).toEqual(
      Array.from({ length: 3 }, () => 'same-day'),
    );
  });

  test('leave weeks without capacity out of unevenness', () => {
    const idle = { ...travelling, departments: [{ id: 'fire', dailyMinutes: 0 }, { id: 'tax' }] };
    expect(redated(idle, dates, { overloadMinutes: 300, unevenness: 4 })).toEqual([]);
  });
});
