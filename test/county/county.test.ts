import fc from 'fast-check';
import * as E from 'fp-ts/Either';
import { describe, expect, it } from 'vitest';
import { verify } from '../../src/answers/verify/verify';
import { occurrencesOf } from '../../src/occurrences/occurrences';
import { plan } from '../../src/plan/plan';
import { parseDay, weekdayOf } from '../../src/registry/day';
import type { Item } from '../../src/registry/item';
import type { Registry, RegistryInput } from '../../src/registry/registry';
import { decodeRegistry } from '../../src/registry/registry-codec';
import {
  areas,
  countyEnterprises,
  countyFrame,
  enterpriseAt,
  generateCounty,
  industries,
} from '../../src/subpaths/county';

const frame = countyFrame();
const papers = new Set(['documents', 'remote']);
const isOnSite = ({ method }: Item): boolean => !papers.has(method ?? 'on-site');

const share = <A>(rows: readonly A[], has: (row: A) => boolean): number =>
  rows.filter(has).length / rows.length;

const decoded = (input: RegistryInput): Registry => {
  const result = decodeRegistry(input);
  if (E.isLeft(result)) throw new Error(JSON.stringify(result.left.slice(0, 3)));
  return result.right;
};

const smallOptions = fc.record({
  enterprises: fc.integer({ min: 1, max: 60 }),
  items: fc.integer({ min: 1, max: 600 }),
  departments: fc.integer({ min: 1, max: 70 }),
  seed: fc.integer(),
});

describe('any county', () => {
  it('comes out the same for the same options', () => {
    fc.assert(
      fc.property(smallOptions, (options) => {
        expect(JSON.stringify(generateCounty(options))).toBe(
          JSON.stringify(generateCounty({ ...options })),
        );
      }),
      { seed: 1, numRuns: 20 },
    );
  });

  it('is a registry', () => {
    fc.assert(
      fc.property(smallOptions, (options) => {
        const county = generateCounty(options);
        expect(decodeRegistry(county)).toEqual(E.right(county));
        expect(county.departments).toHaveLength(options.departments);
        expect(county.items).toHaveLength(options.items);
        expect(county.enterprises).toHaveLength(options.enterprises);
      }),
      { seed: 2, numRuns: 40 },
    );
  });

  it('begins with the enterprises of a smaller one, and their records', () => {
    fc.assert(
      fc.property(smallOptions, fc.integer({ min: 1, max: 60 }), (options, more) => {
        const small = generateCounty(options);
        const large = generateCounty({ ...options, enterprises: options.enterprises + more });
        expect(large.enterprises.slice(0, options.enterprises)).toEqual(small.enterprises);
        expect(large.assignments?.slice(0, small.assignments?.length)).toEqual(small.assignments);
        expect(large.history?.slice(0, small.history?.length)).toEqual(small.history);
      }),
      { seed: 3, numRuns: 20 },
    );
  });

  it('gives one enterprise without the others, whatever the items and departments', () => {
    const options = { enterprises: 30, items: 7, departments: 3, seed: 5 };
    const all = [...countyEnterprises(options)];
    expect(all.map((_, k) => enterpriseAt(k, { seed: 5 }))).toEqual(all);
    expect(enterpriseAt(0, { seed: 6 })).not.toEqual(all[0]);
  });

  it('takes a seed modulo 2³²', () => {
    const size = { enterprises: 2, items: 5, departments: 2 };
    expect(generateCounty({ ...size, seed: 2 ** 32 + 1 })).toEqual(
      generateCounty({ ...size, seed: 1 }),
    );
  });

  it('numbers the squads on past the 32 departments', () => {
    const { departments } = countyFrame({ departments: 70 });
    expect(departments.filter(({ level }) => level === 'city')).toHaveLength(20);
    expect(new Set(departments.map(({ name }) => name)).size).toBe(70);
  });

  it('covers every department with few items', () => {
    const { items, departments } = countyFrame({ items: 300, departments: 10 });
    expect(new Set(items.map(({ department }) => department))).toEqual(
      new Set(departments.map(({ id }) => id)),
    );
  });
});

