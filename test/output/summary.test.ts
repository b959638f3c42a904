import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { columnsOf } from '../../src/output/plan';
import type { Visit } from '../../src/output/plan-document';
import { summaryOf } from '../../src/output/summary';
import { plan } from '../../src/plan/plan';
import { dayOf, weekOf } from '../../src/registry/day';
import type { RegistryInput } from '../../src/registry/registry';
import { separately } from '../../src/replan/separately';
import { decoded } from '../support/decoded';
import { registryArb } from '../support/registries';

const planned = fc
  .sample(registryArb({ enterprises: 8 }), { numRuns: 120, seed: 5 })
  .map((input) => ({ input, made: plan(decoded(input)) }));

/** The Monday of a date's week. */
const mondayOf = (date: string): string => {
  const day = new Date(date);
  day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7));
  return day.toISOString();
};

const datesOf = ({ horizon: { start, end } }: RegistryInput): readonly string[] => {
  const dates: string[] = [];
  for (let time = Date.parse(start); time <= Date.parse(end); time += 86_400_000)
    dates.push(new Date(time).toISOString().slice(0, 10));
  return dates;
};

const isOpen = ({ calendar }: RegistryInput, date: string): boolean => {
  const weekday = new Date(date).getUTCDay();
  const workday = weekday > 0 && weekday < 6 && calendar?.closed?.includes(date) !== true;
  return workday || calendar?.open?.includes(date) === true;
};

/** Pairs of a department and an enterprise with more than two on-site visits. */
const pairsAboveTwo = (visits: readonly Visit[]): number => {
  const times = new Map<string, number>();
  for (const { enterprise, departments, onSite } of visits)
    for (const id of onSite ? departments : [])
      times.set(`${enterprise} ${id}`, (times.get(`${enterprise} ${id}`) ?? 0) + 1);
  return [...times.values()].filter((count) => count > 2).length;
};

