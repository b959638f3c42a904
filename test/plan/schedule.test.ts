import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { verify } from '../../src/answers/verify/verify';
import { workload } from '../../src/answers/workload';
import { occurrenceRows } from '../../src/occurrences/occurrence-rows';
import { occurrencesOf } from '../../src/occurrences/occurrences';
import type { Plan } from '../../src/output/plan';
import type { PlanDocument, Visit } from '../../src/output/plan-document';
import { planText } from '../../src/output/plan-text';
import { plan } from '../../src/plan/plan';
import { gapAtMost, overloadAtMost } from '../../src/plan/stop-rules';
import { parseDay, weekOf } from '../../src/registry/day';
import type { Registry, RegistryInput } from '../../src/registry/registry';
import { weekTextOf } from '../../src/registry/weeks';
import { schedule, schedules } from '../../src/replan/reschedule';
import { separately } from '../../src/replan/separately';
import { shortages } from '../../src/replan/shortages';
import { decoded } from '../support/decoded';
import { registryArb } from '../support/registries';
import { runs } from '../support/runs';
import { undated, undatedSummary } from '../support/undated';

const random = { seed: 7, numRuns: runs(20, 150) } as const;
const registries = registryArb({ enterprises: 8 });
const textOf = (made: Plan): string => [...planText(made)].join('');

/** The registry with other minutes a day. */
const withDaily = (input: RegistryInput, change: (minutes: number) => number): Registry =>
  decoded({
    ...input,
    departments: input.departments.map(({ dailyMinutes, ...rest }) => ({
      ...rest,
      ...(dailyMinutes === undefined ? {} : { dailyMinutes: change(dailyMinutes) }),
    })),
  });

const overloadUnder = (registry: Registry, document: PlanDocument): number =>
  workload(registry, document).teams.reduce((sum, { short }) => sum + short, 0);

describe('without a limit on minutes', () => {
  const methods = ['on-site', 'sampling', 'measuring'];
  const unlimited = (enterprises: number): Registry =>
    decoded({
      horizon: { start: '2026-01-01', end: '2026-12-31' },
      departments: methods.map((id) => ({ id })),
      items: methods.map((method, k) => ({
        ...{ id: `I${k}`, department: method, method, minutes: 60 },
        ...{ frequency: { times: 1 }, appliesTo: {} },
      })),
      enterprises: Array.from({ length: enterprises }, (_, e) => ({ id: `E${e}` })),
    });

  test('each department has about as much to do in every week', () => {
    for (const { minutes } of workload(unlimited(400), plan(unlimited(400))).teams) {
      const even = (400 * 60 * 5) / 261;
      expect(minutes).toBeLessThan(1.3 * even);
    }
  });

  test('the visits of one enterprise are never three in a week', () => {
    for (const enterprises of [1, 30, 400]) {
      const registry = unlimited(enterprises);
      const days = new Map<string, number[]>();
      for (const { enterprise, date } of plan(registry).visits)
        days.set(
          enterprise,
          [...(days.get(enterprise) ?? []), parseDay(date)].sort((a, b) => a - b),
        );
      const runsOfThree = [...days.values()].filter(([a, , c]) => c - a <= 4);
      expect(runsOfThree).toEqual([]);
    }
  });
});