describe("the default county's departments and items", () => {
  it('has 32 departments, of the city and of every town and street', () => {
    expect(frame.departments).toHaveLength(32);
    const squads = frame.departments
      .filter(({ level }) => level === 'town')
      .map(({ name }) => name);
    expect(squads).toEqual(areas.map((area) => `${area}综合行政执法队`));
  });

  it('has 4,433 items, of which 2,280 need entering the premises', () => {
    expect(frame.items).toHaveLength(4433);
    expect(frame.items.filter(isOnSite)).toHaveLength(2280);
    expect(new Set(frame.items.map(({ id }) => id)).size).toBe(4433);
  });

  it('takes 10 to 180 minutes an item, mostly 20 to 90 on site', () => {
    expect(frame.items.every(({ minutes }) => minutes >= 10 && minutes <= 180)).toBe(true);
    const onSite = frame.items.filter(isOnSite);
    expect(share(onSite, ({ minutes }) => minutes >= 20 && minutes <= 90)).toBeGreaterThan(0.9);
  });

  const rate = (prefix: string): unknown =>
    frame.items.find(({ name }) => name?.startsWith(prefix))?.frequency;

  it('keeps to the known frequencies', () => {
    const food = { times: 1.5, byGrade: { A: 1, B: 1.5, C: 2.5, D: 3.5 } };
    expect(rate('食品生产企业')).toEqual(food);
    expect(rate('餐饮服务单位')).toEqual(food);
    expect(rate('人员密集的消防重点单位')).toEqual({ times: 1 });
    expect(rate('其他消防重点单位')).toEqual({ times: 0.5 });
    expect(rate('重点排污单位')).toEqual({ times: 0.25, per: 'quarter' });
    expect(rate('特殊监管单位')).toEqual({ times: 0.15, per: 'quarter' });
    expect(rate('一般监管单位')).toEqual({ times: 0.05, per: 'quarter' });
  });

  it('lets departments recognise one another, and keeps some items to named enterprises', () => {
    const labels = new Map<string, Set<string>>();
    for (const { equivalent, department } of frame.items)
      if (equivalent !== undefined)
        labels.set(equivalent, (labels.get(equivalent) ?? new Set()).add(department));
    expect(
      [...labels.values()].filter((departments) => departments.size > 1).length,
    ).toBeGreaterThanOrEqual(4);
    expect(share(frame.items, ({ appliesTo }) => appliesTo === undefined)).toBeCloseTo(0.022, 2);
  });

  it('has the 248 working days of 2026', () => {
    const closed = new Set(frame.calendar?.closed);
    const open = new Set(frame.calendar?.open);
    const first = parseDay('2026-01-01');
    const days = Array.from({ length: 365 }, (_, i) => first + i);
    const openDays = days.filter((day) => {
      const date = new Date(day * 86_400_000).toISOString().slice(0, 10);
      return open.has(date) || (weekdayOf(day) < 5 && !closed.has(date));
    });
    expect(openDays).toHaveLength(248);
  });
});

describe("the default county's enterprises", () => {
  const county = generateCounty();
  const { enterprises } = county;

  it('are 40,000, of which 3 % are large and 10 % medium', () => {
    expect(enterprises).toHaveLength(40_000);
    expect(share(enterprises, ({ size }) => size === 'large')).toBeCloseTo(0.03, 2);
    expect(share(enterprises, ({ size }) => size === 'medium')).toBeCloseTo(0.1, 2);
  });

  it('are of real industries, in every town and street', () => {
    const codes = new Set(industries.map(({ code }) => code));
    expect(industries).toHaveLength(codes.size);
    expect([...codes].every((code) => /^[A-R]\d{4}$/.test(code))).toBe(true);
    expect(new Set(enterprises.map(({ industry }) => industry))).toEqual(codes);
    expect(new Set(enterprises.map(({ area }) => area))).toEqual(new Set(areas));
  });

  it('are what Haining is known for', () => {
    const of = (...prefixes: readonly string[]): number =>
      share(enterprises, ({ industry }) => prefixes.some((prefix) => industry?.startsWith(prefix)));
    expect(of('C19')).toBeGreaterThan(0.06);
    expect(of('C175', 'C176')).toBeGreaterThan(0.06);
    expect(of('C177')).toBeGreaterThan(0.04);
    expect(of('C397', 'C3825', 'C3562')).toBeGreaterThan(0.01);
    expect(of('C')).toBeGreaterThan(0.4);
  });

  it('are in one class of polluters at most', () => {
    const classes = new Set(['重点排污单位', '特殊监管单位', '一般监管单位']);
    expect(
      enterprises.every(({ tags }) => (tags ?? []).filter((tag) => classes.has(tag)).length <= 1),
    ).toBe(true);
    for (const tag of classes)
      expect(enterprises.some(({ tags }) => tags?.includes(tag))).toBe(true);
  });

  it('are white-listed, closed and capped in a few per cent', () => {
    for (const [has, low, high] of [
      [({ exempt }) => exempt !== undefined, 0.01, 0.05],
      [({ closed }) => closed !== undefined, 0.05, 0.25],
      [({ visitCap }) => visitCap !== undefined, 0.01, 0.03],
    ] as ReadonlyArray<[(e: (typeof enterprises)[number]) => boolean, number, number]>) {
      expect(share(enterprises, has)).toBeGreaterThan(low);
      expect(share(enterprises, has)).toBeLessThan(high);
    }
  });

  it('have records, in a registry of less than 40 MB', () => {
    expect(county.assignments?.length).toBeCloseTo(20_000, -3);
    expect(county.history?.length).toBeCloseTo(60_000, -3);
    expect(new TextEncoder().encode(JSON.stringify(county)).length).toBeLessThan(40_000_000);
  });
});