describe('the summary', () => {
  test('counts what the rows show', () => {
    for (const { input, made } of planned) {
      const { visits, unserved, summary, certificate } = made;
      const served = visits.flatMap(({ occurrences }) => occurrences).length;
      const share = (part: number): number => (visits.length === 0 ? 0 : part / visits.length);
      expect(summary).toMatchObject({
        occurrences: served + unserved.length,
        visits: visits.length,
        perItem: served,
        enterprises: input.enterprises.length,
        enterprisesProven: input.enterprises.filter(
          ({ id }) => certificate(id)?.visits === certificate(id)?.lowerBound,
        ).length,
        reduction: summary.perDepartment === 0 ? 0 : 1 - visits.length / summary.perDepartment,
        jointShare: share(visits.filter(({ departments }) => departments.length > 1).length),
        onSiteShare: share(visits.filter(({ onSite }) => onSite).length),
      });
    }
  });

  test('finds the minutes above what a department’s weeks allow', () => {
    let overloaded = 0;
    for (const { input, made } of planned) {
      const items = new Map(input.items.map((item) => [item.id, item]));
      const travel = input.policy?.travelMinutes ?? 0;
      let overload = 0;
      const areaOf = new Map(input.enterprises.map(({ id, area }) => [id, area]));
      for (const { id, dailyMinutes, dailyMinutesByArea = {} } of input.departments) {
        const squads: ReadonlyArray<readonly [string | undefined, number | undefined]> = [
          [undefined, dailyMinutes],
          ...Object.entries(dailyMinutesByArea),
        ];
        for (const [area, daily] of squads) {
          if (daily === undefined) continue;
          const isOwn = (enterprise: string): boolean => {
            const at = areaOf.get(enterprise);
            return area === undefined
              ? at === undefined || !Object.hasOwn(dailyMinutesByArea, at)
              : at === area;
          };
          const left = new Map<string, number>();
          const add = (date: string, minutes: number): void => {
            left.set(mondayOf(date), (left.get(mondayOf(date)) ?? 0) + minutes);
          };
          for (const date of datesOf(input)) if (isOpen(input, date)) add(date, daily);
          for (const { enterprise, date, departments, occurrences } of made.visits)
            if (departments.includes(id) && isOwn(enterprise)) {
              const own = occurrences
                .flatMap(({ item }) => items.get(item) ?? [])
                .filter(({ department }) => department === id);
              add(date, -own.reduce((sum, { minutes }) => sum + minutes, travel));
            }
          for (const minutes of left.values()) overload += Math.max(0, -minutes);
        }
      }
      overloaded += overload > 0 ? 1 : 0;
      expect(made.summary.overloadMinutes).toBeCloseTo(overload, 6);
    }
    expect(overloaded).toBeGreaterThanOrEqual(10);
  });

  test('gives the official figures: merged and off-site shares, fallbacks, frequent pairs', () => {
    let [above, before, off] = [0, 0, 0];
    for (const { input, made } of planned) {
      const { visits, summary } = made;
      const checks = visits.flatMap(({ occurrences, onSite }) =>
        occurrences.map(({ fallback = false }) => ({ fallback, onSite })),
      );
      const merged = visits.filter(({ occurrences }) => occurrences.length > 1).length;
      const offSite = checks.filter(({ onSite }) => !onSite).length;
      const apart = plan(separately(decoded(input)));
      expect(summary).toMatchObject({
        mergedShare: visits.length === 0 ? 0 : merged / visits.length,
        offSiteShare: checks.length === 0 ? 0 : offSite / checks.length,
        byFallback: checks.filter(({ fallback }) => fallback).length,
        pairsAboveTwo: pairsAboveTwo(visits),
      });
      expect(apart.summary.pairsAboveTwo).toBe(pairsAboveTwo(apart.visits));
      expect(apart.summary.pairsAboveTwoBefore).toBe(apart.summary.pairsAboveTwo);
      const isWhole = made.unserved.length === apart.unserved.length;
      if (isWhole) expect(summary.pairsAboveTwoBefore).toBe(apart.summary.pairsAboveTwo);
      above += pairsAboveTwo(visits);
      before += isWhole ? (apart.summary.pairsAboveTwo ?? 0) : 0;
      off += offSite;
    }
    expect(Math.min(above, before, off)).toBeGreaterThan(5);
  });

  test('of a registry of nothing is all zeros', () => {
    const horizon = { start: '2026-01-03', end: '2026-01-04' }; // no open day
    const { summary } = plan(
      decoded({ horizon, departments: [{ id: 'd', dailyMinutes: 1 }], items: [], enterprises: [] }),
    );
    expect(Object.values(summary).every((figure) => figure === 0)).toBe(true);
  });

  test('of enterprises that are owed nothing has them proven', () => {
    const horizon = { start: '2026-01-01', end: '2026-12-31' };
    const enterprises = [{ id: 'a' }, { id: 'b' }];
    const { summary } = plan(decoded({ horizon, departments: [], items: [], enterprises }));
    expect(summary).toMatchObject({
      enterprises: 2,
      enterprisesProven: 2,
      occurrences: 0,
      visits: 0,
      reduction: 0,
    });
  });
});

test('weeks begin on Monday, before 1970 too', () => {
  for (const [year, month, day] of [
    [2026, 1, 5],
    [1970, 1, 5],
    [1969, 12, 29],
    [1900, 1, 1],
  ]) {
    const monday = dayOf(year, month, day);
    expect(weekOf(monday)).toBe(weekOf(monday + 6));
    expect(weekOf(monday)).toBe(weekOf(monday - 1) + 1);
  }
});

test('without open days nothing is above capacity', () => {
  const columns = columnsOf(
    plan(
      decoded({
        horizon: { start: '2026-01-03', end: '2026-01-04' },
        departments: [{ id: 'd', dailyMinutes: 0 }],
        items: [],
        enterprises: [],
      }),
    ),
  );
  const nobody = new Int32Array(0);
  const counted = {
    lowerBound: nobody,
    perDepartment: nobody,
    pairsBefore: nobody,
    caps: [],
    faults: nobody,
    openDays: nobody,
    travelMinutes: 30,
    spacing: 0,
    closeBefore: nobody,
  };
  expect(summaryOf(columns, counted).overloadMinutes).toBe(0);
});
