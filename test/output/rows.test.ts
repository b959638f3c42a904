import { describe, expect, test } from 'vitest';
import type { PlanColumns } from '../../src/output/plan-columns';
import { unservedRow, visitRow } from '../../src/output/rows';
import { parseDay } from '../../src/registry/day';

const item = { minutes: 30, frequency: { times: 1 } };

/**
 * Four items of three departments, one visit of each number of members, and one unserved occurrence
 * for each reason.
 */
const columns: PlanColumns = {
  rows: {
    departments: [{ id: '__proto__' }, { id: 'fire' }, { id: 'market' }],
    items: [
      { id: 'a', department: 'market', ...item },
      { id: 'b', department: '__proto__', method: 'documents', ...item },
      { id: 'c', department: 'market', method: 'remote', object: 'kitchen', ...item },
      { id: 'd', department: 'fire', method: 'documents', object: 'kitchen', ...item },
    ],
    enterprises: [{ id: 'E-1' }, { id: 'E-2' }],
  },
  departmentOf: Int32Array.of(2, 0, 2, 1),
  methodOf: ['on-site', 'documents', 'remote', 'documents'],
  groupOf: ['on-site', 'desk', 'desk', 'desk'],
  domains: [
    { name: 'general', oneMethod: false, oneObject: false },
    { name: 'key', oneMethod: true, oneObject: true },
    { name: 'township', oneMethod: true, oneObject: false },
  ],
  visits: {
    count: 4,
    enterprise: Int32Array.of(0, 0, 1, 1),
    domain: Int32Array.of(1, 2, 0, 1),
    day: Int32Array.from(['2026-01-02', '2026-02-28', '2026-03-01', '2026-12-31'], parseDay),
    lead: Int32Array.of(2, 0, 1, 2),
    minutes: Float64Array.of(30, 60, 45, 2 ** 40),
    onSite: Uint8Array.of(1, 0, 1, 0),
    memberStart: Int32Array.of(0, 1, 4, 6, 8),
    item: Int32Array.of(0, 1, 2, 3, 1, 3, 2, 3),
    cycle: Int32Array.of(0, 3, 0, 1, 4, 2, 1, 3),
  },
  unserved: {
    count: 4,
    enterprise: Int32Array.of(0, 0, 1, 1),
    item: Int32Array.of(1, 2, 0, 3),
    cycle: Int32Array.of(0, 1, 2, 3),
    reason: Uint8Array.of(0, 1, 2, 3),
    by: Int32Array.of(-1, -1, 0, -1),
  },
};

describe('a visit as a row', () => {
  const row = visitRow(columns);

  test('has the fields of the model, in its order', () => {
    expect(JSON.stringify(row(0))).toBe(
      '{"id":"E-1/a/0","enterprise":"E-1","domain":"key","date":"2026-01-02","method":"on-site","object":"enterprise",' +
        '"departments":["market"],"lead":"market","minutes":30,"onSite":true,"occurrences":[{"item":"a","cycle":0}]}',
    );
  });

  test('has the group as its method where methods differ within it', () => {
    expect(row(1)).toMatchObject({
      domain: 'township',
      method: 'desk',
      departments: ['__proto__', 'fire', 'market'],
    });
    expect(row(3)).toMatchObject({ domain: 'key', method: 'desk', object: 'kitchen' });
  });

  test('leaves out the method and the object where its domain does not ask for one', () => {
    expect(Object.keys(row(1))).not.toContain('object');
    expect(Object.keys(row(2))).not.toContain('method');
    expect(Object.keys(row(2))).not.toContain('object');
  });

  test('names each department once, and every occurrence', () => {
    expect(row(3)).toMatchObject({
      departments: ['fire', 'market'],
      occurrences: [
        { item: 'c', cycle: 1 },
        { item: 'd', cycle: 3 },
      ],
    });
    expect(row(2).occurrences).toEqual([
      { item: 'b', cycle: 4 },
      { item: 'd', cycle: 2 },
    ]);
  });
});

test('an unserved occurrence as a row says why, and by whom only where it is recognised', () => {
  const texts = [0, 1, 2, 3].map((u) => JSON.stringify(unservedRow(columns)(u)));
  expect(texts).toEqual([
    '{"enterprise":"E-1","item":"b","cycle":0,"reason":"no-open-day"}',
    '{"enterprise":"E-1","item":"c","cycle":1,"reason":"exempt"}',
    '{"enterprise":"E-2","item":"a","cycle":2,"reason":"recognised","by":"a"}',
    '{"enterprise":"E-2","item":"d","cycle":3,"reason":"visit-cap"}',
  ]);
});