describe('what a county owes', () => {
  // The first 2,000 enterprises of the default county: a twentieth of it.
  const occurrences = occurrencesOf(decoded(generateCounty({ enterprises: 2_000 })));
  const { rows, start, item, reason } = occurrences;

  it('is more than a million obligations, 1.2 to 2 million occurrences', () => {
    let obligations = 0;
    for (let e = 0; e < 2_000; e++)
      obligations += new Set(item.subarray(start[e], start[e + 1])).size;
    expect(obligations * 20).toBeGreaterThan(1_100_000);
    expect(occurrences.count * 20).toBeGreaterThan(1_200_000);
    expect(occurrences.count * 20).toBeLessThan(2_000_000);
  });

  /**
   * Visits on site if each department did all that is due at once: the most cycles of any item, for
   * each department and method.
   */
  const departmentVisits = (e: number): number => {
    const most = new Map<string, number>();
    const cycles = new Map<number, number>();
    for (let k = start[e]; k < start[e + 1]; k++) {
      const { department, method } = rows.items[item[k]];
      if (reason[k] !== 0 || !isOnSite(rows.items[item[k]])) continue;
      const n = (cycles.get(item[k]) ?? 0) + 1;
      cycles.set(item[k], n);
      const key = `${department} ${method}`;
      most.set(key, Math.max(most.get(key) ?? 0, n));
    }
    return [...most.values()].reduce((a, b) => a + b, 0);
  };

  const meanVisits = (size: string): number => {
    const visits = rows.enterprises.flatMap((enterprise, e) =>
      enterprise.size === size ? [departmentVisits(e)] : [],
    );
    return visits.reduce((a, b) => a + b, 0) / visits.length;
  };

  it('sends departments to a large firm two or three times a month, to a small one a few times a year', () => {
    expect(meanVisits('large')).toBeGreaterThan(24);
    expect(meanVisits('large')).toBeLessThan(36);
    expect(meanVisits('small')).toBeGreaterThan(2);
    expect(meanVisits('small')).toBeLessThan(8);
    expect(meanVisits('micro')).toBeLessThan(meanVisits('small'));
    expect(meanVisits('small')).toBeLessThan(meanVisits('medium'));
  });
});

describe('a county under the national cap', () => {
  const options = { enterprises: 60, items: 1500, national: true };

  it('is the county of before where the option is off, but for the fields that it adds', () => {
    const { national: _, ...size } = options;
    expect(generateCounty({ ...size, national: false })).toEqual(generateCounty(size));
    const { items, policy, ...rest } = generateCounty(options);
    const plain = generateCounty(size);
    expect({
      ...rest,
      items: items.map(({ kind: _k, methodByGrade: _m, fallback: _f, ...item }) => item),
      policy: { ...policy, caps: undefined, protected: undefined },
    }).toEqual(plain);
    for (const has of ['kind', 'methodByGrade', 'fallback'] as const)
      expect(share(items, (item) => item[has] !== undefined)).toBeGreaterThan(0.05);
    expect(new Set(items.map(({ kind }) => kind))).toEqual(new Set([undefined, 'special', 'case']));
  });

  it('has departments visit an enterprise on site at most twice, but for what is protected', () => {
    const registry = decoded(generateCounty(options));
    const planned = plan(registry);
    expect(verify(registry, planned)).toEqual([]);
    const { pairsAboveTwo = 0, pairsAboveTwoBefore = 0, byFallback, caps } = planned.summary;
    expect(pairsAboveTwo).toBeLessThan(pairsAboveTwoBefore);
    expect(byFallback).toBeGreaterThan(0);
    expect(caps?.map(({ id }) => id)).toEqual(['54号', 'total']);
  });
});