describe('dates of a plan', () => {
  test('under other capacities: the same visits, valid, and no worse than the dates they had', () => {
    let better = 0;
    fc.assert(
      fc.property(registries, fc.constantFrom(0, 0.02, 0.1, 0.3, 1), (input, factor) => {
        // Without a minute on any day, all weeks are the same.
        const idle = input.departments.map(({ dailyMinutesByArea: _, ...rest }) => ({
          ...rest,
          dailyMinutes: 0,
        }));
        const given = plan(decoded({ ...input, departments: idle }));
        const registry = withDaily(input, (minutes) => Math.round(factor * minutes));
        const found = schedule(registry, given);
        expect(undated(found.visits)).toEqual(undated(given.visits));
        expect(undatedSummary(found.summary)).toEqual(undatedSummary(given.summary));
        expect(verify(registry, found.toJSON(), { shortfalls: found.shortfalls })).toEqual([]);
        const before = overloadUnder(registry, given);
        expect(found.summary.overloadMinutes).toBeLessThanOrEqual(before + 1e-6);
        if (found.summary.overloadMinutes < before - 1e-6) better++;
      }),
      random,
    );
    expect(better).toBeGreaterThan(runs(1, 15));
  });

  test('found again from a plan that is dated are never worse, and from the same the same', () => {
    fc.assert(
      fc.property(registries, fc.nat(3), (input, seed) => {
        const registry = decoded(input);
        const once = plan(registry, { dateSeed: seed });
        const again = schedule(registry, once, { dateSeed: seed });
        const [a, b] = [once.summary, again.summary];
        expect(b.overloadMinutes).toBeLessThanOrEqual(a.overloadMinutes + 1e-6);
        if (b.overloadMinutes > a.overloadMinutes - 1e-6)
          expect(b.unevenness).toBeLessThanOrEqual((a.unevenness ?? 0) + 1e-6);
        expect(b.overloadBound).toBeCloseTo(a.overloadBound ?? Number.NaN, 6);
        expect(textOf(schedule(registry, once, { dateSeed: seed }))).toBe(textOf(again));
      }),
      random,
    );
  });

  test('raising a capacity never raises the bound, nor the overload of the same dates', () => {
    fc.assert(
      fc.property(registries, fc.integer({ min: 0, max: 200 }), (input, more) => {
        const registry = decoded(input);
        const raised = withDaily(input, (minutes) => minutes + more);
        const [before, after] = [plan(registry), plan(raised)];
        expect(after.summary.overloadBound).toBeLessThanOrEqual(
          (before.summary.overloadBound ?? 0) + 1e-9,
        );
        expect(overloadUnder(raised, before)).toBeLessThanOrEqual(
          before.summary.overloadMinutes + 1e-9,
        );
      }),
      random,
    );
  });

  test('of visits that the registry no longer owes or lets be served stay', () => {
    let gone = 0;
    fc.assert(
      fc.property(registries, fc.nat(), (input, pick) => {
        const given = plan(decoded(input));
        fc.pre(input.items.length > 1 && given.visits.length > 0);
        const dropped = input.items[pick % input.items.length].id;
        const { apart: _, ...policy } = input.policy ?? {};
        const registry = decoded({
          ...input,
          items: input.items.filter(({ id }) => id !== dropped),
          assignments: (input.assignments ?? []).filter(({ item }) => item !== dropped),
          history: (input.history ?? []).filter(({ item }) => item !== dropped),
          calendar: {
            ...input.calendar,
            closed: [...(input.calendar?.closed ?? []), given.visits[0].date],
          },
          policy: { ...policy, recognise: false },
        });
        const found = schedule(registry, given);
        expect(undated(found.visits)).toEqual(undated(given.visits));
        const dateOf = (visits: readonly Visit[]): ReadonlyMap<string, string> =>
          new Map(
            visits.map(({ date, enterprise, occurrences }) => [
              JSON.stringify([enterprise, occurrences]),
              date,
            ]),
          );
        const before = dateOf(given.visits);
        const after = dateOf(found.visits);
        for (const visit of given.visits) {
          if (!visit.occurrences.some(({ item }) => item === dropped)) continue;
          const key = JSON.stringify([visit.enterprise, visit.occurrences]);
          expect(after.get(key)).toBe(before.get(key));
          gone++;
        }
      }),
      random,
    );
    expect(gone).toBeGreaterThan(runs(2, 20));
  });

  test('end where a rule says so, and their figures are those of their plans', () => {
    fc.assert(
      fc.property(registries, (input) => {
        const registry = withDaily(input, (minutes) => Math.ceil(minutes / 3));
        const all = [...schedules(registry, plan(decoded(input)))];
        for (const { overloadMinutes, unevenness, overloadBound, visits, plan: made } of all) {
          const { summary } = made();
          expect(summary.overloadMinutes).toBeCloseTo(overloadMinutes ?? Number.NaN, 6);
          expect(summary.unevenness).toBeCloseTo(unevenness ?? Number.NaN, 6);
          expect(summary.overloadBound).toBeCloseTo(overloadBound ?? Number.NaN, 6);
          expect(summary.visits).toBe(visits);
        }
        for (const until of [gapAtMost(0.5), overloadAtMost(100), () => true]) {
          const chosen = all.find(until) ?? all[all.length - 1];
          const found = schedule(registry, plan(decoded(input)), { until });
          expect(textOf(found)).toBe(textOf(chosen.plan()));
        }
      }),
      { ...random, numRuns: runs(10, 40) },
    );
  });
});

