import { describe, expect, test } from 'vitest';
import { planOf } from '../../src/output/plan';
import type { PlanColumns } from '../../src/output/plan-columns';
import type { Summary } from '../../src/output/plan-document';
import { planText } from '../../src/output/plan-text';

const SUMMARY: Summary = {
  occurrences: 0,
  visits: 0,
  lowerBound: 0,
  perItem: 0,
  perDepartment: 0,
  reduction: 1 / 3,
  enterprisesProven: 0,
  enterprises: 0,
  jointShare: 0,
  onSiteShare: 1e-7,
  overloadMinutes: 0,
};

/**
 * A plan of so many visits and unserved occurrences; of one enterprise whose name is hard to write.
 */
const planWith = (visits: number, unserved: number) => {
  let rowsMade = 0;
  const enterprises = [{ id: '"企业\ud800\n' }];
  const countedDomains = [{ name: 'key', oneMethod: true, oneObject: true }];
  const columns: PlanColumns = {
    rows: {
      departments: [{ id: 'd' }],
      items: [{ id: 'i', department: 'd', minutes: 30, frequency: { times: 1 } }],
      enterprises,
    },
    departmentOf: Int32Array.of(0),
    methodOf: ['on-site'],
    groupOf: ['on-site'],
    // Every row of a visit looks its domain up once.
    domains: new Proxy(countedDomains, {
      get: (target, name, receiver) => {
        if (name === '0') rowsMade++;
        return Reflect.get(target, name, receiver);
      },
    }),
    visits: {
      count: visits,
      enterprise: new Int32Array(visits),
      domain: new Int32Array(visits),
      day: Int32Array.from({ length: visits }, (_, v) => v),
      lead: new Int32Array(visits),
      minutes: new Float64Array(visits).fill(30),
      onSite: new Uint8Array(visits).fill(1),
      memberStart: Int32Array.from({ length: visits + 1 }, (_, v) => v),
      item: new Int32Array(visits),
      cycle: Int32Array.from({ length: visits }, (_, v) => v),
    },
    unserved: {
      count: unserved,
      enterprise: new Int32Array(unserved),
      item: new Int32Array(unserved),
      cycle: Int32Array.from({ length: unserved }, (_, u) => u),
      reason: new Uint8Array(unserved),
      by: new Int32Array(unserved).fill(-1),
    },
  };
  return { plan: planOf(columns, SUMMARY, () => undefined), rowsMade: () => rowsMade };
};

describe('the text of a plan', () => {
  test.each([
    [0, 0],
    [1, 0],
    [0, 1],
    [999, 1000],
    [1000, 1001],
    [1001, 999],
    [2000, 3456],
  ])('of %i visits and %i unserved is what JSON.stringify gives', (visits, unserved) => {
    const { plan } = planWith(visits, unserved);
    const text = JSON.stringify(plan);
    expect([...planText(plan)].join('')).toBe(text);
    expect([...planText(plan.toJSON())].join('')).toBe(text);
    expect(JSON.parse(text).visits.length).toBe(visits);
  });

  test('comes in pieces, and with it the rows', () => {
    const { plan, rowsMade } = planWith(20_000, 0);
    let [made, longest, pieces] = [0, 0, 0];
    for (const piece of planText(plan)) {
      expect(rowsMade() - made).toBeLessThanOrEqual(1000);
      made = rowsMade();
      longest = Math.max(longest, piece.length);
      pieces++;
    }
    expect(made).toBe(20_000);
    expect(longest).toBeLessThan(400_000);
    expect(pieces).toBeGreaterThanOrEqual(20);
  });
});