describe('the workload', () => {
  test('adds up to what the summary says', () => {
    fc.assert(
      fc.property(registries, (input) => {
        const registry = decoded(input);
        const made = plan(registry);
        const { rows, columns, teams, trips } = workload(registry, made);
        expect(trips).toBe(made.summary.trips);
        const sum = (numbers: Iterable<number>): number => [...numbers].reduce((a, b) => a + b, 0);
        expect(sum(teams.map(({ short }) => short))).toBeCloseTo(made.summary.overloadMinutes, 6);
        expect(sum(teams.map(({ minutes }) => minutes))).toBeCloseTo(
          sum(rows.map(({ minutes }) => minutes)),
          6,
        );
        expect(sum(rows.map(({ visits }) => visits))).toBe(
          sum(made.visits.map(({ departments }) => departments.length)),
        );
        expect(
          Array.from(columns.week, (week, k) => ({
            department: columns.departments[columns.department[k]],
            area: columns.areas[columns.area[k]],
            week: columns.weeks[week],
            visits: columns.visits[k],
            minutes: columns.minutes[k],
            trips: columns.trips[k],
          })),
        ).toEqual(rows.map((row) => ({ area: undefined, ...row })));
      }),
      random,
    );
  });

  test('of separate visits has no joint ones, and at least as many in all', () => {
    fc.assert(
      fc.property(registries, (input) => {
        const registry = decoded(input);
        const apart = plan(separately(registry));
        expect(apart.summary.jointShare).toBe(0);
        expect(apart.summary.visits).toBeGreaterThanOrEqual(plan(registry).summary.perDepartment);
      }),
      random,
    );
  });
});

describe('shortages', () => {
  test('are what is above capacity, and say what a visit that leaves would change', () => {
    let [short, moved] = [0, 0];
    fc.assert(
      fc.property(registries, (input) => {
        const registry = withDaily(input, (minutes) => Math.ceil(minutes / 4));
        const made = schedule(registry, plan(decoded(input)));
        const found = shortages(registry, made);
        expect(found.reduce((sum, one) => sum + one.short, 0)).toBeCloseTo(
          made.summary.overloadMinutes,
          6,
        );
        const occurrences = occurrencesOf(registry);
        for (const shortage of found) {
          short++;
          expect(shortage.minutes - shortage.capacity).toBeCloseTo(shortage.short, 6);
          const movers = shortage.couldLeave();
          expect(movers.length).toBeLessThanOrEqual(shortage.visits);
          for (const { enterprise, date, week, change } of movers) {
            const visit = made.visits.find(
              (one) =>
                one.enterprise === enterprise &&
                one.date === date &&
                one.departments.includes(shortage.department),
            );
            if (visit === undefined) throw new Error('no such visit');
            if (
              made.visits.filter((one) => one.enterprise === enterprise && one.date === date)
                .length > 1
            )
              continue;
            const dayTexts = visit.occurrences.map(
              ({ item, cycle }) =>
                new Set(
                  occurrenceRows(occurrences, enterprise).find(
                    (row) => row.item === item && row.cycle === cycle,
                  )?.days ?? [],
                ),
            );
            const other = [...dayTexts[0]].find(
              (day) =>
                weekTextOf(weekOf(parseDay(day))) === week &&
                dayTexts.every((days) => days.has(day)),
            );
            if (other === undefined) throw new Error('no such day');
            const visits = made.visits.map((one) =>
              one === visit ? { ...one, date: other } : one,
            );
            expect(
              overloadUnder(registry, { ...made.toJSON(), visits }) - made.summary.overloadMinutes,
            ).toBeCloseTo(change, 6);
            moved++;
          }
        }
      }),
      { ...random, numRuns: runs(10, 60) },
    );
    expect(short).toBeGreaterThan(runs(3, 30));
    expect(moved).toBeGreaterThan(runs(1, 10));
  });
});
